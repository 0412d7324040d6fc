// Replies on their way: claimed before they are sent, settled by what the platform said. A row that
// may have been sent without an answer is sent again only where an idempotency key makes that safe;
// else it stands in doubt before a person. Used by bot/delivery and web. Thread rule: safe from any
// thread; blocking.
#pragma once

#include "board/model/errc.hpp"
#include "board/model/outbound.hpp"
#include "board/model/staff.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace huiying::store {
class Database;
}

namespace huiying::desk {

class Town;

/// Whether sending the same message twice over this channel arrives once; a platform may remember
/// its key for an hour only.
enum class Resend { safe, safe_for_an_hour, unsafe };
using ResendOf = std::function<Resend(const model::OutboundMessage& message)>;

struct OutboundRow {
    model::OutboundMessage message;
    std::string detail;
};

/// How long a reply is tried before a person must see to it, whichever is reached first, and how
/// long the pauses between tries are.
struct TryBounds {
    int attempts = 500;
    std::chrono::hours age{72};
    std::chrono::seconds first_delay{2};  ///< doubled with each try
    std::chrono::seconds longest_delay{600};
};

/// What a person decides about a reply in doubt or failed.
enum class Decision {
    arrived,        ///< it did arrive
    send_again,     ///< it did not; its tries begin anew
    told_by_phone,  ///< the citizen has been told by telephone
};

class Delivery {
  public:
    /// Without a town nobody is told behind the bell of what was not delivered.
    Delivery(
        store::Database& database,
        const model::Clock& clock,
        ResendOf resend_of,
        TryBounds bounds,
        const Town* town = nullptr
    );

    /// Takes up to `limit` waiting messages for `owner`, committed before this returns.
    [[nodiscard]] std::vector<model::OutboundMessage> claim(
        const std::string& owner, std::chrono::seconds claim_length, int limit
    );
    /// Writes down what came of a try. `parts_done` of the message is kept for the next one. What
    /// would be tried again beyond the bounds has failed. Returns the new state.
    model::OutboundState settle(
        const model::OutboundMessage& message,
        const std::string& owner,
        const model::SendOutcome& outcome
    );
    /// A claimed message was not tried, because too much went out already: it waits until then.
    void put_off(
        const model::OutboundMessage& message, const std::string& owner, model::Instant until
    );
    /// What waits for an account that has just been mended is tried now. Returns how many.
    int try_now(const std::string& channel, const std::string& account);
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
        const model::Staff& staff, model::OutboundId id, Decision decision
    );

  private:
    int recover(model::Instant claimed_until);
    [[nodiscard]] bool is_used_up(const model::OutboundMessage& message, model::Instant now) const;

    store::Database& database_;
    const model::Clock& clock_;
    ResendOf resend_of_;
    const TryBounds bounds_;
    const Town* const town_;
};

/// When to try again after `attempt` tries: the first delay, doubled each time, at most the
/// longest; the platform's outage is not ours.
[[nodiscard]] std::chrono::seconds retry_delay(int attempt, const TryBounds& bounds = {});

/// The same, up to a fifth less, by the message: what failed together does not come back
/// together.
[[nodiscard]] std::chrono::milliseconds retry_pause(
    const model::OutboundMessage& message, const TryBounds& bounds
);

}  // namespace huiying::desk
