#include "board/desk/ladder_plan.hpp"

#include "board/desk/ladder_rules.hpp"
#include "board/sla/working_calendar.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace huiying::desk {
namespace {

using workflow::Clock;
using workflow::Deadline;
using workflow::PlannedRung;

void append(std::vector<Deadline>& deadlines, std::vector<Deadline> more) {
    std::move(more.begin(), more.end(), std::back_inserter(deadlines));
}

}  // namespace

std::vector<Deadline> deadlines_of(const model::Ticket& ticket, model::Instant since) {
    std::vector<Deadline> deadlines;
    const auto add = [&](Clock clock, model::Instant due) {
        deadlines.push_back({ticket.number, "", clock, due, ladder_version(due), since});
    };
    if (!ticket.responded_at)
        add(Clock::acceptance, ticket.due.response_due);
    if (ticket.due.contact_due && !ticket.human_at)
        add(Clock::human_contact, *ticket.due.contact_due);
    const bool stands_still = ticket.state == model::TicketState::paused;
    if (ticket.due.final_due && !ticket.replied_at && !stands_still)
        add(Clock::final_reply, *ticket.due.final_due);
    return deadlines;
}

std::vector<Deadline> part_deadlines(
    const std::string& number, const std::vector<store::AssistRow>& parts
) {
    std::vector<Deadline> deadlines;
    for (const auto& part : parts)
        if (part.is_open() && part.due)
            deadlines.push_back(
                {number,
                 part.unit,
                 Clock::unit_part,
                 *part.due,
                 ladder_version(*part.due),
                 part.dated_at.value_or(part.at)}
            );
    return deadlines;
}

Deadline commitment_deadline(
    const TownSnapshot& town, const model::Ticket& ticket, const store::CommitmentRow& commitment
) {
    const auto due = model::at_local(commitment.due, town.settings().policy.close);
    return {ticket.number, "", Clock::commitment, due, ladder_version(due), commitment.at};
}

std::int64_t ladder_version(model::Instant due) {
    return model::to_unix_ms(due) / 1000;
}

std::vector<PlannedRung> ladder_of(
    const TownSnapshot& town,
    const model::Ticket& ticket,
    model::Instant since,
    const LadderBeside& beside
) {
    const auto settings = steps_of(town.settings());
    const auto hours = hours_of(town.settings());
    std::vector<PlannedRung> rungs;
    auto deadlines = deadlines_of(ticket, since);
    if (ticket.state != model::TicketState::paused)
        append(deadlines, part_deadlines(ticket.number, beside.parts));
    if (beside.commitment)
        deadlines.push_back(commitment_deadline(town, ticket, *beside.commitment));
    for (const auto& deadline : deadlines) {
        auto ladder = workflow::plan_ladder(town.calendar(), settings, hours, deadline);
        rungs.insert(rungs.end(), ladder.rungs.begin(), ladder.rungs.end());
    }
    std::stable_sort(rungs.begin(), rungs.end(), [](const auto& a, const auto& b) {
        return a.at < b.at;
    });
    return rungs;
}

}  // namespace huiying::desk
