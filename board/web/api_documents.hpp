// Policy documents over the API: kept, reviewed, published, ended; which of them a ticket asks
// about; entries that are said to be still right. As api_routes.hpp says.
#pragma once

#include "board/desk/document_links.hpp"
#include "board/desk/people.hpp"
#include "board/desk/policy_documents.hpp"
#include "http/router.hpp"

namespace huiying::web {

/// References must outlive the router.
struct DocumentDoors {
    desk::PolicyDocuments& documents;
    desk::DocumentLinks& links;
};

void add_document_routes(http::Router& router, desk::People& people, const DocumentDoors& doors);

}  // namespace huiying::web
