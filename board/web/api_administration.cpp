#include "board/web/api_call.hpp"
#include "board/web/api_json.hpp"
#include "board/web/api_routes.hpp"
#include "http/slow_lane.hpp"

namespace huiying::web {
namespace {

using desk::Administration;
using desk::People;
using desk::Session;
using http::Request;
using model::Role;

template <class Range>
Json items_of(const Range& range) {
    Json items = Json::array();
    for (const auto& element : range)
        items.push_back(to_json(element));
    return {{"items", std::move(items)}};
}

http::Response put_unit(
    const Request& request, const Session& session, Administration& administration
) {
    const JsonBody body(
        request,
        {"code",
         "name",
         "short_name",
         "aliases",
         "kind",
         "duties",
         "keywords",
         "places",
         "contact",
         "lead",
         "active"}
    );
    model::Unit unit{
        .code = std::string(request.param("code")),
        .name = body.text("name"),
        .short_name = body.text_or("short_name", body.text("name")),
        .aliases = body.texts("aliases"),
        .kind = body.text_or("kind", "department"),
        .duties = body.text_or("duties", ""),
        .keywords = body.texts("keywords"),
        .places = body.texts("places"),
        .contact = body.text_or("contact", ""),
        .lead = body.yes_or("lead", false),
        .active = body.yes_or("active", true),
    };
    if (const auto put = administration.put(unit, session.staff.login); put.has_error())
        return problem(request, {model::errc_of(put.error())});
    return json_response(200, to_json(unit));
}

std::vector<Role> roles_of(const JsonBody& body) {
    std::vector<Role> roles;
    for (const auto& word : body.texts("roles")) {
        const auto role = model::parse_role(word);
        if (!role)
            throw BadField{Problem{
                .code = model::Errc::bad_request,
                .field = "roles",
                .allowed = {"dispatcher", "handler", "reviewer", "manager", "administrator"}}};
        roles.push_back(*role);
    }
    return roles;
}

http::Response add_staff(
    const Request& request, const Session& session, People& people, const desk::TownSnapshot& town
) {
    const JsonBody body(request, {"login", "name", "unit", "roles", "password"});
    const desk::NewStaff person{
        body.text("login"),
        body.text("name"),
        body.text_or("unit", ""),
        roles_of(body),
        body.text("password")};
    return answer(
        request,
        people.add(person, session.staff.login),
        [&](const model::Staff& staff) { return to_json(staff, town); },
        201
    );
}

http::Response change_staff(
    const Request& request,
    const Session& session,
    People& people,
    const desk::TownSnapshot& town,
    EventHub& hub
) {
    const JsonBody body(request, {"name", "unit", "roles", "active", "password"});
    desk::StaffChange change;
    if (body.has("name"))
        change.name = body.text("name");
    if (body.has("unit"))
        change.unit = body.text("unit");
    if (body.has("roles"))
        change.roles = roles_of(body);
    if (body.has("active"))
        change.active = body.yes_or("active", true);
    if (body.has("password"))
        change.password = body.text("password");
    const auto changed =
        people.change(std::string(request.param("login")), change, session.staff.login);
    hub.recheck();
    return answer(request, changed, [&](const model::Staff& staff) {
        return to_json(staff, town);
    });
}

Json settings_json(const desk::TownSettings& settings) {
    const auto close = settings.policy.close.count();
    const auto two = [](std::int64_t value) {
        return (value < 10 ? "0" : "") + std::to_string(value);
    };
    return {
        {"town_name", settings.name},
        {"service_name", settings.service_name},
        {"hours", settings.hours},
        {"message_policy",
         settings.policy.message == model::MessagePolicy::same_calendar_day ? "same-calendar-day"
                                                                            : "next-working-day"},
        {"close", two(close / 3600) + ":" + two(close / 60 % 60) + ":" + two(close % 60)},
        {"final_workdays", settings.policy.final_workdays},
        {"reply_needs_review", settings.reply_review != desk::ReplyReview::not_needed},
    };
}

/// "17:00:00" in seconds; throws BadField.
std::chrono::seconds close_of(const JsonBody& body) {
    const auto instant = model::parse_rfc3339("2000-01-01T" + body.text("close") + "+08:00");
    if (!instant)
        throw BadField{
            Problem{.code = model::Errc::bad_request, .detail = "须为 HH:MM:SS", .field = "close"}};
    return model::local_time_of_day(*instant);
}

http::Response put_settings(
    const Request& request,
    const Session& session,
    Administration& administration,
    const desk::Town& town
) {
    const JsonBody body(
        request,
        {"town_name",
         "service_name",
         "hours",
         "message_policy",
         "close",
         "final_workdays",
         "reply_needs_review"}
    );
    auto settings = town.snapshot()->settings();
    settings.name = body.text("town_name");
    settings.service_name = body.text("service_name");
    settings.hours = body.texts("hours");
    const auto policy = body.text("message_policy");
    if (policy != "same-calendar-day" && policy != "next-working-day")
        throw BadField{Problem{
            .code = model::Errc::bad_request,
            .field = "message_policy",
            .allowed = {"same-calendar-day", "next-working-day"}}};
    settings.policy.message = policy == "same-calendar-day"
                                  ? model::MessagePolicy::same_calendar_day
                                  : model::MessagePolicy::next_working_day;
    settings.policy.close = close_of(body);
    settings.policy.final_workdays = static_cast<int>(body.integer("final_workdays"));
    if (!body.yes_or("reply_needs_review", false))
        settings.reply_review = desk::ReplyReview::not_needed;
    else if (settings.reply_review == desk::ReplyReview::not_needed)
        settings.reply_review = desk::ReplyReview::needed;
    if (const auto put = administration.put(settings, session.staff.login); put.has_error())
        return problem(request, {model::errc_of(put.error())});
    return json_response(200, settings_json(town.snapshot()->settings()));
}

/// What the routes of this file work on.
struct Office {
    People& people;
    Administration& administration;
    const desk::Town& town;
    EventHub& hub;
};

const auto kAdministrator = {Role::administrator};

void add_staff_routes(http::Router& router, const Office& office, http::SlowLane& passwords) {
    using http::Method;
    const auto list = [office](const Request&, const Session&) {
        Json items = Json::array();
        const auto snapshot = office.town.snapshot();
        for (const auto& staff : office.people.all())
            items.push_back(to_json(staff, *snapshot));
        return json_response(200, {{"items", std::move(items)}});
    };
    const auto add = [office](const Request& request, const Session& session) {
        return add_staff(request, session, office.people, *office.town.snapshot());
    };
    const auto change = [office](const Request& request, const Session& session) {
        return change_staff(request, session, office.people, *office.town.snapshot(), office.hub);
    };
    router.add(
        {Method::get, "/api/v1/staff", "api_staff", for_roles(office.people, kAdministrator, list)}
    );
    router.add(
        {Method::post,
         "/api/v1/staff",
         "api_add_staff",
         passwords.carry(for_roles(office.people, kAdministrator, add))}
    );
    router.add(
        {Method::patch,
         "/api/v1/staff/{login}",
         "api_change_staff",
         passwords.carry(for_roles(office.people, kAdministrator, change))}
    );
}

void add_town_routes(http::Router& router, const Office& office) {
    using http::Method;
    const auto units = [office](const Request&, const Session&) {
        return json_response(200, items_of(office.town.snapshot()->units()));
    };
    const auto put_one_unit = [office](const Request& request, const Session& session) {
        return put_unit(request, session, office.administration);
    };
    const auto settings = [office](const Request&, const Session&) {
        return json_response(200, settings_json(office.town.snapshot()->settings()));
    };
    const auto put_all_settings = [office](const Request& request, const Session& session) {
        return put_settings(request, session, office.administration, office.town);
    };
    router.add({Method::get, "/api/v1/units", "api_units", for_staff(office.people, units)});
    router.add(
        {Method::put,
         "/api/v1/units/{code}",
         "api_put_unit",
         for_roles(office.people, kAdministrator, put_one_unit)}
    );
    router.add({Method::get, "/api/v1/settings", "api_settings", for_staff(office.people, settings)}
    );
    router.add(
        {Method::put,
         "/api/v1/settings",
         "api_put_settings",
         for_roles(office.people, kAdministrator, put_all_settings)}
    );
}

}  // namespace

void add_administration_routes(
    http::Router& router,
    desk::People& people,
    desk::Administration& administration,
    const desk::Town& town,
    EventHub& hub,
    http::SlowLane& passwords
) {
    const Office office{people, administration, town, hub};
    add_town_routes(router, office);
    add_staff_routes(router, office, passwords);
}

}  // namespace huiying::web
