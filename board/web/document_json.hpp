// Policy documents as JSON. Used by api_documents and api_faq. Pure.
#pragma once

#include "board/desk/document_links.hpp"
#include "board/desk/policy_documents.hpp"
#include "board/web/api_call.hpp"

#include <vector>

namespace huiying::web {

Json to_json(const desk::DocumentItem& item);
Json to_json(const desk::DocumentView& view);
Json to_json(const desk::AskedDocument& asked);
Json to_json(const model::Passage& passage);
Json bases_json(const std::vector<model::FaqBasis>& bases);
Json doubts_json(const std::vector<model::FaqDoubt>& doubts);

}  // namespace huiying::web
