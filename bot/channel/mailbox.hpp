// Where a channel without a platform leaves its messages: the citizen's talk in the record, shown
// when their page is open, else when it is opened again. Implemented by app. Thread-safe; blocking.
#pragma once

#include "board/model/outbound.hpp"

namespace huiying::channel {

class Mailbox {
  public:
    virtual ~Mailbox() = default;
    /// Leaves the message once, by its idempotency key. Throws where the record cannot be written.
    virtual void leave(const model::OutboundMessage& message) = 0;
};

}  // namespace huiying::channel
