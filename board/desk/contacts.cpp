#include "board/desk/contacts.hpp"

#include "board/desk/contact_record.hpp"

namespace huiying::desk {
namespace {

std::string sentence_of(const ContactMade& contact, model::Instant at, model::Instant now) {
    const std::string way(model::chinese_name(contact.way));
    return model::to_chinese(at, now) + way + (contact.reached ? "联系：" : "未联系上：") +
           contact.summary;
}

}  // namespace

model::Result<Moved> Contacts::log(
    const model::Staff& staff, const TicketRef& ref, const ContactMade& contact
) {
    if (const auto checked = check_contact(contact); checked.has_error())
        return checked.error();
    const auto at = contact.at.value_or(uses_.clock.now());
    const workflow::Contact asked{
        contact.way, at, contact.number, contact.summary, contact.reached};
    return move_ticket(
        uses_,
        by_staff(staff, ref, workflow::Move::log_contact, asked),
        [&](MoveContext& context) {
            record_contact(context, contact, at);
            context.history(sentence_of(contact, at, context.now));
        }
    );
}

}  // namespace huiying::desk
