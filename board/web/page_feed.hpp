// For programs that read the board: newly published answers as a feed, the list of its pages, what
// search engines leave out. Used by page_routes. Handlers block (SQL).
// Sources: RFC 4287 (Atom), sitemaps.org 0.9, RFC 9309 (robots.txt).
#pragma once

#include "board/web/page_layout.hpp"

namespace huiying::desk {
class PublicDocuments;
class Publications;
}  // namespace huiying::desk

namespace huiying::web {

/// What the handlers use. References must outlive it.
struct FeedUses {
    const PageLayout& layout;
    const desk::Town& town;
    const desk::Publications& publications;
    const templates::Renderer& renderer;
    const desk::PublicDocuments& documents;
};

/// Without what XML 1.0 cannot hold: control characters, U+FFFE, U+FFFF. REQUIRES: valid UTF-8.
std::string xml_text(std::string_view text);

http::Response get_feed(const FeedUses& uses, const http::Request& request);
http::Response get_sitemap(const FeedUses& uses, const http::Request& request);
/// Keeps the pages of single messages, the desk and the API out.
http::Response get_robots(const FeedUses& uses, const http::Request& request);

}  // namespace huiying::web
