// The duty roster over the API: everybody at the desk reads it, who may arrange it replaces the
// shifts of some days.
#include "board/web/api_call.hpp"
#include "board/web/api_ladder_routes.hpp"

namespace huiying::web {
namespace {

using desk::DutyDays;
using desk::DutyPeriod;
using desk::DutyRoster;
using desk::DutyShift;
using desk::Session;
using http::Request;

BadField bad(std::string field, std::string detail) {
    return {Problem{
        .code = model::Errc::bad_request, .detail = std::move(detail), .field = std::move(field)}};
}

model::Date day_of(const std::string& text, const std::string& field) {
    const auto day = model::parse_iso_date(text);
    if (!day)
        throw bad(field, "须为日期，例如 2026-11-25");
    return *day;
}

Json to_json(const DutyShift& shift) {
    Json staff = Json::array();
    for (std::size_t i = 0; i < shift.logins.size(); ++i)
        staff.push_back({{"login", shift.logins[i]}, {"name", shift.names[i]}});
    return {
        {"from", model::to_rfc3339(shift.from)},
        {"to", model::to_rfc3339(shift.to)},
        {"staff", std::move(staff)}};
}

/// Whom a roster may name.
Json people_json(const desk::People& people) {
    Json all = Json::array();
    for (const auto& person : people.all())
        if (person.active)
            all.push_back({{"login", person.login}, {"name", person.name}});
    return all;
}

struct DutyDoors {
    desk::People& people;
    DutyRoster& roster;
};

Json to_json(const DutyPeriod& period, const DutyDoors& doors, const Session& session) {
    Json shifts = Json::array();
    for (const auto& shift : period.shifts)
        shifts.push_back(to_json(shift));
    Json gaps = Json::array();
    for (const auto& gap : period.gaps)
        gaps.push_back({{"from", model::to_rfc3339(gap.from)}, {"to", model::to_rfc3339(gap.to)}});
    const bool may_replace = doors.roster.may_replace(session.staff);
    Json json{
        {"shifts", std::move(shifts)}, {"gaps", std::move(gaps)}, {"may_replace", may_replace}};
    if (may_replace)
        json["people"] = people_json(doors.people);
    return json;
}

std::string text_of(const nlohmann::json& shift, const char* key) {
    const auto found = shift.find(key);
    if (found == shift.end() || !found->is_string())
        throw bad("shifts", std::string("每个班次须有文字项 ") + key);
    return found->get<std::string>();
}

DutyShift shift_of(const nlohmann::json& json) {
    if (!json.is_object())
        throw bad("shifts", "须为班次的列表");
    const auto from = model::parse_rfc3339(text_of(json, "from"));
    const auto to = model::parse_rfc3339(text_of(json, "to"));
    if (!from || !to)
        throw bad("shifts", "班次的起止须为带时区的时间，例如 2026-11-25T20:00:00+08:00");
    DutyShift shift{.from = *from, .to = *to};
    const auto staff = json.find("staff");
    if (staff == json.end() || !staff->is_array())
        throw bad("shifts", "每个班次须有人员的列表 staff");
    for (const auto& login : *staff) {
        if (!login.is_string())
            throw bad("shifts", "staff 须为登录名的列表");
        shift.logins.push_back(login.get<std::string>());
    }
    return shift;
}

std::vector<DutyShift> shifts_of(const Request& request) {
    const auto body = nlohmann::json::parse(request.body);
    const auto found = body.find("shifts");
    if (found == body.end() || !found->is_array())
        throw bad("shifts", "须为班次的列表");
    std::vector<DutyShift> shifts;
    for (const auto& json : *found)
        shifts.push_back(shift_of(json));
    return shifts;
}

DutyDays queried_days(const Request& request) {
    const auto query = http::query_parameters(request.query);
    const auto text = [&](std::string_view name) {
        return std::string(http::find(query, name).value_or(""));
    };
    const DutyDays days{day_of(text("from"), "from"), day_of(text("to"), "to")};
    const auto length = std::chrono::sys_days(days.to) - std::chrono::sys_days(days.from);
    if (length.count() < 0 || length.count() >= DutyRoster::kMostDays)
        throw bad("to", "日期须由早到晚，一次最多400天");
    return days;
}

http::Response replace(const Request& request, const Session& session, const DutyDoors& doors) {
    const JsonBody body(request, {"from", "to", "shifts"});
    const DutyDays days{day_of(body.text("from"), "from"), day_of(body.text("to"), "to")};
    auto replaced = doors.roster.replace(session.staff, days, shifts_of(request));
    if (const auto* wrong = std::get_if<desk::RosterProblem>(&replaced)) {
        Problem refusal{.code = wrong->code, .detail = wrong->detail};
        if (wrong->code == model::Errc::bad_request)
            refusal.field = "shifts";
        return problem(request, refusal);
    }
    return json_response(200, to_json(std::get<DutyPeriod>(replaced), doors, session));
}

}  // namespace

void add_duty_routes(
    http::Router& router, desk::People& people, DutyRoster& roster, EventHub& hub
) {
    const DutyDoors doors{people, roster};
    const auto read = [doors](const Request& request, const Session& session) {
        return json_response(
            200, to_json(doors.roster.read(queried_days(request)), doors, session)
        );
    };
    const auto put = [doors, &hub](const Request& request, const Session& session) {
        auto response = replace(request, session, doors);
        // Who came on duty sees more now, who left it less.
        hub.recheck();
        return response;
    };
    router.add({http::Method::get, "/api/v1/duty", "api_duty", for_staff(people, read)});
    router.add(
        {http::Method::put,
         "/api/v1/duty",
         "api_put_duty",
         for_staff(people, put),
         kLongTextBodyLimit}
    );
}

}  // namespace huiying::web
