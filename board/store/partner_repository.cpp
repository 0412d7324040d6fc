#include "board/store/partner_repository.hpp"

#include "board/store/database.hpp"

namespace huiying::store {
namespace {

const std::string kOver = "(t.state in ('closed', 'archived') or t.ended_at is not null)";
const std::string kService =
    "coalesce((select m.way_back from message m where m.ticket = t.id order by m.id limit 1), '')";

const std::string kSelect =
    "select t.number, t.state, t.unit, t.restricted, " + kOver + ", " + kService +
    ", t.place, t.received_at, max(t.received_at, coalesce(t.accepted_at, 0), "
    "coalesce(t.responded_at, 0), coalesce(t.replied_at, 0), coalesce(t.ended_at, 0)), "
    "t.final_due, coalesce(p.title, ''), coalesce(p.question, ''), coalesce(p.answer, '') "
    "from ticket t left join publication p on p.ticket = t.id and p.state = 'published' where ";

PartnerTicket ticket_of(const Cursor& row) {
    PartnerTicket ticket;
    ticket.number = row.text(0);
    ticket.state = model::parse_ticket_state(row.text(1)).value_or(model::TicketState::closed);
    ticket.unit = row.text(2);
    ticket.is_restricted = row.integer(3) != 0;
    ticket.is_over = row.integer(4) != 0;
    ticket.service = row.text(5);
    ticket.place = row.text(6);
    ticket.received_at = model::from_unix_ms(row.integer(7));
    ticket.changed_at = model::from_unix_ms(row.integer(8));
    if (!row.is_null(9))
        ticket.final_due = model::from_unix_ms(row.integer(9));
    ticket.title = row.text(10);
    ticket.question = row.text(11);
    ticket.answer = row.text(12);
    return ticket;
}

std::string condition_of(const PartnerFilter& filter) {
    // The index of these begins with what is equal: the channel stands in its condition.
    std::string condition =
        "t.channel = 'open311' and t.account = ? and t.received_at between ? and ?";
    if (filter.openness != PartnerOpenness::all)
        condition += (filter.openness == PartnerOpenness::over ? " and " : " and not ") + kOver;
    for (std::size_t i = 0; i < filter.services.size(); ++i)
        condition += (i == 0 ? " and " + kService + " in (?" : ",?");
    return condition + (filter.services.empty() ? "" : ")");
}

}  // namespace

std::optional<PartnerTicket> PartnerRepository::find(
    const std::string& channel, const std::string& account, const std::string& number
) {
    static const std::string kSql = kSelect + "t.number = ? and t.channel = ? and t.account = ?";
    auto row = connection_.query(kSql, number, channel, account);
    return row.next() ? std::optional(ticket_of(row)) : std::nullopt;
}

std::vector<PartnerTicket> PartnerRepository::list_open311(
    const std::string& account, const PartnerFilter& filter
) {
    auto row = connection_.query(
        kSelect + condition_of(filter) + " order by t.received_at desc, t.id desc limit " +
        std::to_string(filter.limit)
    );
    int at = 0;
    row.bind(++at, account);
    row.bind(++at, model::to_unix_ms(filter.from));
    row.bind(++at, model::to_unix_ms(filter.until));
    for (const auto& service : filter.services)
        row.bind(++at, service);
    std::vector<PartnerTicket> tickets;
    while (row.next())
        tickets.push_back(ticket_of(row));
    return tickets;
}

}  // namespace huiying::store
