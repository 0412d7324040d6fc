// How the service works, the reader's rights, accessibility; and the switch of type size.
// Used by page_routes. Does not block.
#pragma once

#include "board/web/page_layout.hpp"

#include <string>
#include <vector>

namespace huiying::web {

/// Fields of pages/about: working hours, how to reach the office.
templates::Value about_value(const std::vector<std::string>& hours, const std::string& contact);

http::Response get_about(
    const PageLayout& layout, const desk::Town& town, const http::Request& request
);

/// "/elder?on=1&back=/ask": sets or clears the cookie and goes back; only to a local path.
http::Response get_elder(const PageSettings& settings, const http::Request& request);

}  // namespace huiying::web
