#include "board/web/period_json.hpp"

#include "board/web/api_json.hpp"

#include <array>

namespace huiying::web {
namespace {

using model::Tally;
using model::TallyCounts;

constexpr std::array<std::pair<const char*, Tally>, 12> kCounts{{
    {"received", Tally::received},
    {"answered", Tally::answered},
    {"replied", Tally::replied},
    {"accepted", Tally::accepted},
    {"contacted", Tally::contacted},
    {"satisfied", Tally::satisfied},
    {"mostly_satisfied", Tally::mostly_satisfied},
    {"dissatisfied", Tally::dissatisfied},
    {"resolved", Tally::resolved},
    {"came_back", Tally::came_back},
    {"checked", Tally::checked},
    {"evasive", Tally::evasive},
}};

constexpr std::array<std::pair<const char*, Tally>, 8> kStages{{
    {"dispatch", Tally::at_dispatch},
    {"sign", Tally::at_sign},
    {"handling", Tally::at_handling},
    {"review", Tally::at_review},
    {"pause", Tally::at_pause},
    {"answered", Tally::at_answered},
    {"closed", Tally::at_closed},
    {"ended", Tally::at_ended},
}};

Json json_of(const model::DaySpan& span) {
    return {
        {"from", model::to_iso(model::Date{span.from})},
        {"to", model::to_iso(model::Date{span.to})}};
}

Json day_or_null(const std::optional<std::chrono::sys_days>& day) {
    return day ? Json(model::to_iso(model::Date{*day})) : Json(nullptr);
}

Json stages_of(const TallyCounts& counts) {
    Json json = Json::object();
    for (const auto& [name, stage] : kStages)
        json[name] = counts[stage];
    return json;
}

Json json_of(const TallyCounts& counts) {
    Json json = Json::object();
    for (const auto& [name, count] : kCounts)
        json[name] = counts[count];
    Json rates = Json::object();
    for (const auto measure : model::kMeasures)
        rates[std::string(model::to_word(measure))] = {
            {"met", counts.met(measure)},
            {"counted", counts.met(measure) + counts.missed(measure)}};
    json["rates"] = std::move(rates);
    json["stages"] = stages_of(counts);
    return json;
}

Json json_of(const std::vector<desk::PeriodPart>& parts) {
    Json list = Json::array();
    for (const auto& part : parts)
        list.push_back(
            {{"code", part.code},
             {"name", part.name},
             {"figures", json_of(part.counts)},
             {"before", json_of(part.before)}}
        );
    return list;
}

Json json_of(const desk::PeriodDay& day) {
    const auto rate = [&](model::Measure measure) {
        return Json{
            {"met", day.counts.met(measure)},
            {"counted", day.counts.met(measure) + day.counts.missed(measure)}};
    };
    return {
        {"date", day.date},
        {"received", day.counts[Tally::received]},
        {"answered", day.counts[Tally::answered]},
        {"replied", day.counts[Tally::replied]},
        {"response", rate(model::Measure::response)},
        {"final_reply", rate(model::Measure::final_reply)}};
}

Json json_of(const desk::GrowingTopic& topic) {
    return {
        {"unit", topic.unit},
        {"unit_name", topic.unit_name},
        {"kind", topic.kind},
        {"received", topic.received},
        {"before", topic.before}};
}

Json json_of(const desk::OpenView::Unit& unit) {
    const auto& forecast = unit.forecast;
    return {
        {"unit", unit.code},
        {"unit_name", unit.name},
        {"overdue", unit.overdue},
        {"due_later", forecast.open},
        {"will_be_late", forecast.late},
        {"pace", forecast.pace ? Json(*forecast.pace) : Json(nullptr)},
        {"first_late", day_or_null(forecast.first_late)},
        {"last_late", day_or_null(forecast.last_late)}};
}

}  // namespace

Json to_json(const desk::PeriodView& view) {
    Json json{{"at", model::to_rfc3339(view.at)}, {"period", json_of(view.span)}};
    json["compared"] = view.compared ? json_of(*view.compared) : Json(nullptr);
    json["total"] = json_of(view.total);
    json["before"] = view.compared ? json_of(view.before) : Json(nullptr);
    json["units"] = json_of(view.units);
    json["channels"] = json_of(view.channels);
    json["kinds"] = json_of(view.kinds);
    json["days"] = Json::array();
    for (const auto& day : view.days)
        json["days"].push_back(json_of(day));
    json["hours"] = view.hours;
    json["topics"] = Json::array();
    for (const auto& topic : view.topics)
        json["topics"].push_back(json_of(topic));
    return json;
}

Json to_json(const desk::OpenView& view) {
    Json json{{"at", model::to_rfc3339(view.at)}, {"stages", stages_of(view.stages)}};
    json["open"] = view.stages[Tally::open];
    json["ages"] = Json::array();
    for (const auto& band : view.ages)
        json["ages"].push_back(
            {{"from", day_or_null(band.from)},
             {"to", model::to_iso(model::Date{band.to})},
             {"count", band.count}}
        );
    json["units"] = Json::array();
    for (const auto& unit : view.units)
        json["units"].push_back(json_of(unit));
    return json;
}

Json to_json(const desk::PeopleView& view) {
    Json json{{"people", Json::array()}, {"returns", Json::array()}};
    for (const auto& person : view.people)
        json["people"].push_back(
            {{"id", person.id},
             {"name", person.name},
             {"unit_name", person.unit_name},
             {"open", person.open},
             {"replied", person.replied}}
        );
    for (const auto& flow : view.returns)
        json["returns"].push_back(
            {{"unit", flow.unit},
             {"unit_name", flow.unit_name},
             {"ruling", flow.ruling},
             {"right_unit", flow.right_unit},
             {"right_unit_name", flow.right_unit_name},
             {"count", flow.count}}
        );
    json["returned_again"] = view.returned_again;
    return json;
}

Json to_json(const desk::SelectedTickets& selected, const desk::TownSnapshot& town) {
    auto json = to_json(selected.list, town);
    json["total"] = selected.total;
    return json;
}

}  // namespace huiying::web
