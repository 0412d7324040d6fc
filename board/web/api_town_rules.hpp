// The town's own routing rules, for administrators: reading, saving, versions, dry run.
#pragma once

#include "board/desk/people.hpp"
#include "board/desk/town_rules.hpp"
#include "http/router.hpp"

namespace huiying::web {

void add_town_rule_routes(http::Router& router, desk::People& people, desk::TownRules& rules);

}  // namespace huiying::web
