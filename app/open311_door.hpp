// What the routes of Open311 ask the record.
#pragma once

#include "app/record.hpp"
#include "bot/intake/open311_routes.hpp"

namespace huiying::app {

/// What the routes work on; `record` must outlive them.
intake::Open311Uses open311_uses(
    Record& record,
    const channel::OpenChannels& channels,
    const intake::TurnUses& turns,
    std::string public_url
);

}  // namespace huiying::app
