// What platforms call the messages that they have taken, and what they report of them later. Used
// by desk. Inside a transaction.
#pragma once

#include "board/model/outbound.hpp"

#include <optional>
#include <string>
#include <vector>

namespace huiying::store {

class Connection;

/// What the reports say of one message so far.
struct ReportStanding {
    int parts = 0;  ///< whose ids are known
    int delivered = 0;
    int undelivered = 0;
    std::string reason;  ///< of one that was not delivered
};

/// What came of one report.
struct Noted {
    bool is_new = false;                       ///< nothing like it was reported before
    std::optional<model::OutboundId> message;  ///< whose part it is, where that is known
};

class ReportRepository {
  public:
    explicit ReportRepository(Connection& connection) : connection_(connection) {}

    /// The platform has taken parts of `message` and calls them that.
    void add_parts(
        const model::OutboundMessage& message,
        const std::vector<std::string>& ids,
        model::Instant now
    );
    /// Writes down a report of the account, whether its part is known or not. Of two that
    /// contradict each other the worse one stays: one id may stand for several segments.
    Noted note(
        const std::string& channel,
        const std::string& account,
        const model::DeliveryReport& report,
        model::Instant now
    );
    ReportStanding standing(model::OutboundId message);
    /// The message goes out anew: what was reported of it so far does not count any more.
    void forget(model::OutboundId message);
    /// Drops reports of parts that nobody has claimed since then.
    void drop_unclaimed(model::Instant before);

  private:
    Connection& connection_;
};

}  // namespace huiying::store
