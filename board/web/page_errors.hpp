// Friendly pages for what went wrong. Used by the page handlers and by the server's error_response.
// Does not block; any thread.
#pragma once

#include "board/web/page_layout.hpp"

namespace huiying::web {

/// Fields of pages/error: what happened and what to do, in the citizen's words.
/// `code`: the stable code of the refusal; `request_id` is shown for faults of ours.
templates::Value error_value(int status, std::string_view code, std::string_view request_id);

/// Short title of an error page.
std::string error_title(int status);

/// The page for a status, with the navigation and, where it helps, the search box.
http::Response error_page(
    const PageLayout& layout, const http::Request& request, int status, std::string_view code
);

}  // namespace huiying::web
