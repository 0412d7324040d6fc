#include "board/desk/partner_status.hpp"

#include "board/desk/town.hpp"
#include "board/model/ticket.hpp"
#include "board/store/database.hpp"
#include "board/store/ticket_repository.hpp"

#include <algorithm>

namespace huiying::desk {
namespace {

model::Instant changed_at(const model::Ticket& ticket) {
    auto latest = ticket.received_at;
    for (const auto& at :
         {ticket.accepted_at, ticket.responded_at, ticket.replied_at, ticket.ended_at})
        latest = std::max(latest, at.value_or(latest));
    return latest;
}

}  // namespace

std::optional<PartnerView> PartnerStatus::of(
    const std::string& channel, const std::string& account, const std::string& number
) const {
    const auto record = database_.read([&](store::Connection& connection) {
        return store::TicketRepository(connection).find(number);
    });
    if (!record || record->ticket.channel != channel || record->ticket.account != account)
        return std::nullopt;
    const auto& ticket = record->ticket;
    const bool is_over = ticket.state == model::TicketState::closed || ticket.ended_at.has_value();
    PartnerView view{
        .number = ticket.number,
        .is_over = is_over,
        .state = std::string(model::chinese_name(ticket.state)),
        .unit = {},
        .place = ticket.place,
        .received_at = ticket.received_at,
        .changed_at = changed_at(ticket),
        .final_due = ticket.due.final_due};
    if (!ticket.restricted && !ticket.unit.empty())
        view.unit = town_.snapshot()->unit_name(ticket.unit);
    return view;
}

}  // namespace huiying::desk
