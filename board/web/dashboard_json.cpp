#include "board/web/api_json.hpp"

#include <array>

namespace huiying::web {
namespace {

constexpr std::array<std::string_view, 3> kGrades{"receipt", "acceptance", "contact"};

Json json_of(const model::Rates& rates) {
    Json json = Json::object();
    for (const auto measure : model::kMeasures) {
        const auto& rate = rates.at(static_cast<std::size_t>(measure));
        json[std::string(model::to_word(measure))] = {{"met", rate.met}, {"counted", rate.counted}};
    }
    return json;
}

Json json_of(const desk::Figures& figures) {
    return {
        {"open", figures.open},
        {"due_today", figures.due_today},
        {"overdue", figures.overdue},
        {"late_on_arrival", figures.late_on_arrival},
        {"answered", figures.answered},
        {"answered_in_time", figures.answered_in_time},
        {"responded_same_day", figures.responded_same_day},
        {"rates", json_of(figures.rates)},
    };
}

Json json_of(const desk::DashboardView::Unit& unit) {
    Json json = json_of(unit.figures);
    json["unit"] = unit.code;
    json["unit_name"] = unit.name;
    return json;
}

}  // namespace

Json to_json(const desk::DashboardView& view) {
    Json json = json_of(view.total);
    json["at"] = model::to_rfc3339(view.at);
    json["to_dispatch"] = view.to_dispatch;
    json["response_grade"] = kGrades.at(static_cast<std::size_t>(view.promised));
    json["received"] = view.total.received;
    json["responded"] = view.total.responded;
    json["in_doubt"] = view.in_doubt;
    json["failed"] = view.failed;
    json["dead_letters"] = view.dead_letters;
    json["units"] = Json::array();
    for (const auto& unit : view.units)
        json["units"].push_back(json_of(unit));
    json["days"] = Json::array();
    for (const auto& day : view.days)
        json["days"].push_back(
            {{"date", day.date}, {"received", day.received}, {"answered", day.answered}}
        );
    return json;
}

}  // namespace huiying::web
