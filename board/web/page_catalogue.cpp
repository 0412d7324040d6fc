#include "board/web/page_catalogue.hpp"

#include "board/desk/town.hpp"
#include "board/web/page_errors.hpp"
#include "board/web/page_text.hpp"

#include <algorithm>

namespace huiying::web {
namespace {

using desk::CatalogueRow;
using templates::Value;

bool stands_overdue(const CatalogueRow& row) {
    return !row.open.empty() && row.open.front().standing == "overdue";
}

/// What citizens are told of the next date, or of one that is over: the day, never a colour.
std::string next_words(const CatalogueRow& row) {
    if (row.open.empty())
        return {};
    const auto& next = row.open.front();
    if (next.due.empty())
        return "待放假安排公布后确定";
    return next.due + (next.provisional ? "（暂定）" : "");
}

Value row_value(const CatalogueRow& row) {
    return Value{
        {"item_path", percent_encode(row.item.id)},
        {"item_name", row.item.name},
        {"item_unit", row.unit_name},
        {"item_unit_path", percent_encode(row.item.unit)},
        {"item_period", row.period},
        {"item_next", next_words(row)},
        {"is_overdue", stands_overdue(row)},
        {"has_last", row.last.has_value()},
        {"last_title", row.last ? row.last->title : ""},
        {"last_link", row.last ? row.last->link : ""},
        {"last_day", row.last ? model::to_iso(model::local_date(row.last->at)) : ""},
    };
}

/// Subjects in the order in which they come first.
Value groups_of(const std::vector<CatalogueRow>& rows) {
    std::vector<std::pair<std::string, std::vector<CatalogueRow>>> groups;
    for (const auto& row : rows) {
        const auto title =
            row.item.category + (row.item.subcategory.empty() ? "" : " · " + row.item.subcategory);
        auto found = std::find_if(groups.begin(), groups.end(), [&](const auto& group) {
            return group.first == title;
        });
        if (found == groups.end())
            found = groups.insert(groups.end(), {title, {}});
        found->second.push_back(row);
    }
    Value::List list;
    for (std::size_t i = 0; i < groups.size(); ++i)
        list.push_back(Value{
            {"group", groups[i].first},
            {"group_id", std::to_string(i + 1)},
            {"items", catalogue_list(groups[i].second)}});
    return list;
}

/// Units that have something in it, each once, for the choice above the list.
Value unit_choice(const std::vector<CatalogueRow>& rows, const std::string& chosen) {
    Value::List list;
    std::vector<std::string> seen;
    for (const auto& row : rows) {
        if (std::find(seen.begin(), seen.end(), row.item.unit) != seen.end())
            continue;
        seen.push_back(row.item.unit);
        list.push_back(Value{
            {"unit_code", row.item.unit},
            {"unit_title", row.unit_name},
            {"is_chosen", row.item.unit == chosen}});
    }
    return list;
}

Value publication_value(const desk::ShownPublication& publication) {
    return Value{
        {"shown_title", publication.title},
        {"shown_link", publication.link},
        {"shown_day", model::to_iso(model::local_date(publication.at))},
        {"has_text", !publication.text.empty()},
        {"shown_text", prose(publication.text)},
    };
}

}  // namespace

Value catalogue_list(const std::vector<CatalogueRow>& rows) {
    Value::List list;
    for (const auto& row : rows)
        list.push_back(row_value(row));
    return list;
}

Value catalogue_value(const std::vector<CatalogueRow>& all, const std::string& unit) {
    auto rows = all;
    if (!unit.empty())
        std::erase_if(rows, [&](const CatalogueRow& row) { return row.item.unit != unit; });
    return Value{
        {"has_catalogue", !all.empty()},
        {"has_rows", !rows.empty()},
        {"groups", groups_of(rows)},
        {"units", unit_choice(all, unit)},
    };
}

Value catalogue_item_value(
    const CatalogueRow& row, const std::vector<desk::ShownPublication>& publications
) {
    auto value = row_value(row);
    Value::List shown;
    for (const auto& publication : publications)
        shown.push_back(publication_value(publication));
    value.set("item_category", row.item.category);
    value.set("item_subcategory", row.item.subcategory);
    value.set("item_content", row.item.content);
    value.set("item_basis", row.item.basis);
    value.set("item_channel", row.item.channel);
    value.set("item_reason", row.open.empty() ? std::string() : row.open.front().reason);
    value.set("has_shown", !shown.empty());
    value.set("shown", std::move(shown));
    return value;
}

http::Response get_catalogue(const CataloguePageUses& uses, const http::Request& request) {
    const auto parameters = http::query_parameters(request.query);
    const auto unit = readable(http::find(parameters, "unit").value_or(""));
    const auto frame = uses.layout.frame(request, "主动公开目录", NavEntry::none);
    return uses.layout.page(
        frame, "pages/catalogue", catalogue_value(uses.catalogue.shown(""), unit), Caching::shared
    );
}

http::Response get_catalogue_item(const CataloguePageUses& uses, const http::Request& request) {
    const std::string id(request.param("id"));
    const auto row = uses.catalogue.shown_item(id);
    if (!row)
        return error_page(uses.layout, request, 404, "not_found");
    const auto frame = uses.layout.frame(request, row->item.name, NavEntry::none);
    return uses.layout.page(
        frame,
        "pages/catalogue_item",
        catalogue_item_value(*row, uses.catalogue.shown_publications(id)),
        Caching::shared
    );
}

http::Response get_catalogue_file(const desk::Catalogue& catalogue) {
    http::Response response{.status = 200};
    response.with("Content-Type", "text/csv; charset=utf-8");
    response.with("Content-Disposition", "attachment; filename=\"catalogue.csv\"");
    response.with("X-Content-Type-Options", "nosniff");
    response.with("Cache-Control", "no-cache");
    response.body = catalogue.shown_as_csv();
    return response;
}

}  // namespace huiying::web
