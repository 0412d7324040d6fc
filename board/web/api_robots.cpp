// Units' group robots over the API. Addresses hold a key and secrets are secrets: neither is ever
// given out again.
#include "board/web/api_call.hpp"
#include "board/web/api_ladder_routes.hpp"

namespace huiying::web {
namespace {

using desk::Robots;
using desk::RobotView;
using desk::Session;
using http::Request;
using model::Role;

Json to_json(const RobotView& view, const RobotDoors& doors) {
    Json json{
        {"platform", model::to_word(view.robot.platform)},
        {"address", doors.shown_address(view.robot)},
        {"has_secret", !view.robot.secret.empty()},
        {"active", view.robot.active},
        {"failed", view.failed}};
    if (view.newest)
        json["newest"] = {
            {"kind", view.newest->kind},
            {"state", view.newest->state},
            {"at", model::to_rfc3339(view.newest->at)},
            {"detail", view.newest->detail}};
    return json;
}

std::string code_of(const Request& request) {
    return std::string(request.param("code"));
}

/// What is left out of the body stays, where the robot is of the same platform.
model::UnitRobot robot_of(const Request& request, const Robots& robots) {
    const JsonBody body(request, {"platform", "url", "secret", "active"});
    const auto platform = model::parse_robot_platform(body.text("platform"));
    if (!platform)
        throw BadField{Problem{
            .code = model::Errc::bad_request,
            .field = "platform",
            .allowed = {"wecom", "dingtalk", "feishu"}}};
    model::UnitRobot robot{.unit = code_of(request), .platform = *platform};
    const auto before = robots.view(robot.unit);
    if (before.has_value() && before->robot.platform == *platform)
        robot = before->robot;
    robot.url = body.text_or("url", robot.url);
    robot.secret = body.text_or("secret", robot.secret);
    robot.active = body.yes_or("active", true);
    return robot;
}

http::Response put(
    const Request& request, const Session& session, Robots& robots, const RobotDoors& doors
) {
    const auto robot = robot_of(request, robots);
    if (const auto wrong = doors.wrong(robot))
        return problem(request, *wrong);
    return answer(request, robots.put(robot, session.staff.login), [&](const RobotView& view) {
        return to_json(view, doors);
    });
}

}  // namespace

void add_robot_routes(
    http::Router& router, desk::People& people, Robots& robots, const RobotDoors& doors
) {
    using http::Method;
    const auto shown = [doors](const Request& request, const model::Result<RobotView>& view) {
        return answer(request, view, [&](const RobotView& robot) { return to_json(robot, doors); });
    };
    const auto read = [&robots, shown](const Request& request, const Session&) {
        return shown(request, robots.view(code_of(request)));
    };
    const auto replace = [&robots, doors](const Request& request, const Session& session) {
        return put(request, session, robots, doors);
    };
    const auto remove = [&robots](const Request& request, const Session& session) {
        return done(request, robots.remove(code_of(request), session.staff.login));
    };
    const auto test = [&robots, shown](const Request& request, const Session& session) {
        return shown(request, robots.test(code_of(request), session.staff.login));
    };
    const auto again = [&robots, shown](const Request& request, const Session& session) {
        return shown(request, robots.send_again(code_of(request), session.staff.login));
    };
    const std::string path = "/api/v1/units/{code}/robot";
    const auto office = [&](auto call) {
        return for_roles(people, {Role::administrator, Role::dispatcher}, call);
    };
    const auto administrator = [&](auto call) {
        return for_roles(people, {Role::administrator}, call);
    };
    router.add({Method::get, path, "api_robot", office(read)});
    router.add({Method::put, path, "api_put_robot", administrator(replace)});
    router.add({Method::del, path, "api_remove_robot", administrator(remove)});
    router.add({Method::post, path + "/test", "api_test_robot", office(test)});
    router.add({Method::post, path + "/resend", "api_resend_robot", office(again)});
}

}  // namespace huiying::web
