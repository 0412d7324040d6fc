// Other wordings of a reply that is being written, by a language model where the town has one.
#pragma once

#include "board/desk/people.hpp"
#include "board/desk/rewriting.hpp"
#include "http/router.hpp"
#include "http/slow_lane.hpp"

namespace huiying::web {

/// A model takes its time: asking for a wording goes through `lane`.
void add_rewriting_routes(
    http::Router& router, desk::People& people, desk::Rewriting& rewriting, http::SlowLane& lane
);

}  // namespace huiying::web
