#include "board/desk/contact_record.hpp"

#include "board/desk/clock_times.hpp"
#include "board/store/proceedings_repository.hpp"
#include "text/encoding.hpp"

namespace huiying::desk {
namespace {

using workflow::ClockEvent;

constexpr std::size_t kMaxSummary = 2000;
constexpr std::size_t kMaxNumber = 40;

/// The spoken word counts when it was said, not when it was written down: an earlier time replaces
/// a later one of the same clock.
void count_at(model::Ticket& ticket, const TownSnapshot& town, model::Instant at) {
    for (auto* time :
         {&ticket.responded_at, &ticket.accepted_at, &ticket.contact_at, &ticket.human_at})
        if (*time && **time > at)
            time->reset();
    stamp_event(ticket, town.settings().workflow.response, ClockEvent::contact_reached, at);
}

}  // namespace

model::Result<void> check_contact(const ContactMade& contact) {
    if (text::code_point_count(contact.summary) > kMaxSummary ||
        text::code_point_count(contact.number) > kMaxNumber)
        return model::Errc::text_too_long;
    return {};
}

void record_contact(MoveContext& context, const ContactMade& contact, model::Instant at) {
    auto& ticket = context.record.ticket;
    // The API tells whole seconds.
    if (at < std::chrono::floor<std::chrono::seconds>(ticket.received_at))
        throw MoveRefused(model::in_field(model::Errc::bad_request, "at", "不能早于收到来信的时间")
        );
    if (contact.reached)
        count_at(ticket, context.town, at);
    store::ProceedingsRepository(context.connection)
        .add(
            ticket.id,
            store::ContactRow{
                at, context.login, contact.way, contact.number, contact.summary, contact.reached}
        );
}

}  // namespace huiying::desk
