// What a town adds to routing: its own rules in versions, and the messages that people put right.
// Used by desk, inside Database::write or ::read.
#pragma once

#include "board/model/ids.hpp"
#include "board/model/inbound_message.hpp"
#include "board/model/instant.hpp"
#include "board/model/routing_rule.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace huiying::store {

class Connection;

using model::RoutingRulesVersion;

/// A past message that a list of rules is tried on.
struct TrialMessage {
    model::InboundMessage message;  ///< number, channel, kind, subject, text, place
    std::string unit;               ///< who has it now; empty: nobody
    bool known = false;             ///< it was answered by that unit, or a person gave it there
};

class TownRoutingRepository {
  public:
    explicit TownRoutingRepository(Connection& connection) : connection_(connection) {}

    /// The list in force; version 0 without rules where there is none.
    RoutingRulesVersion newest();
    std::optional<RoutingRulesVersion> find(std::int64_t version);
    /// Newest first, without their rules.
    std::vector<RoutingRulesVersion> versions(int most);
    /// `row.version` is given here; returns it.
    std::int64_t add(const RoutingRulesVersion& row);

    /// A person gave the ticket to `right`, where routing or somebody had said `wrong` (empty:
    /// nobody). What was wrong before stays said where this was only left open.
    void note_correction(
        model::TicketId ticket,
        const std::string& wrong,
        const std::string& right,
        model::Instant now
    );
    /// What routing had said first was right.
    void drop_correction(model::TicketId ticket);
    /// Some of them may not be used any more: read them anew.
    void corrections_changed();
    /// Grows with every change of the corrections.
    std::int64_t corrections_revision();
    /// The newest `most`, oldest first; never of what accuses, is restricted, or went elsewhere.
    std::vector<model::CorrectedRoute> corrections(int most);

    /// Received since then, the newest `most`; never what accuses or is restricted.
    std::vector<TrialMessage> received_since(model::Instant since, int most);

  private:
    Connection& connection_;
};

}  // namespace huiying::store
