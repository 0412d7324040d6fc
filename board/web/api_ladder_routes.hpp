// Routes around the ladder of reminders: the digest, the duty roster, group robots. As
// api_routes.hpp says.
#pragma once

#include "board/desk/digests.hpp"
#include "board/desk/duty_roster.hpp"
#include "board/desk/people.hpp"
#include "board/desk/robots.hpp"
#include "board/web/event_hub.hpp"
#include "board/web/problem.hpp"
#include "http/router.hpp"

#include <functional>
#include <optional>
#include <string>

namespace huiying::web {

/// The own digest.
void add_digest_routes(http::Router& router, desk::People& people, const desk::Digests& digests);

/// Who is on duty when.
void add_duty_routes(
    http::Router& router, desk::People& people, desk::DutyRoster& roster, EventHub& hub
);

/// What these pages need of bot/notify, which this room may not know.
struct RobotDoors {
    /// What is wrong with address or secret, in Chinese, with its field.
    std::function<std::optional<Problem>(const model::UnitRobot&)> wrong;
    /// Enough of the address to tell robots apart, without its key.
    std::function<std::string(const model::UnitRobot&)> shown_address;
};

void add_robot_routes(
    http::Router& router, desk::People& people, desk::Robots& robots, const RobotDoors& doors
);

}  // namespace huiying::web
