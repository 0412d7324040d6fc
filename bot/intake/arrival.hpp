// One readable message on its way to the stream: a turn of a talk where its writer is answered at
// once, else a number alone. Used by hook_routes, doorbell_worker and open311_routes. On the io
// thread; never blocks.
#pragma once

#include "bot/channel/channel.hpp"
#include "bot/intake/turn_taking.hpp"

#include <functional>

namespace huiying::intake {

/// What became of a message: what its sender hears, or queue_full, queue_unavailable.
using OnArrived =
    std::function<void(const channel::Message&, const model::Result<conversation::AtOnce>&)>;

/// Whose talk a message belongs to.
TalkPlace place_of(const channel::Message& message);

/// `done` is called once, on the io thread, possibly before this returns. REQUIRES: `uses` outlives
/// that.
void arrive(
    const TurnUses& uses, channel::Message message, channel::Passive passive, OnArrived done
);

}  // namespace huiying::intake
