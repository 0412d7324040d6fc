#include "board/desk/letters.hpp"

#include "board/desk/sms_word.hpp"
#include "board/desk/stage_words.hpp"
#include "board/desk/undelivered.hpp"
#include "board/desk/upstream_words.hpp"
#include "board/model/passed_on.hpp"
#include "board/store/outbox_repository.hpp"

namespace huiying::desk {
namespace {

/// Whether what is said about this ticket is sent, or waits for the citizen at number and code.
bool has_way_back(const TownSnapshot& town, const model::Ticket& ticket) {
    // What is for a body whose account is shut waits until that is open again.
    if (model::is_passed_on(ticket)) {
        const auto* body = body_of(town, ticket);
        return body && answers_the_citizen(*body) && takes_calls(*body);
    }
    const auto* account = town.account(ticket.channel, ticket.account);
    if (!account || ticket.sender.empty())
        return false;
    return ticket.channel != "webhook" || !account->setting("reply_url").empty() ||
           !account->secret("api_token").empty();
}

/// Whether the body that passed it on hands the letter to the citizen, by a call or from the
/// report.
bool is_handed_on(const TownSnapshot& town, const model::Ticket& ticket) {
    const auto* body = body_of(town, ticket);
    return model::is_passed_on(ticket) && body && answers_the_citizen(*body);
}

/// In the history, and behind the bell of who handles it.
void ask_to_call(MoveContext& context, const model::Ticket& ticket) {
    context.tickets.add_history(
        ticket.id, {context.now, "system", "to_call", "由本镇答复来信人，请电话告知并记录联系"}
    );
    tell_to_call({context.connection, &context.town, context.now}, ticket);
}

}  // namespace

store::OutboxRow outbox_row(
    const model::Ticket& ticket, const std::string& text, model::Instant at
) {
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

void add_letter(
    MoveContext& context,
    const std::string& text,
    const std::string& unit,
    Sending sending,
    std::string_view closing
) {
    add_letter(context, context.record, text, unit, sending, closing);
}

void add_letter(
    MoveContext& context,
    const store::TicketRecord& record,
    const std::string& text,
    const std::string& unit,
    Sending sending,
    std::string_view closing
) {
    const auto& ticket = record.ticket;
    const auto& name = context.town.unit_name(unit);
    const auto reply =
        context.tickets.add_reply(ticket.id, {context.now, name, text}, context.login);
    auto row = outbox_row(
        ticket, closing.empty() ? text : text + "\n\n" + std::string(closing), context.now
    );
    row.message.idempotency_key = "hy_" + ticket.number + "_" + std::to_string(reply);
    row.message.by = name;
    if (sending == Sending::pick_up || !has_way_back(context.town, ticket))
        row.message.state = model::OutboundState::pick_up;
    store::OutboxRepository outbox(context.connection);
    outbox.add(row, reply, context.now);
    const bool handed_on = is_handed_on(context.town, ticket);
    if (!handed_on)
        tell_upstream(
            outbox,
            context.town,
            ticket,
            {.event = upstream_event::kResult,
             .key = std::to_string(reply) + "_result",
             .text = text,
             .at = context.now}
        );
    const bool is_unheard = sending == Sending::by_channel &&
                            row.message.state == model::OutboundState::pick_up && !handed_on;
    if (!is_unheard)
        return;
    // The citizen has no query code: only a call reaches who wrote to another body.
    if (model::is_passed_on(ticket))
        return ask_to_call(context, ticket);
    if (auto word = sms_word(context.town, ticket, row)) {
        word->announces = reply;
        outbox.add(*word, std::nullopt, context.now);
    }
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
    auto row = outbox_row(ticket, word.text, word.at);
    row.message.idempotency_key = key;
    row.message.by = word.by;
    outbox.add(row, std::nullopt, word.at);
    return true;
}

void tell_by_system(
    store::OutboxRepository& outbox,
    const TownSnapshot& town,
    const model::Ticket& ticket,
    const std::string& key,
    const SystemWord& word
) {
    if (!has_way_back(town, ticket))
        return;
    auto row = outbox_row(ticket, word.word.text, word.word.at);
    row.message.idempotency_key = key;
    row.message.by = word.word.by;
    row.message.way_back = word.way_back;
    row.by_system = true;
    outbox.add(row, std::nullopt, word.word.at);
}

void tell_citizen(
    const Teller& teller,
    const model::Ticket& ticket,
    std::string_view about,
    const std::string& text
) {
    store::OutboxRepository outbox(teller.connection);
    const auto key =
        "hy_" + ticket.number + "_" + std::string(about) + "_" + std::to_string(ticket.version);
    tell_citizen(
        outbox, teller.town, ticket, key, {teller.now, teller.town.unit_name(ticket.unit), text}
    );
}

void tell_citizen(
    MoveContext& context,
    const store::TicketRecord& record,
    std::string_view about,
    const std::string& text
) {
    tell_citizen({context.connection, context.town, context.now}, record.ticket, about, text);
}

void tell_citizen(MoveContext& context, std::string_view about, const std::string& text) {
    tell_citizen(context, context.record, about, text);
}

void tell_resumed(const Teller& teller, const model::Ticket& ticket) {
    tell_citizen(
        teller,
        ticket,
        "resumed",
        stage_words({ticket, teller.town, teller.now}, draft::ReplyStage::resumed)
    );
}

std::string until_words(const std::optional<model::Instant>& due, model::Instant now) {
    return due ? model::to_chinese(*due, now) + "前" : "放假安排公布后确定日期，按期";
}

std::string day_words(model::Date date) {
    return std::to_string(static_cast<int>(date.year())) + "年" +
           std::to_string(static_cast<unsigned>(date.month())) + "月" +
           std::to_string(static_cast<unsigned>(date.day())) + "日";
}

}  // namespace huiying::desk
