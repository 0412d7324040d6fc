// One funnel for every move on a ticket: find, ask board/workflow, change, carry out what follows,
// commit, announce. Private to this room.
#pragma once

#include "board/desk/tickets.hpp"
#include "board/store/ticket_repository.hpp"
#include "board/workflow/decision.hpp"

#include <functional>
#include <stdexcept>

namespace huiying::desk {

/// Who and when, for rows that record it.
struct ByWhen {
    std::string login;
    model::Instant at{};
};

/// A change refuses after all: the transaction of this move is undone and the error is returned.
class MoveRefused : public std::runtime_error {
  public:
    explicit MoveRefused(model::Errc errc) : std::runtime_error("move refused"), errc_(errc) {}

    model::Errc errc() const { return errc_; }

  private:
    model::Errc errc_;
};

/// What a change works on, inside the transaction.
struct MoveContext {
    store::Connection& connection;
    store::TicketRepository& tickets;
    store::TicketRecord& record;
    const std::string& login;
    model::Instant now;
    const workflow::Outcome& outcome;

    /// The row that the move leaves in the ticket's history, with this sentence.
    void history(const std::string& detail) {
        tickets.add_history(
            record.ticket.id,
            {now, login, std::string(workflow::history_event(outcome.effects)), detail}
        );
    }
};

/// A move that a person wants to make.
struct MoveCall {
    const model::Staff& staff;
    const TicketRef& ref;
    workflow::Move move;
    workflow::Details details;
};

/// Runs `change` where the move is allowed; state and times of the clocks follow board/workflow.
/// `announce` empty: nothing is announced.
[[nodiscard]] model::Result<Moved> move_ticket(
    store::Database& database,
    const Town& town,
    const model::Clock& clock,
    const Announce& announce,
    const MoveCall& call,
    const std::function<void(MoveContext&)>& change
);

}  // namespace huiying::desk
