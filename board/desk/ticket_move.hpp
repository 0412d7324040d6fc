// One funnel for every move on a ticket: find, check with board/workflow, change, history, commit,
// announce. Private to this room.
#pragma once

#include "board/desk/tickets.hpp"
#include "board/store/ticket_repository.hpp"
#include "board/workflow/moves.hpp"

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

    void history(const std::string& event, const std::string& detail) {
        tickets.add_history(record.ticket.id, {now, login, event, detail});
    }
};

struct MoveRequest {
    const model::Staff& staff;
    const TicketRef& ref;
    workflow::Move move;
};

/// Runs `change` where the move is allowed; the state follows board/workflow. `announce` empty:
/// nothing is announced.
[[nodiscard]] model::Result<Moved> move_ticket(
    store::Database& database,
    const Town& town,
    const model::Clock& clock,
    const Announce& announce,
    const MoveRequest& request,
    const std::function<void(MoveContext&)>& change
);

}  // namespace huiying::desk
