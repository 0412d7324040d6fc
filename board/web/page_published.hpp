// One published question with its answer, and how such entries look in lists.
// Used by page_routes, page_home. The value functions are pure.
#pragma once

#include "board/web/page_layout.hpp"

#include <string>

namespace huiying::desk {
class Publications;
struct PublishedEntry;
}  // namespace huiying::desk

namespace huiying::web {

/// An entry of a list: title, address, beginning of the answer.
templates::Value entry_card(const desk::PublishedEntry& entry, model::Instant now);

/// Everything of an entry, texts as paragraphs. Fields of pages/published.
templates::Value entry_value(const desk::PublishedEntry& entry, model::Instant now);

/// What a reader wrote into the form below an entry, and what is said to it.
struct ReaderWords {
    std::string remark;
    std::string fault;   ///< why it was not taken
    std::string thanks;  ///< that it was
};

http::Response published_page(
    const PageLayout& layout,
    const http::Request& request,
    const desk::PublishedEntry& entry,
    const ReaderWords& words,
    Caching caching,
    int status = 200
);

/// 404 for an entry that is not, or no longer, published.
http::Response get_published(
    const PageLayout& layout, const desk::Publications& publications, const http::Request& request
);

}  // namespace huiying::web
