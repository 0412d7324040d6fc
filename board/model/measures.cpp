#include "board/model/measures.hpp"

#include "board/model/passed_on.hpp"

namespace huiying::model {
namespace {

std::chrono::sys_seconds second_of(Instant at) {
    return std::chrono::floor<std::chrono::seconds>(at);
}

/// A stamp set after the clock had ended belongs to what came later.
std::optional<Instant> until(
    const std::optional<Instant>& done, const std::optional<Instant>& ended
) {
    return done && ended && *done > *ended ? std::nullopt : done;
}

/// Not accepted, handed elsewhere: a decision, which is no answer.
MeasuredClock reply_clock(const PastRound& round) {
    return {round.final_due, round.ended_at ? std::nullopt : round.replied_at, round.ended_at};
}

MeasuredClock receipt_clock(const Ticket& ticket) {
    const auto& due = ticket.due.response_due;
    if (is_late_on_arrival(ticket, due))
        return {};
    return {due, ticket.arrived_at, std::nullopt};
}

PastRound present_round(const Ticket& ticket) {
    PastRound round{
        ticket.round, ticket.unit, ticket.due.final_due, ticket.replied_at, ticket.ended_at};
    if (ticket.state == TicketState::paused)
        round.final_due.reset();
    return round;
}

}  // namespace

std::string_view to_word(Measure measure) {
    constexpr std::array<std::string_view, kMeasures.size()> words{
        "response", "receipt", "acceptance", "human_contact", "final_reply", "later_reply"};
    return words.at(static_cast<std::size_t>(measure));
}

Standing standing_of(const MeasuredClock& clock) {
    if (!clock.due)
        return Standing::none;
    const auto late = [&](Instant at) { return second_of(at) > second_of(*clock.due); };
    if (clock.done)
        return late(*clock.done) ? Standing::missed : Standing::met;
    if (clock.ended)
        return late(*clock.ended) ? Standing::missed : Standing::none;
    return Standing::open;
}

Standing standing_at(const MeasuredClock& clock, Instant now) {
    const auto standing = standing_of(clock);
    const bool late = standing == Standing::open && second_of(now) > second_of(*clock.due);
    return late ? Standing::missed : standing;
}

std::vector<MeasuredPromise> promises_of(const Ticket& ticket, std::span<const PastRound> past) {
    const auto& due = ticket.due;
    const std::string_view unit = past.empty() ? ticket.unit : past.front().unit;
    const auto ended = past.empty() ? ticket.ended_at : past.front().ended_at;
    const auto clock = [&](const std::optional<Instant>& at, const std::optional<Instant>& done) {
        MeasuredClock made{at, until(done, ended), ended};
        // What came too late to be met is counted apart.
        if (is_late_on_arrival(ticket, at))
            made.due.reset();
        // What the first round left open is owed no more: its reply has stopped it.
        if (!past.empty() && !made.done && !made.ended)
            made.due.reset();
        return made;
    };
    std::vector<MeasuredPromise> promises{
        {Measure::response, unit, clock(due.response_due, ticket.responded_at)},
        {Measure::receipt, unit, receipt_clock(ticket)},
        {Measure::acceptance, unit, clock(due.response_due, ticket.accepted_at)},
        {Measure::human_contact, unit, clock(due.contact_due, ticket.human_at)},
    };
    const auto add = [&](const PastRound& round, std::string_view whose) {
        if (round.round > 1)
            promises.push_back({Measure::later_reply, whose, reply_clock(round)});
        else if (!is_late_on_arrival(ticket, round.final_due))
            promises.push_back({Measure::final_reply, whose, reply_clock(round)});
    };
    for (const auto& round : past)
        add(round, round.unit);
    add(present_round(ticket), ticket.unit);
    return promises;
}

}  // namespace huiying::model
