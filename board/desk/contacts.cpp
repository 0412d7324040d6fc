#include "board/desk/contacts.hpp"

#include "board/desk/clock_times.hpp"
#include "board/desk/ticket_move.hpp"
#include "board/store/proceedings_repository.hpp"
#include "text/encoding.hpp"

namespace huiying::desk {
namespace {

using workflow::ClockEvent;
using workflow::Move;

constexpr std::size_t kMaxSummary = 2000;
constexpr std::size_t kMaxNumber = 40;

std::string sentence_of(const ContactMade& contact, model::Instant at, model::Instant now) {
    const std::string way(model::chinese_name(contact.way));
    return model::to_chinese(at, now) + way + (contact.reached ? "联系：" : "未联系上：") +
           contact.summary;
}

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

model::Result<Moved> Contacts::log(
    const model::Staff& staff, const TicketRef& ref, const ContactMade& contact
) {
    if (text::code_point_count(contact.summary) > kMaxSummary ||
        text::code_point_count(contact.number) > kMaxNumber)
        return model::Errc::text_too_long;
    const auto at = contact.at.value_or(uses_.clock.now());
    const workflow::Contact asked{
        contact.way, at, contact.number, contact.summary, contact.reached};
    return move_ticket(
        uses_,
        by_staff(staff, ref, Move::log_contact, asked),
        [&](MoveContext& context) {
            auto& ticket = context.record.ticket;
            // The API tells whole seconds.
            if (at < std::chrono::floor<std::chrono::seconds>(ticket.received_at))
                throw MoveRefused(model::Errc::bad_request);
            if (contact.reached)
                count_at(ticket, context.town, at);
            store::ProceedingsRepository(context.connection)
                .add(
                    ticket.id,
                    store::ContactRow{
                        at,
                        staff.login,
                        contact.way,
                        contact.number,
                        contact.summary,
                        contact.reached}
                );
            context.history(sentence_of(contact, at, context.now));
        }
    );
}

}  // namespace huiying::desk
