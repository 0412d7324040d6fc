#include "board/web/page_units.hpp"

#include "board/desk/public_figures.hpp"
#include "board/desk/publications.hpp"
#include "board/desk/town.hpp"
#include "board/web/page_catalogue.hpp"
#include "board/web/page_errors.hpp"
#include "board/web/page_published.hpp"
#include "board/web/page_statistics.hpp"
#include "board/web/page_text.hpp"
#include "board/web/unit_groups.hpp"

namespace huiying::web {
namespace {

using templates::Value;

constexpr int kAnswersAtOnce = 20;
/// What the town has not filled in yet.
constexpr std::string_view kOpenPlace = "【待填】";

std::string filled(const std::string& text) {
    return text.find(kOpenPlace) == std::string::npos ? text : std::string();
}

Value units_of(const UnitGroup& group, const desk::TownSnapshot& town) {
    Value::List list;
    for (const auto& unit : town.units())
        if (unit.active && (unit.kind == group.kinds[0] || unit.kind == group.kinds[1]))
            list.push_back(Value{
                {"unit_path", percent_encode(unit.code)},
                {"unit_title", unit.name},
                {"unit_duties", filled(unit.duties)},
            });
    return list;
}

Value groups_value(const desk::TownSnapshot& town) {
    Value::List groups;
    for (const auto& group : kUnitGroups) {
        auto units = units_of(group, town);
        if (!std::get<Value::List>(units.held()).empty())
            groups.push_back(Value{{"group", group.name}, {"group_units", std::move(units)}});
    }
    return Value{{"has_groups", !groups.empty()}, {"groups", std::move(groups)}};
}

std::string places_of(const model::Unit& unit) {
    std::string places;
    for (const auto& place : unit.places)
        places += (places.empty() ? "" : "、") + place;
    return places;
}

Value about_unit(const model::Unit& unit) {
    return Value{
        {"unit_path", percent_encode(unit.code)},
        {"unit_title", unit.name},
        {"unit_duties", prose(filled(unit.duties))},
        {"has_duties", !filled(unit.duties).empty()},
        {"unit_contact", filled(unit.contact)},
        {"unit_places", places_of(unit)},
        {"has_facts", !filled(unit.contact).empty() || !unit.places.empty()},
        {"is_retired", !unit.active},
    };
}

Value cards(const std::vector<desk::PublishedEntry>& entries, model::Instant now) {
    Value::List list;
    for (const auto& entry : entries)
        list.push_back(entry_card(entry, now));
    return list;
}

void add_figures(Value& value, const desk::PublicTables& tables) {
    Value::List months;
    for (const auto& month : tables.months)
        if (month.counts.received > 0)
            months.push_back(figures_row(month));
    Value::List years;
    for (const auto& year : tables.years)
        years.push_back(figures_row(year));
    value.set("has_months", !months.empty());
    value.set("has_years", !years.empty());
    value.set("months", std::move(months));
    value.set("years", std::move(years));
}

void add_answers(
    Value& value,
    const UnitUses& uses,
    const std::string& code,
    const std::string& after,
    model::Instant now
) {
    const auto answers = uses.publications.of_unit(code, after, kAnswersAtOnce);
    const auto faq =
        after.empty() ? uses.publications.faq_of_unit(code) : std::vector<desk::PublishedEntry>{};
    value.set("has_faq", !faq.empty());
    value.set("faq", cards(faq, now));
    value.set("has_answers", !answers.items.empty());
    value.set("answers", cards(answers.items, now));
    value.set("next", percent_encode(answers.next));
    value.set("is_first", after.empty());
}

}  // namespace

http::Response get_units(const UnitUses& uses, const http::Request& request) {
    const auto frame = uses.layout.frame(request, "各单位", NavEntry::none);
    return uses.layout.page(
        frame, "pages/units", groups_value(*uses.town.snapshot()), Caching::shared
    );
}

http::Response get_unit(const UnitUses& uses, const http::Request& request) {
    const auto town = uses.town.snapshot();
    const std::string code(request.param("code"));
    const auto* unit = town->unit(code);
    if (unit == nullptr)
        return error_page(uses.layout, request, 404, "not_found");
    const auto parameters = http::query_parameters(request.query);
    const auto after = readable(http::find(parameters, "after").value_or(""));
    const auto frame = uses.layout.frame(request, unit->name, NavEntry::none);
    auto value = about_unit(*unit);
    add_figures(value, uses.figures.of_unit(code));
    add_answers(value, uses, code, after, frame.now);
    const auto rows =
        after.empty() ? uses.catalogue.shown(code) : std::vector<desk::CatalogueRow>{};
    value.set("has_catalogue", !rows.empty());
    value.set("is_committee", unit->kind == "committee");
    value.set("items", catalogue_list(rows));
    return uses.layout.page(frame, "pages/unit", value, Caching::shared);
}

}  // namespace huiying::web
