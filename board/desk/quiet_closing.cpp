#include "board/desk/quiet_closing.hpp"

#include "board/sla/periods.hpp"
#include "board/sla/working_calendar.hpp"
#include "board/store/commitment_repository.hpp"
#include "board/store/outbox_repository.hpp"

#include <algorithm>
#include <array>

namespace huiying::desk {
namespace {

using model::Instant;
using model::OutboundState;
using model::TicketState;

/// How soon it is looked at again where a person must do something first, or no calendar says.
constexpr std::chrono::hours kPatience{24};

/// What passes between the town and the citizen after the reply: the days begin anew.
constexpr std::array<std::string_view, 8> kSpoken{
    "evaluation_asked",
    "evaluated",
    "contacted",
    "commitment_made",
    "commitment_kept",
    "confirmed_sent",
    "send_again",
    "told_by_phone"};

bool waits(const QuietTicket& ticket) {
    const auto state = ticket.record.ticket.state;
    if (state != TicketState::final_replied && state != TicketState::to_evaluate)
        return false;
    const auto id = ticket.record.ticket.id;
    return !store::CourseRepository(ticket.connection).find(id).grade &&
           !store::CommitmentRepository(ticket.connection).open(id);
}

std::optional<Instant> quiet_since(const QuietTicket& ticket) {
    const auto& record = ticket.record.ticket;
    auto since = record.replied_at;
    for (const auto& entry : store::TicketRepository(ticket.connection).history(record.id))
        if (since && std::find(kSpoken.begin(), kSpoken.end(), entry.event) != kSpoken.end())
            since = std::max(*since, entry.at);
    return since;
}

bool has_arrived(store::OutboxRepository& outbox, model::TicketId ticket) {
    const auto states = outbox.states_of(ticket);
    return std::all_of(states.begin(), states.end(), [](const auto& reply) {
        return reply.state == OutboundState::sent || reply.state == OutboundState::told ||
               reply.state == OutboundState::delivered || reply.state == OutboundState::pick_up;
    });
}

/// Its own replies, and those to whom it carries.
bool have_all_arrived(const QuietTicket& ticket) {
    const auto id = ticket.record.ticket.id;
    store::OutboxRepository outbox(ticket.connection);
    if (!has_arrived(outbox, id))
        return false;
    const auto carried = store::CourseRepository(ticket.connection).merged_into(id);
    return std::all_of(carried.begin(), carried.end(), [&](model::TicketId other) {
        return has_arrived(outbox, other);
    });
}

}  // namespace

std::optional<Instant> closing_at(const QuietTicket& ticket, Instant now) {
    const int days = ticket.town.settings().workflow.close_after_days;
    if (days == 0 || !waits(ticket))
        return std::nullopt;
    const auto since = quiet_since(ticket);
    if (!since)
        return std::nullopt;
    const auto last = sla::calendar_days_due(
        ticket.town.calendar(), {.day0 = model::local_date(*since), .days = days}
    );
    if (last.has_error())
        return now + kPatience;
    if (sla::is_on_time(now, last->at))
        return last->at + std::chrono::seconds{1};
    return have_all_arrived(ticket) ? now : now + kPatience;
}

std::string closing_words(const TownSnapshot& town) {
    return "答复后" + std::to_string(town.settings().workflow.close_after_days) +
           "天内来信人没有评价，也没有补充，自动办结";
}

}  // namespace huiying::desk
