#include "board/desk/paused_parts.hpp"

#include "board/desk/audience.hpp"
#include "board/desk/colleagues.hpp"
#include "board/desk/duty_calls.hpp"
#include "board/desk/ladder_rules.hpp"
#include "board/desk/move_notices.hpp"
#include "board/desk/ticket_access.hpp"
#include "board/sla/workday_count.hpp"
#include "board/sla/working_calendar.hpp"
#include "board/store/alarm_repository.hpp"
#include "board/store/assist_repository.hpp"

#include <algorithm>

namespace huiying::desk {
namespace {

using model::Instant;
using store::AssistRow;
using store::PauseRow;

/// The pauses from the asking on.
sla::PauseLedger ledger_since(const std::vector<PauseRow>& rows, Instant since) {
    std::vector<sla::Pause> pauses;
    for (const auto& row : rows)
        if (!row.to || *row.to > since)
            pauses.push_back({std::max(row.from, since), row.to});
    const auto ledger = sla::PauseLedger::of(std::move(pauses));
    return ledger ? *ledger : sla::PauseLedger{};
}

/// The date by the whole ledger, from the days that were given by the one without its last pause.
/// nullopt: no calendar says.
std::optional<Instant> counted(
    const TownSnapshot& town, const AssistRow& part, std::vector<PauseRow> rows
) {
    const auto close = town.settings().policy.close;
    const auto all = ledger_since(rows, part.at);
    rows.pop_back();
    const auto given = sla::elapsed_workdays(
        town.calendar(), {part.at, *part.due, close}, ledger_since(rows, part.at)
    );
    if (!given)
        return std::nullopt;
    sla::WorkdayCount count{model::local_date(part.at), given->days, close};
    // Wanted on the very day: that day is the one that is given.
    if (given->days < 1)
        count = {model::Date{std::chrono::sys_days{count.day0} - std::chrono::days{1}}, 1, close};
    const auto reading = sla::read_clock(town.calendar(), count, all);
    return reading ? reading->due : std::nullopt;
}

/// An opinion ends no later than the ticket's own date, as long as that is ahead.
Instant capped(Instant due, const std::optional<Instant>& own, Instant at) {
    return own && *own > at ? std::min(due, *own) : due;
}

void tell_unit(const CountedTicket& ticket, const AssistRow& part, Instant due, Instant at) {
    auto facts = facts_of(ticket.record, rules_of(ticket.town));
    facts.assists = {{part.unit, workflow::Assist::State::asked}};
    const Colleagues colleagues(ticket.connection, at);
    const auto time = notice_time(ticket.town, at);
    store::AlarmRepository alarms(ticket.connection);
    tell(
        alarms,
        colleagues,
        people_of({workflow::Audience::assistants}, facts, colleagues.own()),
        facts,
        {.key = ticket.record.ticket.number + "/" + part.unit + "|" + std::string(kPartMoved) +
                "|" + std::to_string(model::to_unix_ms(due)),
         .ticket = ticket.record.ticket.id,
         .rung = std::string(kPartMoved),
         .send_at = time.send_at,
         .window = time.window}
    );
}

}  // namespace

void move_parts(const CountedTicket& ticket, const std::string& by, Instant at) {
    const auto& record = ticket.record.ticket;
    const auto rows = store::PauseRepository(ticket.connection).of(record.id);
    store::AssistRepository assists(ticket.connection);
    for (const auto& part : assists.of(record.id)) {
        if (!part.is_open() || !part.due)
            continue;
        const auto due = counted(ticket.town, part, rows);
        const auto moved = due ? capped(*due, record.due.final_due, at) : *part.due;
        if (moved <= *part.due)
            continue;
        assists.move(record.id, part.unit, moved, at);
        store::TicketRepository(ticket.connection)
            .add_history(
                record.id,
                {at,
                 by,
                 std::string(kPartMoved),
                 ticket.town.unit_name(part.unit) + "的协办意见原定" +
                     model::to_chinese(*part.due, at) + "前，现为" + model::to_chinese(moved, at) +
                     "前：中止期间不计"}
            );
        tell_unit(ticket, part, moved, at);
    }
}

}  // namespace huiying::desk
