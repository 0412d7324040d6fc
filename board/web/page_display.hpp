// How the board looks for one browser: size of the text, high contrast; kept in a cookie, without
// JavaScript. Used by page_routes. Source: 国办公开办函〔2021〕28号. Does not block.
#pragma once

#include "board/web/page_layout.hpp"

namespace huiying::web {

/// The form, with what is set now.
http::Response get_display(const PageLayout& layout, const http::Request& request);

/// "/display/set?size=1&contrast=1&back=/ask": keeps it and goes back; only to a local path.
http::Response get_display_set(const PageSettings& settings, const http::Request& request);

}  // namespace huiying::web
