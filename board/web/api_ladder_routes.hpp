// Routes around the ladder of reminders: the digest, the duty roster. As api_routes.hpp says.
#pragma once

#include "board/desk/digests.hpp"
#include "board/desk/duty_roster.hpp"
#include "board/desk/people.hpp"
#include "board/web/event_hub.hpp"
#include "http/router.hpp"

namespace huiying::web {

/// The own digest.
void add_digest_routes(http::Router& router, desk::People& people, const desk::Digests& digests);

/// Who is on duty when.
void add_duty_routes(
    http::Router& router, desk::People& people, desk::DutyRoster& roster, EventHub& hub
);

}  // namespace huiying::web
