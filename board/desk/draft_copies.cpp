#include "board/desk/draft_copies.hpp"

#include "board/desk/reply_text.hpp"
#include "board/desk/ticket_access.hpp"
#include "board/store/database.hpp"

namespace huiying::desk {
namespace {

/// The ticket's id where the person may see it.
std::optional<model::TicketId> seen(
    store::Connection& connection,
    const model::Staff& staff,
    const std::string& number,
    const TownRules& rules
) {
    const auto record = store::TicketRepository(connection).find(number);
    if (!record || !workflow::is_visible_to(staff, access_facts(connection, *record, rules)))
        return std::nullopt;
    return record->ticket.id;
}

}  // namespace

model::Result<model::Instant> DraftCopies::keep(
    const model::Staff& staff, const std::string& number, const std::string& text
) {
    if (const auto checked = check_length(text); checked.has_error())
        return checked.error();
    const auto rules = rules_of(*uses_.town.snapshot());
    const auto now = uses_.clock.now();
    const bool kept = uses_.database.write([&](store::Connection& connection) {
        const auto ticket = seen(connection, staff, number, rules);
        if (ticket)
            store::TicketRepository(connection).set_copy(*ticket, staff.id, {text, now});
        return ticket.has_value();
    });
    return kept ? model::Result<model::Instant>(now) : model::Errc::not_found;
}

model::Result<void> DraftCopies::drop(const model::Staff& staff, const std::string& number) {
    const auto rules = rules_of(*uses_.town.snapshot());
    const bool dropped = uses_.database.write([&](store::Connection& connection) {
        const auto ticket = seen(connection, staff, number, rules);
        if (ticket)
            store::TicketRepository(connection).drop_copy(*ticket, staff.id);
        return ticket.has_value();
    });
    return dropped ? model::Result<void>() : model::Errc::not_found;
}

}  // namespace huiying::desk
