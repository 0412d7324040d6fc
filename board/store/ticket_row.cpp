#include "board/store/ticket_row.hpp"

#include "board/store/database.hpp"
#include "board/store/instant_columns.hpp"
#include "board/store/json_columns.hpp"

namespace huiying::store {
namespace {

using model::from_unix_ms;

model::DueTimes due_of(const Cursor& row, int column) {
    return {
        .response_due = from_unix_ms(row.integer(column)),
        .final_due = instant_at(row, column + 1),
        .provisional = row.integer(column + 2) != 0,
        .contact_due = {},
        .calendar_version = row.text(column + 3),
        .policy_version = row.text(column + 4),
    };
}

}  // namespace

const std::string_view kTicketColumns =
    "t.id, t.number, t.state, t.kind, t.channel, t.account, t.sender, t.sender_name, t.contact, "
    "t.subject, t.text, t.place, t.unit,"
    " t.restricted, t.accused, t.urgent, t.publish, t.received_at, t.arrived_at, t.response_due, "
    "t.final_due, t.provisional,"
    " t.calendar_version, t.policy_version, t.responded_at, t.replied_at, t.version, "
    "t.submitted_by, t.due_key, t.accepted_at, t.contact_at, t.human_at, t.round, "
    "t.contact_due, t.ended_at, t.upstream_due";

TicketRecord record_of(const Cursor& row) {
    TicketRecord record;
    auto& ticket = record.ticket;
    ticket.id = {row.integer(0)};
    ticket.number = row.text(1);
    ticket.state = model::parse_ticket_state(row.text(2)).value_or(model::TicketState::to_dispatch);
    ticket.kind = model::parse_kind(row.text(3)).value_or(model::Kind::question);
    ticket.channel = row.text(4);
    ticket.account = row.text(5);
    ticket.sender = row.text(6);
    ticket.sender_name = row.text(7);
    ticket.contact = row.text(8);
    ticket.subject = row.text(9);
    ticket.text = row.text(10);
    ticket.place = row.text(11);
    ticket.unit = row.text(12);
    ticket.restricted = row.integer(13) != 0;
    record.accused_units = words_from_json(row.text(14));
    record.urgent = row.integer(15) != 0;
    ticket.publish = row.integer(16) != 0 ? model::PublishConsent::yes : model::PublishConsent::no;
    ticket.received_at = from_unix_ms(row.integer(17));
    ticket.arrived_at = from_unix_ms(row.integer(18));
    ticket.due = due_of(row, 19);
    ticket.responded_at = instant_at(row, 24);
    ticket.replied_at = instant_at(row, 25);
    ticket.accepted_at = instant_at(row, 29);
    ticket.contact_at = instant_at(row, 30);
    ticket.human_at = instant_at(row, 31);
    ticket.due.contact_due = instant_at(row, 33);
    ticket.ended_at = instant_at(row, 34);
    ticket.upstream_due = instant_at(row, 35);
    ticket.round = static_cast<int>(row.integer(32));
    ticket.version = row.integer(26);
    if (!row.is_null(27))
        record.submitted_by = model::StaffId{row.integer(27)};
    return record;
}

std::string key_of(const Cursor& row) {
    return std::to_string(row.integer(28)) + "-" + std::to_string(row.integer(0));
}

std::vector<model::TicketId> ids_of(Cursor row) {
    std::vector<model::TicketId> ids;
    while (row.next())
        ids.push_back({row.integer(0)});
    return ids;
}

const std::string& open_states() {
    static const std::string kWords = [] {
        std::string words;
        for (const auto state : model::all_ticket_states())
            if (model::is_open(state))
                words += (words.empty() ? "'" : ", '") + std::string(model::to_word(state)) + "'";
        return words;
    }();
    return kWords;
}

std::vector<std::string> words_of(const std::vector<model::TicketState>& states) {
    std::vector<std::string> words;
    words.reserve(states.size());
    for (const auto state : states)
        words.emplace_back(model::to_word(state));
    return words;
}

}  // namespace huiying::store
