#include "board/desk/owed_dates.hpp"

#include "board/desk/letters.hpp"
#include "board/desk/recount_words.hpp"
#include "board/sla/working_calendar.hpp"
#include "board/store/recount_repository.hpp"

namespace huiying::desk {
namespace {

using model::Instant;
using store::DueVersions;
using workflow::Clock;

/// Counted by these now, the final reply apart: that follows from the ledger.
RenewedTicket renewed_response(
    const CountedTicket& ticket, const store::PromisedDates& dates, Instant at
) {
    auto renewed = renew(
        ticket.town, dates, store::DueRepository(ticket.connection).carried_by(dates.ticket.id), at
    );
    std::erase_if(renewed.clocks, [](const ClockRenewal& clock) {
        return clock.clock != Clock::acceptance;
    });
    return renewed;
}

void add_history(
    const CountedTicket& ticket, Instant at, std::string_view outcome, const std::string& words
) {
    store::TicketRepository(ticket.connection)
        .add_history(ticket.record.ticket.id, {at, "system", "due_" + std::string(outcome), words});
}

void note_response(
    const CountedTicket& ticket,
    const RenewedTicket& renewed,
    const ClockRenewal& clock,
    const DueVersions& before,
    Instant at
) {
    const auto id = ticket.record.ticket.id;
    const auto outcome = outcome_word(clock.due.renewal);
    add_history(ticket, at, outcome, history_words(clock, before, renewed));
    if (const auto run = store::RecountRepository(ticket.connection).newest())
        store::DueRepository(ticket.connection)
            .add(
                {.ticket = id,
                 .recount = run->id,
                 .clock = std::string(workflow::to_word(clock.clock)),
                 .at = at,
                 .old_due = clock.told,
                 .new_due = clock.due.due,
                 .counted_due = clock.counted,
                 .outcome = std::string(outcome),
                 .before = before,
                 .versions = {renewed.due.calendar_version, renewed.due.policy_version}}
            );
    if (const auto text = letter_words(renewed, at); !text.empty())
        tell_citizen(
            {ticket.connection, ticket.town, at}, ticket.record.ticket, "response_later", text
        );
}

}  // namespace

void count_owed_anew(const CountedTicket& ticket, Instant at) {
    auto& record = ticket.record.ticket;
    const DueVersions before{record.due.calendar_version, record.due.policy_version};
    const DueVersions now{ticket.town.calendar().version(), ticket.town.settings().policy.version};
    if (before == now)
        return;
    const store::PromisedDates dates{
        .ticket = record,
        .own_response_due = ticket.course.own_response_due,
        .own_final_due = ticket.course.own_final_due};
    const auto renewed = renewed_response(ticket, dates, at);
    if (const auto* clock = renewed.find(Clock::acceptance)) {
        note_response(ticket, renewed, *clock, before, at);
        record.due.response_due = renewed.due.response_due;
        if (renewed.own_response_due)
            ticket.course.own_response_due = renewed.own_response_due;
    }
    if (renewed.due.contact_due == record.due.contact_due)
        return;
    add_history(
        ticket,
        at,
        record.due.contact_due ? "later" : "known",
        contact_words(record.due.contact_due, *renewed.due.contact_due, before, now)
    );
    record.due.contact_due = renewed.due.contact_due;
}

}  // namespace huiying::desk
