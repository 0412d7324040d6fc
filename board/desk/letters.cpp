#include "board/desk/letters.hpp"

#include "board/store/outbox_repository.hpp"

namespace huiying::desk {
namespace {

/// Whether what is said about this ticket is sent, or waits for the citizen at number and code.
bool has_way_back(const TownSnapshot& town, const model::Ticket& ticket) {
    const auto* account = town.account(ticket.channel, ticket.account);
    if (!account || ticket.sender.empty())
        return false;
    return ticket.channel != "webhook" || !account->setting("reply_url").empty();
}

store::OutboxRow row_for(const model::Ticket& ticket, const std::string& text, model::Instant at) {
    store::OutboxRow row;
    row.ticket = ticket.id;
    row.message.channel = ticket.channel;
    row.message.account = ticket.account;
    row.message.recipient = ticket.sender;
    row.message.text = text;
    row.message.at = at;
    row.message.state = model::OutboundState::waiting;
    return row;
}

}  // namespace

void add_letter(
    MoveContext& context, const std::string& text, const std::string& unit, Sending sending
) {
    add_letter(context, context.record, text, unit, sending);
}

void add_letter(
    MoveContext& context,
    const store::TicketRecord& record,
    const std::string& text,
    const std::string& unit,
    Sending sending
) {
    const auto& ticket = record.ticket;
    const auto& name = context.town.unit_name(unit);
    const auto reply =
        context.tickets.add_reply(ticket.id, {context.now, name, text}, context.login);
    auto row = row_for(ticket, text, context.now);
    row.message.idempotency_key = "hy_" + ticket.number + "_" + std::to_string(reply);
    row.message.by = name;
    if (sending == Sending::pick_up || !has_way_back(context.town, ticket))
        row.message.state = model::OutboundState::pick_up;
    store::OutboxRepository(context.connection).add(row, reply, context.now);
}

void tell_citizen(
    MoveContext& context,
    const store::TicketRecord& record,
    std::string_view about,
    const std::string& text
) {
    const auto& ticket = record.ticket;
    store::OutboxRepository outbox(context.connection);
    const auto key =
        "hy_" + ticket.number + "_" + std::string(about) + "_" + std::to_string(ticket.version);
    tell_citizen(
        outbox, context.town, ticket, key, {context.now, context.town.unit_name(ticket.unit), text}
    );
}

bool tell_citizen(
    store::OutboxRepository& outbox,
    const TownSnapshot& town,
    const model::Ticket& ticket,
    const std::string& key,
    const model::Reply& word
) {
    if (!has_way_back(town, ticket))
        return false;
    auto row = row_for(ticket, word.text, word.at);
    row.message.idempotency_key = key;
    row.message.by = word.by;
    outbox.add(row, std::nullopt, word.at);
    return true;
}

void tell_citizen(MoveContext& context, std::string_view about, const std::string& text) {
    tell_citizen(context, context.record, about, text);
}

}  // namespace huiying::desk
