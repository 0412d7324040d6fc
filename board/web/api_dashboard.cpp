#include "board/web/api_call.hpp"
#include "board/web/api_dashboard_routes.hpp"
#include "board/web/period_json.hpp"

#include <cstdlib>

namespace huiying::web {
namespace {

using desk::PeriodFigures;
using http::Request;

std::string parameter(const std::vector<http::Parameter>& query, std::string_view name) {
    return std::string(http::find(query, name).value_or(""));
}

[[noreturn]] void refuse(std::string_view field, std::vector<std::string> allowed = {}) {
    throw BadField{Problem{
        .code = model::Errc::bad_request,
        .field = std::string(field),
        .allowed = std::move(allowed)}};
}

std::optional<std::chrono::sys_days> day_of(
    const std::vector<http::Parameter>& query, std::string_view name
) {
    const auto text = parameter(query, name);
    if (text.empty())
        return std::nullopt;
    const auto date = model::parse_iso_date(text);
    if (!date)
        refuse(name);
    return std::chrono::sys_days{*date};
}

/// From the first of this month on, where the query says nothing.
model::DaySpan span_of(const std::vector<http::Parameter>& query, model::Instant now) {
    const std::chrono::sys_days today{model::local_date(now)};
    const auto to = day_of(query, "to").value_or(today);
    const model::Date last{to};
    const std::chrono::sys_days first{last.year() / last.month() / std::chrono::day{1}};
    const model::DaySpan span{day_of(query, "from").value_or(first), to};
    if (span.from > span.to)
        refuse("from");
    return span;
}

desk::Comparison comparison_of(const std::vector<http::Parameter>& query) {
    const auto word = parameter(query, "compare");
    if (word.empty() || word == "none")
        return desk::Comparison::none;
    if (word == "before")
        return desk::Comparison::before;
    if (word == "year_ago")
        return desk::Comparison::year_ago;
    refuse("compare", {"none", "before", "year_ago"});
}

/// Figures of a span that is too long read too many cells; a list goes page by page.
void bound(const model::DaySpan& span) {
    if (span.to - span.from >= std::chrono::days{desk::kLongestPeriod})
        refuse("to");
}

desk::PeriodAsked asked_period(const std::vector<http::Parameter>& query, model::Instant now) {
    return {
        .span = span_of(query, now),
        .comparison = comparison_of(query),
        .unit = parameter(query, "unit"),
        .channel = parameter(query, "channel"),
        .kind = parameter(query, "kind")};
}

desk::SelectionAsked asked_selection(const std::vector<http::Parameter>& query) {
    const auto what = model::parse_selection(parameter(query, "what"));
    if (!what)
        refuse("what");
    constexpr int usual_page = 50;
    const int limit = std::atoi(parameter(query, "limit").c_str());
    return {
        .what = *what,
        .value = parameter(query, "value"),
        .after = parameter(query, "after"),
        .limit = limit > 0 ? limit : usual_page};
}

}  // namespace

void add_period_routes(http::Router& router, desk::People& people, const PeriodDoors& doors) {
    const auto get = [&](const std::string& path, const std::string& name, StaffCall call) {
        router.add({http::Method::get, path, name, for_staff(people, std::move(call))});
    };
    const auto query_of = [](const Request& request) {
        return http::query_parameters(request.query);
    };
    const auto add = [&](const std::string& what, auto view) {
        get("/api/v1/dashboard/" + what,
            "api_dashboard_" + what,
            [doors, query_of, view](const Request& request, const desk::Session& session) {
                const auto asked = asked_period(query_of(request), doors.clock.now());
                bound(asked.span);
                return answer(
                    request,
                    (doors.figures.*view)(session.staff, asked),
                    [](const auto& figures) { return to_json(figures); }
                );
            });
    };
    add("period", &PeriodFigures::period);
    add("open", &PeriodFigures::open);
    add("people", &PeriodFigures::people);
    get("/api/v1/dashboard/tickets",
        "api_dashboard_tickets",
        [doors, query_of](const Request& request, const desk::Session& session) {
            const auto query = query_of(request);
            const auto selected = doors.figures.tickets(
                session.staff, asked_period(query, doors.clock.now()), asked_selection(query)
            );
            return answer(request, selected, [&](const auto& list) {
                return to_json(list, *doors.town.snapshot());
            });
        });
}

}  // namespace huiying::web
