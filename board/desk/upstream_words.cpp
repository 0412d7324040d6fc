#include "board/desk/upstream_words.hpp"

#include "board/desk/letters.hpp"
#include "board/model/passed_on.hpp"
#include "board/store/outbox_repository.hpp"

namespace huiying::desk {
namespace {

std::string sentence_of(const TownSnapshot& town, const model::Ticket& ticket) {
    auto words = upstream_title(town, ticket) + "转办，编号" + ticket.sender;
    if (ticket.upstream_due)
        words += "，要求" + until_words(ticket.upstream_due, ticket.arrived_at) + "答复";
    if (model::is_late_on_arrival(ticket, ticket.due.final_due))
        words += "；到件时已过答复期限";
    else if (model::is_late_on_arrival(ticket, ticket.due.response_due))
        words += "；到件时已过当日回应的期限";
    return words;
}

}  // namespace

const model::ChannelAccount* body_of(const TownSnapshot& town, const model::Ticket& ticket) {
    return town.any_account(ticket.channel, ticket.account);
}

bool answers_the_citizen(const model::ChannelAccount& body) {
    return body.setting("answers_by") != "town";
}

bool takes_calls(const model::ChannelAccount& body) {
    return !body.setting("callback_url").empty();
}

void tell_upstream(
    store::OutboxRepository& outbox,
    const TownSnapshot& town,
    const model::Ticket& ticket,
    const UpstreamNote& note
) {
    if (!model::is_passed_on(ticket))
        return;
    const auto* body = body_of(town, ticket);
    if (!body || !takes_calls(*body))
        return;
    auto row = outbox_row(ticket, note.text, note.at);
    row.message.by = town.unit_name("");
    row.message.idempotency_key = "hy_" + ticket.number + "_" + note.key;
    row.message.way_back = std::string(note.event);
    if (note.workdays > 0)
        row.message.way_back += " " + std::to_string(note.workdays);
    outbox.add(row, std::nullopt, note.at);
}

std::string upstream_title(const TownSnapshot& town, const model::Ticket& ticket) {
    const auto* body = body_of(town, ticket);
    const auto title = body ? body->setting("title") : std::string();
    return title.empty() ? ticket.account : title;
}

void begin_passed_on(
    store::Connection& connection,
    const TownSnapshot& town,
    model::TicketId id,
    const model::Ticket& ticket
) {
    store::TicketRepository(connection)
        .add_history(id, {ticket.arrived_at, "system", "passed_on", sentence_of(town, ticket)});
    const auto* body = body_of(town, ticket);
    if (!body || body->setting("receipt") == "no")
        return;
    auto stored = ticket;
    stored.id = id;
    store::OutboxRepository outbox(connection);
    tell_upstream(
        outbox,
        town,
        stored,
        {.event = upstream_event::kReceipt,
         .key = "receipt",
         .text = "已签收，本地编号" + ticket.number + "。",
         .at = ticket.arrived_at}
    );
}

}  // namespace huiying::desk
