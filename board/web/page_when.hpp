// /when, "现在提问，什么时候答复": both promised dates for now or a chosen time, with the table of
// days. Without script. Used by page_routes. Thread rule: safe from any thread, does not block.
#pragma once

#include "board/desk/dates_explained.hpp"
#include "board/web/page_layout.hpp"

#include <string>

namespace huiying::web {

/// What the form holds: as it was typed, with what is wrong about it.
struct AskedWhen {
    std::string date;
    std::string time;
    std::string problem;
};

templates::Value when_value(
    const desk::ExplainedDates& dates, const AskedWhen& asked, const PageFrame& frame
);

http::Response get_when(
    const PageLayout& layout, const desk::Town& town, const http::Request& request
);

}  // namespace huiying::web
