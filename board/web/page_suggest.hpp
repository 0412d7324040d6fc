// Published answers like what is being asked: shown while one types, and once before it is sent.
// Used by page_routes, page_ask. Blocks (SQL).
#pragma once

#include "board/web/page_layout.hpp"

#include <vector>

namespace huiying::desk {
class Suggestions;
struct PublishedEntry;
}  // namespace huiying::desk

namespace huiying::http {
class AddressQuota;
}

namespace huiying::web {

/// What the handler uses. References must outlive it.
struct SuggestUses {
    const PageLayout& layout;
    const desk::Suggestions& suggestions;
    const templates::Renderer& renderer;
    http::AddressQuota& quota;
};

/// {offers: [entries with their answers]}: fields of pages/offers.
templates::Value offers_value(const std::vector<desk::PublishedEntry>& entries, model::Instant now);

/// A piece of a page with what fits the form's subject and text; 204 when nothing does. A POST, so
/// that no address and no log holds what was typed. 403 from another site, 429 with Retry-After.
http::Response post_suggest(const SuggestUses& uses, const http::Request& request);

/// The page for whom an offered answer helped.
http::Response get_solved(const PageLayout& layout, const http::Request& request);

}  // namespace huiying::web
