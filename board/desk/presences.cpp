#include "board/desk/presences.hpp"

#include "board/desk/ticket_access.hpp"
#include "board/desk/ticket_move.hpp"
#include "board/store/database.hpp"

namespace huiying::desk {

std::optional<Presence::Doing> parse_doing(std::string_view word) {
    if (word == "reading")
        return Presence::Doing::reading;
    if (word == "writing")
        return Presence::Doing::writing;
    if (word == "left")
        return Presence::Doing::left;
    return std::nullopt;
}

model::Result<void> Presences::tell(
    const model::Staff& staff, const std::string& number, Presence::Doing doing
) const {
    const auto town = uses_.town.snapshot();
    auto event = uses_.database.read([&](store::Connection& connection) {
        const auto record = store::TicketRepository(connection).find(number);
        return record && is_visible(connection, *record, *town, staff)
                   ? std::optional(event_of(connection, "presence", *record))
                   : std::nullopt;
    });
    if (!event)
        return model::Errc::not_found;
    event->presence = Presence{staff.login, staff.name, doing};
    if (uses_.announce)
        uses_.announce(*event);
    return {};
}

}  // namespace huiying::desk
