#include "board/web/api_call.hpp"
#include "board/web/api_json.hpp"
#include "board/web/api_login_routes.hpp"
#include "board/web/api_routes.hpp"
#include "http/client_network.hpp"
#include "http/slow_lane.hpp"

#include <algorithm>
#include <chrono>

namespace huiying::web {
namespace {

using desk::Administration;
using desk::OpenedSession;
using desk::Session;

constexpr std::string_view kSessionPath = "/api/v1/session";
constexpr std::chrono::seconds kBrowserKnown = std::chrono::hours{180 * 24};

Json session_json(const desk::Session& session, const SessionDoors& doors) {
    const auto snapshot = doors.town.snapshot();
    const auto& town = *snapshot;
    const auto& settings = town.settings();
    bool open = false;
    if (model::has_role(session.staff, model::Role::administrator)) {
        const auto steps = doors.administration.steps();
        open =
            std::any_of(steps.begin(), steps.end(), [](const auto& step) { return !step.second; });
    }
    return {
        {"staff", to_json(session.staff, town)},
        {"csrf_token", session.csrf_token},
        {"town",
         {{"code", settings.code},
          {"name", settings.name},
          {"service_name", settings.service_name},
          {"board_url", doors.board_url}}},
        {"setup_open", open},
        {"demo", town.demo() == desk::Demo::yes},
        {"second_factor_to_set_up", session.reach == desk::Reach::second_factor_only},
    };
}

Json steps_json(const std::vector<std::pair<std::string, bool>>& steps) {
    Json list = Json::array();
    for (const auto& [id, is_done] : steps)
        list.push_back({{"id", id}, {"done", is_done}});
    return {{"steps", std::move(list)}};
}

http::Response half_opened(
    const http::Request& request, const OpenedSession& opened, const std::string& base_path
) {
    return problem(request, 401, "second_factor_needed")
        .with("Cache-Control", "no-store")
        .with("Set-Cookie", half_login_cookie(request, base_path, opened.half));
}

http::Response opened(
    const http::Request& request, const OpenedSession& opened, const SessionDoors& doors
) {
    if (!opened.half.empty())
        return half_opened(request, opened, doors.base_path);
    return json_response(200, session_json(opened.session, doors))
        .with("Set-Cookie", session_cookie(request, doors.base_path, opened.token))
        .with("Set-Cookie", browser_cookie(request, doors.base_path, opened));
}

http::Response log_in(const http::Request& request, const SessionDoors& doors) {
    const JsonBody body(request, {"login", "password"});
    const auto login = body.text("login");
    const desk::LoginTry tried{
        .login = login,
        .password = body.text("password"),
        .peer = http::client_network(request.peer),
        .browser = std::string(http::cookie(request, browser_cookie_name(login)))};
    const auto result = doors.people.log_in(tried);
    if (result.has_value())
        return opened(request, *result, doors);
    Problem fault{.code = model::errc_of(result.error())};
    if (fault.code == model::Errc::locked_out)
        fault.retry_after = doors.people.wait_of(tried);
    return problem(request, fault);
}

http::Response enter_code(const http::Request& request, const SessionDoors& doors) {
    const JsonBody body(request, {"code"});
    desk::CodeTry tried{
        .half = std::string(http::cookie(request, kHalfLoginCookie)),
        .code = body.text("code"),
        .peer = http::client_network(request.peer),
        .browser = {}};
    const auto login = doors.people.half_logged_in(tried.half);
    if (login)
        tried.browser = std::string(http::cookie(request, browser_cookie_name(*login)));
    const auto result = doors.people.enter_code(tried);
    if (result.has_value())
        return opened(request, *result, doors)
            .with("Set-Cookie", half_login_cookie(request, doors.base_path, ""));
    auto fault = problem_of(result.error());
    if (fault.code == model::Errc::locked_out && login)
        fault.retry_after = doors.people.wait_of({*login, "", tried.peer, tried.browser});
    return problem(request, fault);
}

http::Response set_first_password(const http::Request& request, const SessionDoors& doors) {
    const JsonBody body(request, {"token", "login", "name", "password"});
    const desk::NewStaff person{
        .login = body.text("login"), .name = body.text("name"), .password = body.text("password")};
    const auto result = doors.people.set_first_password(body.text("token"), person);
    return result.has_error() ? problem(request, {model::errc_of(result.error())})
                              : opened(request, *result, doors);
}

http::Response finish_step(
    const http::Request& request, const Session& session, Administration& administration
) {
    const auto finished =
        administration.finish_step(std::string(request.param("step")), session.staff.login);
    return finished.has_error() ? problem(request, {model::errc_of(finished.error())})
                                : json_response(200, steps_json(administration.steps()));
}

void add_login_routes(http::Router& router, const SessionDoors& doors) {
    using http::Method;
    const auto enter = [doors](const http::Request& request) { return log_in(request, doors); };
    const auto show = [doors](const http::Request&, const Session& session) {
        return json_response(200, session_json(session, doors));
    };
    const auto leave = [doors](const http::Request& request, const Session&) {
        doors.people.log_out(std::string(http::cookie(request, kSessionCookie)));
        doors.hub.recheck();
        return http::empty(204).with("Set-Cookie", session_cookie(request, doors.base_path, ""));
    };
    const std::string path(kSessionPath);
    router.add({Method::post, path, "api_log_in", doors.passwords.carry(guarded(enter))});
    router.add({Method::get, path, "api_session", for_staff_at_door(doors.people, show)});
    router.add({Method::del, path, "api_log_out", for_staff_at_door(doors.people, leave)});
    const auto code = [doors](const http::Request& request) { return enter_code(request, doors); };
    router.add({Method::post, path + "/code", "api_enter_code", guarded(code)});
}

void add_setup_routes(http::Router& router, const SessionDoors& doors) {
    using http::Method;
    const auto administrators = {model::Role::administrator};
    const auto first = [doors](const http::Request& request) {
        return set_first_password(request, doors);
    };
    const auto steps = [doors](const http::Request&, const Session&) {
        return json_response(200, steps_json(doors.administration.steps()));
    };
    const auto finish = [doors](const http::Request& request, const Session& session) {
        return finish_step(request, session, doors.administration);
    };
    router.add(
        {Method::post,
         "/api/v1/setup/password",
         "api_first_password",
         doors.passwords.carry(guarded(first))}
    );
    router.add(
        {Method::get, "/api/v1/setup", "api_setup", for_roles(doors.people, administrators, steps)}
    );
    router.add(
        {Method::put,
         "/api/v1/setup/{step}",
         "api_setup_step",
         for_roles(doors.people, administrators, finish)}
    );
}

}  // namespace

std::string browser_cookie_name(const std::string& login) {
    return "hy_browser_" + login;
}

std::string browser_cookie(
    const http::Request& request, const std::string& base_path, const OpenedSession& opened
) {
    auto cookie = browser_cookie_name(opened.session.staff.login) + "=" + opened.browser +
                  "; Path=" + base_path + std::string(kSessionPath) +
                  "; Max-Age=" + std::to_string(kBrowserKnown.count()) +
                  "; HttpOnly; SameSite=Strict";
    return request.is_tls ? cookie + "; Secure" : cookie;
}

desk::LoginTry password_again(
    const http::Request& request, const Session& session, const std::string& password
) {
    const auto& login = session.staff.login;
    return {
        .login = login,
        .password = password,
        .peer = http::client_network(request.peer),
        .browser = std::string(http::cookie(request, browser_cookie_name(login)))};
}

std::optional<http::Response> refused_password(
    const http::Request& request, desk::People& people, const desk::LoginTry& tried
) {
    const auto proved = people.prove_password(tried);
    if (proved.has_value())
        return std::nullopt;
    auto fault = problem_of(proved.error());
    if (fault.code == model::Errc::locked_out)
        fault.retry_after = people.wait_of(tried);
    return problem(request, fault);
}

std::string half_login_cookie(
    const http::Request& request, const std::string& base_path, const std::string& half
) {
    auto cookie = std::string(kHalfLoginCookie) + "=" + half + "; Path=" + base_path +
                  std::string(kSessionPath) + "; Max-Age=" + (half.empty() ? "0" : "600") +
                  "; HttpOnly; SameSite=Strict";
    return request.is_tls ? cookie + "; Secure" : cookie;
}

void add_session_routes(http::Router& router, const SessionDoors& doors) {
    add_login_routes(router, doors);
    add_setup_routes(router, doors);
}

}  // namespace huiying::web
