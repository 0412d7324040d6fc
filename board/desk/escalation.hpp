// The ladder of reminders at work: what is due is told once, however many clocks run and whatever
// died meanwhile. The plan is worked out from the ticket's dates each time (board/workflow/ladder);
// what is over stands in the record. Used by the clock role; first_alarm() by TakeIn.
// Thread rule: safe from any thread; blocking.
#pragma once

#include "board/desk/ticket_event.hpp"
#include "board/model/instant.hpp"
#include "board/model/staff.hpp"
#include "board/model/ticket.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::store {
class Database;
}

namespace huiying::desk {

class Town;
class TownSnapshot;

/// Word of the notice that a promise stays although it would be earlier now; see recount.hpp.
inline constexpr std::string_view kKeptNotice = "due_kept";

/// When the clock must look at a ticket.
struct Alarm {
    std::string number;
    model::Instant at{};
};

/// One reminder as a colleague reads it.
struct Notice {
    std::int64_t id = 0;
    std::string number;       ///< empty: not of one ticket
    std::string subject;      ///< or what is told without a ticket
    std::string rung;         ///< word of workflow::Rung or of a move, or "digest"
    std::string title;        ///< 到期前催办
    std::string instead_of;   ///< name of the absent person, when a deputy is told
    model::Instant at{};      ///< when it could be read first
    model::Instant window{};  ///< those of one window belong together
};

/// The first rung of a ticket that has just come in; nullopt when it has none.
[[nodiscard]] std::optional<model::Instant> first_alarm(
    const TownSnapshot& town, const model::Ticket& ticket
);

class Escalation {
  public:
    Escalation(
        store::Database& database, const Town& town, const model::Clock& clock, Announce announce
    );

    /// Alarms before `until`, earliest first.
    [[nodiscard]] std::vector<Alarm> upcoming(model::Instant until, int limit) const;

    /// Looks at these tickets, in one transaction: each rung that is due and was not over is told
    /// (or passed, when nobody needs it any more), and the ticket's next alarm is set. Returns the
    /// next alarms. Numbers that are none are left out.
    std::vector<Alarm> climb(const std::vector<std::string>& numbers);

    /// What the person has not read, newest first.
    [[nodiscard]] std::vector<Notice> unread(const model::Staff& staff, int limit) const;
    /// This notice counts as read, whatever came before it; another's is left alone.
    void read(const model::Staff& staff, std::int64_t notice);
    /// Everything told to the person up to this notice counts as read.
    void read_up_to(const model::Staff& staff, std::int64_t notice);

  private:
    store::Database& database_;
    const Town& town_;
    const model::Clock& clock_;
    const Announce announce_;
};

}  // namespace huiying::desk
