// A small town's units for the tests of this room.
#pragma once

#include "board/model/inbound_message.hpp"
#include "board/model/unit.hpp"

#include <string>
#include <vector>

namespace huiying::test {

/// Lead office dzb, city upkeep cjzx, community sqjs, safety pab, enforcement zfd, committee
/// yinchun, and closed (inactive).
std::vector<model::Unit> sample_units();

model::InboundMessage message_of(std::string text, model::Kind kind = model::Kind::question);

}  // namespace huiying::test
