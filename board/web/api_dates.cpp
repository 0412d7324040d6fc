// Why a date is the date: of a ticket, for the desk; and for anybody who asks when a message that
// is sent then is answered. Also the runs that count all dates anew.
#include "board/desk/town.hpp"
#include "board/web/api_call.hpp"
#include "board/web/api_json.hpp"
#include "board/web/api_routes.hpp"
#include "board/web/asked_time.hpp"

namespace huiying::web {
namespace {

using desk::ExplainedClock;
using desk::Session;
using http::Method;
using http::Request;

template <class Items, class Each>
Json list_of(const Items& items, Each each) {
    Json list = Json::array();
    for (const auto& item : items)
        list.push_back(each(item));
    return list;
}

Json day_json(const desk::ExplainedDay& day) {
    return {
        {"date", model::to_iso(day.date)},
        {"weekday", day.weekday},
        {"working", day.working ? Json(*day.working) : Json(nullptr)},
        {"name", day.name},
        {"step", day.step},
        {"counted", day.counted},
        {"count", day.count},
        {"reason", day.reason},
        {"source", day.source},
        {"provisional", day.provisional}};
}

Json clock_json(const ExplainedClock& clock) {
    return {
        {"clock", clock.clock},
        {"title", clock.title},
        {"start", model::to_rfc3339(clock.start)},
        {"due", time_or_null(clock.due)},
        {"counted_due", time_or_null(clock.counted_due)},
        {"met_at", time_or_null(clock.met_at)},
        {"state", clock.state},
        {"workdays", clock.workdays},
        {"extension_workdays", clock.extension_workdays},
        {"pauses",
         list_of(
             clock.pauses,
             [](const auto& pause) {
                 return Json{
                     {"from", model::to_rfc3339(pause.from)}, {"to", time_or_null(pause.to)}};
             }
         )},
        {"provisional", clock.provisional},
        {"uncovered_year", clock.uncovered_year != 0 ? Json(clock.uncovered_year) : Json(nullptr)},
        {"note", clock.note},
        {"days", list_of(clock.days, &day_json)}};
}

Json change_json(const desk::ExplainedChange& change) {
    return {
        {"at", model::to_rfc3339(change.at)},
        {"clock", change.clock},
        {"old_due", time_or_null(change.old_due)},
        {"new_due", time_or_null(change.new_due)},
        {"counted_due", time_or_null(change.counted_due)},
        {"outcome", change.outcome},
        {"reason", change.reason},
        {"calendar_version", change.calendar_version},
        {"policy_version", change.policy_version}};
}

Json dates_json(const desk::ExplainedDates& dates) {
    return {
        {"received_at", model::to_rfc3339(dates.received_at)},
        {"calendar_version", dates.calendar_version},
        {"policy_version", dates.policy_version},
        {"provisional", dates.provisional},
        {"clocks", list_of(dates.clocks, &clock_json)},
        {"changes", list_of(dates.changes, &change_json)}};
}

http::Response asked(const Request& request, const desk::Town& town, const model::Clock& clock) {
    const auto query = http::query_parameters(request.query);
    const auto typed = http::find(query, "received");
    auto received = clock.now();
    if (typed) {
        const auto parsed = parse_asked_time(*typed);
        if (!parsed)
            return problem(
                request,
                {.code = model::Errc::bad_request,
                 .detail = "应为时间，如 2026-11-23T09:30（北京时间），年份在 2000 至 2199 之间",
                 .field = "received"}
            );
        received = *parsed;
    }
    auto dates = dates_json(desk::asked_now(*town.snapshot(), received));
    dates.erase("changes");
    return json_response(200, dates);
}

Json run_json(const desk::RecountReport& run) {
    return {
        {"calendar_version", run.calendar_version},
        {"policy_version", run.policy_version},
        {"began_at", model::to_rfc3339(run.began_at)},
        {"ended_at", time_or_null(run.ended_at)},
        {"counted", run.counted},
        {"later", run.later},
        {"known", run.known},
        {"kept", run.kept},
        {"told", run.told}};
}

}  // namespace

void add_date_routes(http::Router& router, desk::People& people, const DateDoors& doors) {
    router.add(
        {Method::get,
         "/api/v1/due-times",
         "api_due_times",
         guarded([doors](const Request& request) { return asked(request, doors.town, doors.clock); }
         )}
    );
    router.add(
        {Method::get,
         "/api/v1/tickets/{number}/clocks",
         "api_ticket_clocks",
         for_staff(
             people,
             [doors](const Request& request, const Session& session) {
                 return answer(
                     request,
                     doors.explained.of(session.staff, std::string(request.param("number"))),
                     [](const desk::ExplainedDates& dates) { return dates_json(dates); }
                 );
             }
         )}
    );
    router.add(
        {Method::get,
         "/api/v1/recounts/newest",
         "api_recount",
         for_roles(
             people,
             {model::Role::dispatcher, model::Role::manager, model::Role::administrator},
             [doors](const Request& request, const Session&) {
                 const auto run = doors.explained.newest_recount();
                 return run ? json_response(200, run_json(*run))
                            : problem(request, {model::Errc::not_found});
             }
         )}
    );
}

}  // namespace huiying::web
