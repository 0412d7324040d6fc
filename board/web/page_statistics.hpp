// 留言统计: what came in and what was answered, by month, year and unit; as a page and as a file.
// Used by page_routes, page_units. The value functions are pure; handlers block (a few hundred
// rows).
#pragma once

#include "board/desk/public_figures.hpp"
#include "board/web/page_layout.hpp"

namespace huiying::web {

/// Fields of pages/statistics: {months, years, units: [rows]}, and those of the last 12 months.
templates::Value statistics_value(const desk::PublicTables& tables);

/// A row of pages/figures_table.
templates::Value figures_row(const desk::PublicRow& row);

http::Response get_statistics(
    const PageLayout& layout, const desk::PublicFigures& figures, const http::Request& request
);

/// The same tables, comma-separated.
http::Response get_statistics_file(const desk::PublicFigures& figures);

}  // namespace huiying::web
