// How a message of the board, the API or staff gets in: appended to the stream; when Redis does not
// take it, written to the synced spool of the record, which is emptied into the stream later. Safe
// from any thread but the io thread; blocking.
#pragma once

#include "board/model/errc.hpp"
#include "board/model/inbound_message.hpp"

#include <functional>

namespace huiying::desk {
class Administration;
}

namespace huiying::queue {
class Appender;
}

namespace huiying::web {

/// Writes a message to the spool alone, for who has no Redis at hand: a running server takes it
/// from there.
void spool(desk::Administration& record, const model::InboundMessage& message);

class Submission {
  public:
    Submission(queue::Appender& appender, desk::Administration& record);

    /// Done when the message is on disk in the one or the other. Errors: store_unavailable (neither
    /// took it).
    [[nodiscard]] model::Result<void> submit(const model::InboundMessage& message);

    /// Moves up to `limit` spooled messages to the stream, oldest first; how many went. Stops at
    /// the first that does not go.
    int drain(int limit);

  private:
    queue::Appender& appender_;
    desk::Administration& record_;
};

}  // namespace huiying::web
