// Replies on their way: claimed before they are sent, settled by what the platform said. A row that
// may have been sent without an answer is sent again only where an idempotency key makes that safe;
// else it stands in doubt before a person. Used by bot/delivery and web. Thread rule: safe from any
// thread; blocking.
#pragma once

#include "board/model/errc.hpp"
#include "board/model/outbound.hpp"
#include "board/model/staff.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace huiying::store {
class Database;
}

namespace huiying::desk {

/// Whether sending the same message twice over this channel arrives once.
enum class Resend { safe, unsafe };
using ResendOf = std::function<Resend(const std::string& channel)>;

struct OutboundRow {
    model::OutboundMessage message;
    std::string detail;
};

/// What a person found out about a reply in doubt.
enum class InDoubt { arrived, send_again };

class Delivery {
  public:
    Delivery(store::Database& database, const model::Clock& clock, ResendOf resend_of);

    /// Takes up to `limit` waiting messages for `owner`, committed before this returns.
    [[nodiscard]] std::vector<model::OutboundMessage> claim(
        const std::string& owner, std::chrono::seconds claim_length, int limit
    );
    /// Writes down what came of a try. `parts_done` of the message is kept for the next one.
    /// Returns the new state.
    model::OutboundState settle(
        const model::OutboundMessage& message,
        const std::string& owner,
        const model::SendOutcome& outcome
    );
    /// Settles what dead senders left behind (their claim has run out): waiting again where a
    /// resend is safe, else in doubt. Returns how many.
    int recover_abandoned();
    /// The same for all claimed rows, whatever their claim. REQUIRES: no sender runs anywhere (a
    /// start that is alone).
    int recover_all();

    /// Rows in a state, oldest first, at most 200.
    [[nodiscard]] std::vector<OutboundRow> in_state(model::OutboundState state) const;
    /// The ticket whose reply it is.
    [[nodiscard]] std::optional<std::string> number_of(model::OutboundId id) const;
    /// Errors: not_found, move_not_allowed (not in doubt or failed any more).
    [[nodiscard]] model::Result<void> decide(
        const model::Staff& staff, model::OutboundId id, InDoubt decision
    );

  private:
    int recover(model::Instant claimed_until);

    store::Database& database_;
    const model::Clock& clock_;
    ResendOf resend_of_;
};

/// When to try again after `attempt` tries: 2 s, doubled each time, at most 10 minutes; the
/// platform's outage is not ours.
[[nodiscard]] std::chrono::seconds retry_delay(int attempt);

}  // namespace huiying::desk
