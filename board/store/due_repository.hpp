// Promised dates of open tickets with the facts they are counted from, for counting them anew; what
// became of each promise. Used by desk, inside Database::write or ::read.
#pragma once

#include "board/model/ticket.hpp"
#include "board/store/pause_repository.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::store {

class Connection;

/// Where a rework or a reopening began.
struct RoundStart {
    model::Instant at{};
    int workdays = 0;  ///< 0: as many as the policy gives
};

/// Of the ticket only what dates, letters and reminders need: no text, no name.
struct PromisedDates {
    model::Ticket ticket;
    std::vector<std::string> accused_units;
    int extension_workdays = 0;  ///< granted in the present round
    std::optional<model::TicketId> survivor;
    std::optional<model::Instant> own_response_due;  ///< of a ticket that carries others
    std::optional<model::Instant> own_final_due;
    std::optional<RoundStart> round_start;
    /// When the clock of the present round stood still; also with the ticket that carries this one.
    std::vector<PauseRow> pauses;
    std::optional<model::Instant> alarm;
    std::optional<model::Instant> alarm_since;
};

/// What a due time rests on.
struct DueVersions {
    std::string calendar;
    std::string policy;

    friend bool operator==(const DueVersions&, const DueVersions&) = default;
};

struct DueChange {
    model::TicketId ticket;
    std::int64_t recount = 0;
    std::string clock;  ///< word of workflow::Clock
    model::Instant at{};
    std::optional<model::Instant> old_due;
    std::optional<model::Instant> new_due;      ///< what is promised now
    std::optional<model::Instant> counted_due;  ///< what the calendar gives
    std::string outcome;                        ///< later, known, kept, confirmed, uncovered
    DueVersions before;
    DueVersions versions;
};

class DueRepository {
  public:
    explicit DueRepository(Connection& connection) : connection_(connection) {}

    /// States in which the dates of a ticket are promises, and its clock runs: open ones but
    /// `paused`, and `merged`.
    static std::string_view promised_states();

    /// Tickets after `place` whose dates rest on something else, by id.
    std::vector<PromisedDates> outdated(
        model::TicketId place, const DueVersions& versions, int limit
    );
    std::optional<PromisedDates> find(model::TicketId ticket);
    std::vector<PromisedDates> carried_by(model::TicketId survivor);

    /// Writes dates, their standing and versions; not the ticket's version, which is the moves'.
    /// False when the ticket has changed since `before` was read: then nothing is written.
    bool put(const PromisedDates& before, const model::DueTimes& due);
    void put_own(
        model::TicketId ticket,
        model::Instant response_due,
        const std::optional<model::Instant>& final_due
    );

    void begin_round(model::TicketId ticket, const RoundStart& start);
    std::optional<RoundStart> round_start(model::TicketId ticket);

    /// A later change of the same run takes the earlier one's place, whose old date stays.
    void add(const DueChange& change);
    /// By time.
    std::vector<DueChange> changes(model::TicketId ticket);

  private:
    Connection& connection_;
};

}  // namespace huiying::store
