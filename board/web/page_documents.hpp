// The board's pages of policy documents (政策文件, 政策留言板): the list, and one with its
// articles, its interpretation and the questions about it. Used by page_routes.
#pragma once

#include "board/web/page_layout.hpp"

namespace huiying::desk {
class PublicDocuments;
}

namespace huiying::web {

/// References must outlive it.
struct DocumentUses {
    const PageLayout& layout;
    const desk::PublicDocuments& documents;
};

/// "?q=" searches titles and numbers, "?page=" turns the pages.
http::Response get_documents(const DocumentUses& uses, const http::Request& request);
http::Response get_document(const DocumentUses& uses, const http::Request& request);

}  // namespace huiying::web
