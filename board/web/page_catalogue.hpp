// 主动公开事项目录: what the town and its committees must publish, by subject and unit, each with
// what was published last and by when the next is due; as a page and as a file.
// Used by page_routes, page_units. Handlers block (SQL).
#pragma once

#include "board/desk/catalogue.hpp"
#include "board/web/page_layout.hpp"

#include <string>
#include <vector>

namespace huiying::web {

/// What the handlers use. References must outlive it.
struct CataloguePageUses {
    const PageLayout& layout;
    const desk::Town& town;
    const desk::Catalogue& catalogue;
};

/// Rows of pages/catalogue_row.
templates::Value catalogue_list(const std::vector<desk::CatalogueRow>& rows);

/// Fields of pages/catalogue; only what is `unit`'s where it is not empty.
templates::Value catalogue_value(
    const std::vector<desk::CatalogueRow>& all, const std::string& unit
);

/// Fields of pages/catalogue_item.
templates::Value catalogue_item_value(
    const desk::CatalogueRow& row, const std::vector<desk::ShownPublication>& publications
);

http::Response get_catalogue(const CataloguePageUses& uses, const http::Request& request);

/// An item with all that was published for it. 404: no such item.
http::Response get_catalogue_item(const CataloguePageUses& uses, const http::Request& request);

/// The whole as comma-separated values.
http::Response get_catalogue_file(const desk::Catalogue& catalogue);

}  // namespace huiying::web
