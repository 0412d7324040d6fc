#include "board/web/api_call.hpp"
#include "board/web/api_json.hpp"
#include "board/web/api_routes.hpp"
#include "http/client_network.hpp"
#include "http/slow_lane.hpp"

#include <algorithm>

namespace huiying::web {
namespace {

using desk::Administration;
using desk::OpenedSession;
using desk::People;
using desk::Session;

Json session_json(
    const Session& session, const desk::TownSnapshot& town, const Administration& administration
) {
    const auto& settings = town.settings();
    bool open = false;
    if (model::has_role(session.staff, model::Role::administrator)) {
        const auto steps = administration.steps();
        open =
            std::any_of(steps.begin(), steps.end(), [](const auto& step) { return !step.second; });
    }
    return {
        {"staff", to_json(session.staff, town)},
        {"csrf_token", session.csrf_token},
        {"town",
         {{"code", settings.code},
          {"name", settings.name},
          {"service_name", settings.service_name}}},
        {"setup_open", open},
        {"demo", town.demo() == desk::Demo::yes},
    };
}

Json steps_json(const std::vector<std::pair<std::string, bool>>& steps) {
    Json list = Json::array();
    for (const auto& [id, is_done] : steps)
        list.push_back({{"id", id}, {"done", is_done}});
    return {{"steps", std::move(list)}};
}

struct Doors {
    People& people;
    Administration& administration;
    const desk::Town& town;
    EventHub& hub;
    SessionSettings settings;
};

http::Response opened(
    const http::Request& request, const model::Result<OpenedSession>& result, const Doors& doors
) {
    if (result.has_error())
        return problem(request, {model::errc_of(result.error())});
    return json_response(
               200, session_json(result->session, *doors.town.snapshot(), doors.administration)
    )
        .with("Set-Cookie", session_cookie(request, doors.settings.base_path, result->token));
}

http::Response log_in(const http::Request& request, const Doors& doors) {
    const JsonBody body(request, {"login", "password"});
    return opened(
        request,
        doors.people.log_in(
            body.text("login"), body.text("password"), http::client_network(request.peer)
        ),
        doors
    );
}

http::Response set_first_password(const http::Request& request, const Doors& doors) {
    const JsonBody body(request, {"token", "login", "name", "password"});
    const desk::NewStaff person{
        .login = body.text("login"), .name = body.text("name"), .password = body.text("password")};
    return opened(request, doors.people.set_first_password(body.text("token"), person), doors);
}

}  // namespace

void add_session_routes(
    http::Router& router,
    desk::People& people,
    desk::Administration& administration,
    const desk::Town& town,
    EventHub& hub,
    SessionSettings settings,
    http::SlowLane& passwords
) {
    using http::Method;
    const Doors doors{people, administration, town, hub, std::move(settings)};
    router.add(
        {Method::post,
         "/api/v1/session",
         "api_log_in",
         passwords.carry(guarded([doors](const http::Request& request) {
             return log_in(request, doors);
         }))}
    );
    router.add(
        {Method::get,
         "/api/v1/session",
         "api_session",
         for_staff(
             people,
             [doors](const http::Request&, const Session& session) {
                 return json_response(
                     200, session_json(session, *doors.town.snapshot(), doors.administration)
                 );
             }
         )}
    );
    router.add(
        {Method::del,
         "/api/v1/session",
         "api_log_out",
         for_staff(
             people,
             [doors](const http::Request& request, const Session&) {
                 doors.people.log_out(std::string(http::cookie(request, kSessionCookie)));
                 doors.hub.recheck();
                 return http::empty(204).with(
                     "Set-Cookie", session_cookie(request, doors.settings.base_path, "")
                 );
             }
         )}
    );
    router.add(
        {Method::post,
         "/api/v1/setup/password",
         "api_first_password",
         passwords.carry(guarded([doors](const http::Request& request) {
             return set_first_password(request, doors);
         }))}
    );
    router.add(
        {Method::get,
         "/api/v1/setup",
         "api_setup",
         for_roles(
             people,
             {model::Role::administrator},
             [doors](const http::Request&, const Session&) {
                 return json_response(200, steps_json(doors.administration.steps()));
             }
         )}
    );
    router.add(
        {Method::put,
         "/api/v1/setup/{step}",
         "api_setup_step",
         for_roles(
             people,
             {model::Role::administrator},
             [doors](const http::Request& request, const Session& session) {
                 const auto finished = doors.administration.finish_step(
                     std::string(request.param("step")), session.staff.login
                 );
                 return finished.has_error()
                            ? problem(request, {model::errc_of(finished.error())})
                            : json_response(200, steps_json(doors.administration.steps()));
             }
         )}
    );
}

}  // namespace huiying::web
