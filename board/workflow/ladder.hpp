// The escalation ladder as data: reminder before, on the day, breach notice the morning after,
// supervision, named in the report; and the budgets of draft and review. Used by the clock (what to
// fire and when), desk (digests) and console (what will happen). Pure, safe from any thread.
// Sources: 限时办理、督办 in 国办发〔2020〕53号; the practice of 催办 before expiry, a notice the
// day after it to the unit's leader, 通报 at 5 working days.
#pragma once

#include "board/model/instant.hpp"
#include "board/model/ticket_state.hpp"
#include "board/workflow/effects.hpp"
#include "board/workflow/notice_hours.hpp"

#include <compare>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::workflow {

enum class Rung {
    emergency,       ///< an urgent ticket has come in, whatever the hour
    response_today,  ///< the same-day response is still missing, whatever the hour
    contact_today,   ///< 先行联系: nobody has spoken with the citizen yet
    draft_budget,    ///< the reply should be drafted by today
    review_budget,   ///< the reply should be reviewed by today
    due_soon,        ///< 催办 before
    due_today,       ///< 催办 on the day
    breached,        ///< 超期通知, the morning after, to the unit's lead
    supervision,     ///< 督办
    in_report,       ///< 通报
    part_today,      ///< an assisting unit's opinion is due
    part_breached,
    commitment_soon,
    commitment_breached,
};

/// Setting of the town; working days.
struct LadderSettings {
    int remind_before = 1;    ///< before the final due date
    int final_workdays = 5;   ///< that the budgets are measured against
    int draft_by = 3;         ///< of them; an extension or a pause moves it along
    int review_by = 4;        ///< of them
    int supervise_after = 1;  ///< after the final due date
    int report_after = 5;     ///< after the final due date
    std::chrono::minutes response_warning{120};  ///< before the response is due
};

/// A due time with what makes it this one: a new due time is a new version.
struct Deadline {
    std::string number;  ///< of the ticket
    std::string unit;    ///< with Clock::unit_part of an assisting unit, else empty
    Clock clock = Clock::final_reply;
    model::Instant due{};
    std::int64_t version = 1;
    model::Instant since{};  ///< when it came into force: nothing fires for the time before
};

/// Fires once, however many clocks run.
struct RungKey {
    std::string number;
    std::string unit;
    Rung rung = Rung::due_soon;
    std::int64_t version = 1;

    // clang-tidy 14 takes the 0 within for a pointer. NOLINTNEXTLINE(modernize-use-nullptr)
    friend auto operator<=>(const RungKey&, const RungKey&) = default;
};

/// "E4VF-274Z-C0XC|due_today|2", with "/unit" after the number for an assisting unit's part.
[[nodiscard]] std::string to_text(const RungKey& key);

/// Whether a rung waits for working hours.
enum class Reach { working_hours, any_hour };

struct PlannedRung {
    RungKey key;
    model::Instant at{};
    Audiences told;
    Reach reach = Reach::working_hours;

    friend bool operator==(const PlannedRung&, const PlannedRung&) = default;
};

struct Ladder {
    std::vector<PlannedRung> rungs;  ///< by time
    bool incomplete = false;         ///< a rung lies in a year that no calendar covers
};

[[nodiscard]] std::string_view to_word(Rung rung);
[[nodiscard]] std::string_view chinese_name(Rung rung);
[[nodiscard]] std::optional<Rung> parse_rung(std::string_view word);

/// Every rung of a deadline, each in working hours of a working day (response_today apart).
[[nodiscard]] Ladder plan_ladder(
    const sla::WorkingCalendar& calendar,
    const LadderSettings& settings,
    const NoticeHours& hours,
    const Deadline& deadline
);

/// The rung of an urgent ticket, due from the moment it was received; not part of any deadline's
/// ladder. A ticket has one, however often it turns urgent.
[[nodiscard]] PlannedRung emergency_rung(const std::string& number, model::Instant received);

/// Whether a ticket in this state still needs the rung: nothing fires for what was done meanwhile,
/// for a paused or a merged ticket.
[[nodiscard]] bool is_wanted(Rung rung, model::TicketState state);

/// Planned rungs whose time has come and that have not fired, by time: after a downtime each
/// once, in order.
[[nodiscard]] std::vector<PlannedRung> due_rungs(
    const std::vector<PlannedRung>& planned, const std::set<RungKey>& fired, model::Instant now
);

}  // namespace huiying::workflow
