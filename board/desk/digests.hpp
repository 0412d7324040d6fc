// The morning's digest (每日汇总): what each person answers for that is overdue, due today or on
// the next working day, and for managers a brief of their unit or of the town. Told once a person
// and working day, however many clocks run. Used by the clock role and by web. Thread rule: safe
// from any thread; blocking.
#pragma once

#include "board/model/errc.hpp"
#include "board/model/instant.hpp"
#include "board/model/staff.hpp"
#include "board/model/ticket_state.hpp"

#include <optional>
#include <string>
#include <vector>

namespace huiying::store {
class Database;
}

namespace huiying::desk {

class Town;

struct DigestItem {
    std::string number;
    std::string subject;  ///< masked where the ticket is restricted
    std::string unit;     ///< name of who has it; of an opinion who owes it
    model::TicketState state = model::TicketState::handling;
    std::string clock;  ///< word of workflow::Clock
    model::Instant due{};
    bool late_on_arrival = false;  ///< passed on when its date was over
};

/// Whether it is one of the replies that citizens wait for, as the dashboard counts them: what else
/// is due (first responses, opinions, promises, what came too late) is told beside.
bool is_counted_reply(const DigestItem& item);

/// A ticket is at most once in a list, with its final date where that is among what is due; an
/// opinion of an assisting unit and a promise (挂账) are items of their own.
struct DigestView {
    model::Instant at{};
    std::string next_day;  ///< the next working day, "2026-11-26"
    std::vector<DigestItem> overdue;
    std::vector<DigestItem> today;
    std::vector<DigestItem> next_working_day;  ///< and the rest days before it

    struct Counts {
        std::string unit;  ///< name; 全镇 for the sum
        // Of the final replies, from the dashboard's source.
        int open = 0;
        int overdue = 0;
        int today = 0;
        int next_working_day = 0;
        int beside = 0;  ///< items of the lists that are no counted replies
    };

    /// For managers: the sum, and each unit that has something due; most overdue first.
    struct Brief {
        Counts total;
        std::vector<Counts> units;
    };

    std::optional<Brief> brief;
};

class Digests {
  public:
    Digests(store::Database& database, const Town& town, const model::Clock& clock)
        : database_(database), town_(town), clock_(clock) {}

    /// The person's own, as of now. Errors: calendar_not_covered.
    [[nodiscard]] model::Result<DigestView> of(const model::Staff& staff) const;

    /// Tells the day's digest when it is a working day, its time has come, the notice hours are not
    /// over and nobody has told it yet. Returns how many were told. What past days should have been
    /// told is never told. Errors: calendar_not_covered.
    [[nodiscard]] model::Result<int> tell_due();

  private:
    store::Database& database_;
    const Town& town_;
    const model::Clock& clock_;
};

}  // namespace huiying::desk
