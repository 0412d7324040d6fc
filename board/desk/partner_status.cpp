#include "board/desk/partner_status.hpp"

#include "board/desk/town.hpp"
#include "board/store/database.hpp"
#include "board/store/partner_repository.hpp"

#include <utility>

namespace huiying::desk {
namespace {

PartnerView view_of(const TownSnapshot& town, store::PartnerTicket&& ticket) {
    PartnerView view{
        .number = std::move(ticket.number),
        .is_over = ticket.is_over,
        .state = std::string(model::chinese_name(ticket.state)),
        .unit = {},
        .service = std::move(ticket.service),
        .place = std::move(ticket.place),
        .title = std::move(ticket.title),
        .question = std::move(ticket.question),
        .answer = std::move(ticket.answer),
        .received_at = ticket.received_at,
        .changed_at = ticket.changed_at,
        .final_due = ticket.final_due};
    if (!ticket.is_restricted && !ticket.unit.empty())
        view.unit = town.unit_name(ticket.unit);
    return view;
}

}  // namespace

std::optional<PartnerView> PartnerStatus::of(
    const std::string& channel, const std::string& account, const std::string& number
) const {
    auto ticket = database_.read([&](store::Connection& connection) {
        return store::PartnerRepository(connection).find(channel, account, number);
    });
    if (!ticket)
        return std::nullopt;
    return view_of(*town_.snapshot(), std::move(*ticket));
}

std::vector<PartnerView> PartnerStatus::list_open311(
    const std::string& account, const store::PartnerFilter& filter
) const {
    auto tickets = database_.read([&](store::Connection& connection) {
        return store::PartnerRepository(connection).list_open311(account, filter);
    });
    const auto town = town_.snapshot();
    std::vector<PartnerView> views;
    views.reserve(tickets.size());
    for (auto& ticket : tickets)
        views.push_back(view_of(*town, std::move(ticket)));
    return views;
}

}  // namespace huiying::desk
