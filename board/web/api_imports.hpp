// What a town has already, brought as files at the desk: units, people, past matters. For
// administrators.
#pragma once

#include "board/desk/people.hpp"
#include "board/desk/town_import.hpp"
#include "http/router.hpp"
#include "http/slow_lane.hpp"

namespace huiying::web {

/// People go through `passwords`: each new one's password is hashed.
void add_import_routes(
    http::Router& router, desk::People& people, desk::TownImport& import, http::SlowLane& passwords
);

}  // namespace huiying::web
