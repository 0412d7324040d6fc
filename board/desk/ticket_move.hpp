// One funnel for every move on a ticket: find, ask board/workflow, change, carry out what follows,
// commit, announce. Private to this room.
#pragma once

#include "board/desk/desk_uses.hpp"
#include "board/desk/tickets.hpp"
#include "board/desk/town.hpp"
#include "board/model/field_fault.hpp"
#include "board/store/course_repository.hpp"
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

/// Beside a field that names a unit.
inline constexpr std::string_view kNoSuchUnit = "没有这个单位，或者它已经停用";

/// A change refuses after all: the transaction of this move is undone and the error is returned.
class MoveRefused : public std::runtime_error {
  public:
    explicit MoveRefused(model::Errc errc) : MoveRefused(model::make_error_code(errc)) {}

    /// With the field that is to blame (field_fault.hpp).
    explicit MoveRefused(const boost::system::error_code& code)
        : std::runtime_error("move refused"), code_(code) {}

    model::Errc errc() const { return model::errc_of(code_); }

    const boost::system::error_code& code() const { return code_; }

  private:
    boost::system::error_code code_;
};

/// As it is announced, also to those who assist.
[[nodiscard]] TicketEvent event_of(
    store::Connection& connection, const std::string& event, const store::TicketRecord& record
);
/// Of a ticket that is new: nobody assists yet.
[[nodiscard]] TicketEvent first_event_of(
    const std::string& event, const store::TicketRecord& record
);

/// What a change works on, inside the transaction.
struct MoveContext {
    store::Connection& connection;
    store::TicketRepository& tickets;
    store::TicketRecord& record;
    store::Course& course;
    const TownSnapshot& town;
    const std::string& login;
    model::Instant now;
    const workflow::Outcome& outcome;
    std::optional<model::Instant> due_before;  ///< final due time as it was
    model::TicketState state_before = model::TicketState::handling;
    std::vector<TicketEvent>& also_announced;
    const templates::Renderer* renderer = nullptr;  ///< nullptr: the packed wordings

    /// Another ticket that this move changed: told after the commit too.
    void also(const std::string& event, const store::TicketRecord& other) {
        also_announced.push_back(event_of(connection, event, other));
    }

    /// The row that the move leaves in the ticket's history, with this sentence.
    void history(const std::string& detail) {
        tickets.add_history(
            record.ticket.id,
            {now, login, std::string(workflow::history_event(outcome.effects)), detail}
        );
    }

    /// Gives the ticket to a unit: from now on it is that unit's, and in nobody's hands there.
    void give_to(const std::string& unit) {
        record.ticket.unit = unit;
        course.dispatched_at = now;
        course.designated = false;
        course.signed_at.reset();
        course.holder.reset();
    }
};

/// A move that somebody wants to make.
struct MoveCall {
    workflow::Actor actor;
    std::string login;  ///< as the history names who acts
    std::string number;
    std::optional<std::int64_t> version;  ///< nullopt: whatever it is now (a citizen sees none)
    workflow::Move move = workflow::Move::note;
    workflow::Details details;
};

[[nodiscard]] MoveCall by_staff(
    const model::Staff& staff,
    const TicketRef& ref,
    workflow::Move move,
    workflow::Details details = {}
);
[[nodiscard]] MoveCall by_citizen(
    const std::string& number, workflow::Move move, workflow::Details details = {}
);
[[nodiscard]] MoveCall by_system(const std::string& number, workflow::Move move);

/// What a move made of the ticket, and what is to be announced.
struct MadeMove {
    store::TicketRecord record;
    std::vector<TicketEvent> events;
    std::string unit_before;
};

/// The whole move inside a transaction of somebody else's, who announces its events after the
/// commit. Throws MoveRefused where it is not allowed.
MadeMove move_within(
    store::Connection& connection,
    const TownSnapshot& town,
    const MoveCall& call,
    model::Instant now,
    const std::function<void(MoveContext&)>& change
);

/// Runs `change` where the move is allowed; state and times of the clocks follow board/workflow. An
/// autosaved draft is not announced.
[[nodiscard]] model::Result<Moved> move_ticket(
    const DeskUses& uses, const MoveCall& call, const std::function<void(MoveContext&)>& change
);

}  // namespace huiying::desk
