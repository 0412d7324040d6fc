// The ladder's numbers as fields of the workflow settings. Private to this room.
#pragma once

#include "board/model/ladder_rules.hpp"
#include "board/web/api_call.hpp"

namespace huiying::web {

void add_ladder(Json& json, const model::LadderRules& rules);

/// What is absent from the body stays. Throws BadField for a value out of its bounds, and for one
/// that does not go with the others.
model::LadderRules read_ladder(const JsonBody& body, model::LadderRules rules);

}  // namespace huiying::web
