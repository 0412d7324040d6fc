#include "board/desk/renewal.hpp"

#include "board/desk/ladder_plan.hpp"
#include "board/model/passed_on.hpp"
#include "board/sla/due_times.hpp"
#include "board/sla/working_calendar.hpp"

#include <algorithm>

namespace huiying::desk {
namespace {

using model::Instant;
using sla::DueInstant;
using sla::Renewal;
using sla::RenewedDue;
using store::PromisedDates;
using workflow::Clock;

/// Dates that are a ticket's own, told and counted.
struct Own {
    RenewedDue response;
    RenewedDue final_reply;
    std::optional<Instant> counted_response;
    std::optional<Instant> counted_final;
};

std::optional<DueInstant> told_of(const std::optional<Instant>& due, const PromisedDates& dates) {
    return due ? std::optional(DueInstant{*due, dates.ticket.due.provisional}) : std::nullopt;
}

std::optional<Instant> at_of(const std::optional<DueInstant>& due) {
    return due ? std::optional(due->at) : std::nullopt;
}

bool carries(const PromisedDates& dates) {
    return dates.own_response_due.has_value();
}

std::optional<DueInstant> counted_final(const TownSnapshot& town, const sla::PromiseFacts& facts) {
    const auto reading = sla::promised_reply(town.calendar(), town.settings().policy, facts);
    if (!reading || !reading->due)
        return std::nullopt;
    return DueInstant{*reading->due, reading->provisional};
}

/// The date of the body that passed it on is sure, whatever the calendar is.
std::optional<DueInstant> bounded(
    const model::Ticket& ticket, const std::optional<DueInstant>& counted
) {
    const auto due = model::bounded_due(ticket, at_of(counted));
    return !due || due == at_of(counted) ? counted : DueInstant{*due, false};
}

std::optional<DueInstant> counted_response(const TownSnapshot& town, Instant received) {
    const auto due = sla::response_due(town.calendar(), town.settings().policy, received);
    return due ? std::optional(*due) : std::nullopt;
}

bool stands_still(const sla::PauseLedger& pauses) {
    return !pauses.spans().empty() && !pauses.spans().back().to;
}

sla::PauseLedger ledger_of(const std::vector<store::PauseRow>& rows) {
    std::vector<sla::Pause> pauses;
    pauses.reserve(rows.size());
    for (const auto& row : rows)
        pauses.push_back({row.from, row.to});
    auto ledger = sla::PauseLedger::of(std::move(pauses));
    return ledger ? std::move(*ledger) : sla::PauseLedger{};
}

/// What a clock that is not counted anew keeps.
RenewedDue as_told(const std::optional<Instant>& due, const PromisedDates& dates) {
    return {due, Renewal::same, dates.ticket.due.provisional};
}

Own own_of(const TownSnapshot& town, const PromisedDates& dates) {
    const auto& due = dates.ticket.due;
    const bool first_round = dates.ticket.round == 1;
    const auto told_response = carries(dates) ? *dates.own_response_due : due.response_due;
    const auto told_final = carries(dates) && first_round ? dates.own_final_due : due.final_due;
    Own own{as_told(told_response, dates), as_told(told_final, dates), {}, {}};
    own.response.provisional = false;
    if (!dates.ticket.responded_at) {
        const auto counted = counted_response(town, dates.ticket.received_at);
        own.counted_response = at_of(counted);
        own.response = sla::renewed(told_of(told_response, dates), counted);
        // The mark is the ticket's: which of its dates was meant is not kept.
        if (own.response.renewal == Renewal::confirmed)
            own.response.renewal = Renewal::same;
    }
    // Carried by one that stands still: counted when that goes on.
    if (const auto facts = promise_facts(town, dates); facts && !stands_still(facts->pauses)) {
        const auto counted = bounded(dates.ticket, counted_final(town, *facts));
        own.counted_final = at_of(counted);
        own.final_reply = sla::renewed(told_of(told_final, dates), counted);
    }
    return own;
}

/// The earlier of two dates, of which one that is not known yet is the later.
std::optional<Instant> earlier(
    const std::optional<Instant>& left, const std::optional<Instant>& right
) {
    if (!left || !right)
        return left ? left : right;
    return std::min(*left, *right);
}

/// Of a ticket that carries others: the earliest of all, never earlier than it was.
Own with_carried(
    const TownSnapshot& town,
    const PromisedDates& dates,
    const std::vector<PromisedDates>& carried,
    const Own& own
) {
    auto response = own.response.due;
    auto final_reply = own.final_reply.due;
    bool provisional = own.final_reply.provisional;
    for (const auto& other : carried) {
        const auto others = own_of(town, other);
        response = earlier(response, others.response.due);
        final_reply = earlier(final_reply, others.final_reply.due);
        provisional |= others.final_reply.provisional;
    }
    const auto& due = dates.ticket.due;
    Own all{own.response, own.final_reply, response, final_reply};
    const auto as_due = [&](const std::optional<Instant>& at) {
        return at ? std::optional(DueInstant{*at, provisional}) : std::nullopt;
    };
    if (dates.ticket.responded_at)
        all.response = as_told(due.response_due, dates);
    else
        all.response = sla::renewed(told_of(due.response_due, dates), as_due(response));
    all.response.provisional = own.response.provisional;
    if (all.response.renewal == Renewal::confirmed)
        all.response.renewal = Renewal::same;
    all.final_reply = sla::renewed(told_of(due.final_due, dates), as_due(final_reply));
    return all;
}

/// Nobody was told of it but the unit; it moves no earlier either.
std::optional<Instant> contact_due(const TownSnapshot& town, const model::Ticket& ticket) {
    const auto told = ticket.due.contact_due;
    if (ticket.human_at)
        return told;
    const auto counted =
        sla::contact_due(town.calendar(), town.settings().policy, ticket.received_at);
    if (!counted)
        return told;
    return told ? std::max(*told, counted->at) : counted->at;
}

/// Rungs of the new ladder: which have passed, which comes next.
void look_at_ladder(const TownSnapshot& town, Instant now, RenewedTicket& renewed) {
    auto ticket = renewed.before->ticket;
    ticket.due = renewed.due;
    const auto since = renewed.before->alarm_since.value_or(now);
    for (auto& rung : ladder_of(town, ticket, since)) {
        if (rung.at > now) {
            renewed.next_rung = rung.at;
            return;
        }
        for (const auto& clock : renewed.clocks) {
            if (clock.told == clock.due.due || !clock.due.due || !clock.told ||
                rung.key.version != ladder_version(*clock.due.due))
                continue;
            auto old_key = rung.key;
            old_key.version = ladder_version(*clock.told);
            renewed.passed.push_back(
                {to_text(rung.key),
                 to_text(old_key),
                 std::string(workflow::to_word(rung.key.rung)),
                 rung.at}
            );
        }
    }
}

void note(
    RenewedTicket& renewed,
    Clock clock,
    const std::optional<Instant>& told,
    const std::optional<Instant>& counted,
    const RenewedDue& due
) {
    if (due.renewal != Renewal::same)
        renewed.clocks.push_back({clock, told, counted, due});
}

}  // namespace

std::optional<sla::PromiseFacts> promise_facts(
    const TownSnapshot& town, const store::PromisedDates& dates
) {
    sla::PromiseFacts facts;
    facts.workdays = town.settings().policy.final_workdays;
    facts.extension_workdays = dates.extension_workdays;
    facts.counted_from = dates.ticket.received_at;
    facts.pauses = ledger_of(dates.pauses);
    if (dates.ticket.round == 1)
        return facts;
    if (!dates.round_start)
        return std::nullopt;
    facts.counted_from = dates.round_start->at;
    if (dates.round_start->workdays > 0)
        facts.workdays = dates.round_start->workdays;
    return facts;
}

const ClockRenewal* RenewedTicket::find(Clock clock) const {
    const auto found = std::find_if(clocks.begin(), clocks.end(), [&](const auto& each) {
        return each.clock == clock;
    });
    return found == clocks.end() ? nullptr : &*found;
}

RenewedTicket renew(
    const TownSnapshot& town,
    const PromisedDates& dates,
    const std::vector<PromisedDates>& carried,
    Instant now
) {
    RenewedTicket renewed{.before = &dates};
    const auto& told = dates.ticket.due;
    auto own = own_of(town, dates);
    // A later round has a date of its own, whatever is carried.
    if (carries(dates) && dates.ticket.round == 1) {
        renewed.own_response_due = own.response.due;
        renewed.own_final_due = own.final_reply.due;
        own = with_carried(town, dates, carried, own);
    }
    renewed.due = {
        .response_due = own.response.due.value_or(told.response_due),
        .final_due = own.final_reply.due,
        .provisional = own.response.provisional || own.final_reply.provisional,
        .contact_due = contact_due(town, dates.ticket),
        .calendar_version = town.calendar().version(),
        .policy_version = town.settings().policy.version};
    note(renewed, Clock::acceptance, told.response_due, own.counted_response, own.response);
    note(renewed, Clock::final_reply, told.final_due, own.counted_final, own.final_reply);
    look_at_ladder(town, now, renewed);
    return renewed;
}

}  // namespace huiying::desk
