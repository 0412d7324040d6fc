// How a citizen's message leaves a page or the API: the one call by which it becomes durable. Made
// by app, used by web.
#pragma once

#include "board/model/errc.hpp"

#include <functional>

namespace huiying::model {
struct InboundMessage;
}

namespace huiying::web {

/// Returns when the message is on disk: in the inbound stream or, when Redis is down, in the synced
/// spool. Blocking, safe from any thread. An error only when neither took it: queue_full,
/// queue_unavailable, store_unavailable.
using Submit = std::function<model::Result<void>(const model::InboundMessage&)>;

}  // namespace huiying::web
