#include "board/store/outbox_repository.hpp"

#include "board/model/passed_on.hpp"
#include "board/store/database.hpp"

namespace huiying::store {
namespace {

using model::from_unix_ms;
using model::to_unix_ms;

constexpr std::string_view kColumns =
    "o.id, o.idempotency_key, coalesce(t.number, ''), o.channel, o.account, o.recipient, o.text, "
    "o.sender_unit, "
    "o.at, o.attempt, o.state, o.parts_done, o.tries_since,"
    " coalesce(o.ticket, 0), o.detail,"
    // Whose sender is lost may have been on the wire until the claim ran out.
    " case when o.unsure_since = 0 and o.state = 'sending' then o.claimed_until"
    " else o.unsure_since end,"
    " coalesce(nullif(o.way_back, ''), (select m.way_back from message m where m.ticket = o.ticket "
    "and m.way_back <> ''"
    " order by m.id desc limit 1), ''), o.by_system, coalesce(o.announces, 0), coalesce(o.reply, "
    "0)";

model::OutboundMessage message_of(const Cursor& row) {
    model::OutboundMessage message;
    message.id = {row.integer(0)};
    message.idempotency_key = row.text(1);
    message.number = row.text(2);
    message.channel = row.text(3);
    message.account = row.text(4);
    message.recipient = row.text(5);
    message.text = row.text(6);
    message.by = row.text(7);
    message.at = from_unix_ms(row.integer(8));
    message.attempt = static_cast<int>(row.integer(9));
    message.state =
        model::parse_outbound_state(row.text(10)).value_or(model::OutboundState::in_doubt);
    message.parts_done = static_cast<int>(row.integer(11));
    message.tries_since = from_unix_ms(row.integer(12));
    if (const auto since = row.integer(15); since != 0)
        message.unsure_since = from_unix_ms(since);
    message.way_back = row.text(16);
    message.is_reply = row.integer(19) != 0;
    return message;
}

OutboxRow row_of(const Cursor& row) {
    return {
        message_of(row),
        {row.integer(13)},
        row.text(14),
        row.integer(17) != 0,
        row.integer(18),
        row.integer(19)};
}

std::string select(std::string_view where) {
    return "select " + std::string(kColumns) +
           " from outbound o left join ticket t on t.id = o.ticket where " + std::string(where);
}

}  // namespace

model::OutboundId OutboxRepository::add(
    const OutboxRow& row, std::optional<std::int64_t> reply, model::Instant now
) {
    connection_.run(
        "insert into outbound (idempotency_key, ticket, reply, channel, account, recipient, text, "
        "sender_unit, at, tries_since, state, next_at, by_system, way_back, announces)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row.message.idempotency_key,
        row.ticket.value == 0 ? std::nullopt : std::optional(row.ticket.value),
        reply,
        row.message.channel,
        row.message.account,
        row.message.recipient,
        row.message.text,
        row.message.by,
        to_unix_ms(row.message.at),
        to_unix_ms(row.message.at),
        model::to_word(row.message.state),
        to_unix_ms(now),
        row.by_system,
        // Of a ticket it is its latest message's, but where it says what is sent.
        row.ticket.value == 0 || row.message.channel == model::kUpstream ? row.message.way_back
                                                                         : std::string(),
        row.announces == 0 ? std::nullopt : std::optional(row.announces)
    );
    return {connection_.last_id()};
}

bool OutboxRepository::has(const std::string& idempotency_key) {
    return connection_.query("select 1 from outbound where idempotency_key = ?", idempotency_key)
        .next();
}

bool OutboxRepository::has_due(model::Instant now) {
    return connection_
        .query(
            "select 1 from outbound where state in ('waiting', 'sending', 'in_doubt', 'failed') "
            "and "
            "state = 'waiting' and next_at <= ? limit 1",
            to_unix_ms(now)
        )
        .next();
}

int OutboxRepository::make_due(
    const std::string& channel, const std::string& account, model::Instant now
) {
    return connection_.run(
        "update outbound set next_at = ? where state in ('waiting', 'sending', 'in_doubt', "
        "'failed') and state = 'waiting' and next_at > ? and channel = ? and account = ?",
        to_unix_ms(now),
        to_unix_ms(now),
        channel,
        account
    );
}

bool OutboxRepository::keep_silent(const model::OutboundMessage& message, model::Instant now) {
    return connection_.run(
               "update outbound set state = 'pick_up', detail = '人工已接手，自动答复不再发送'"
               " where id = ? and by_system = 1 and exists (select 1 from talk_owner w"
               " where w.channel = outbound.channel and w.account = outbound.account"
               " and w.sender = outbound.recipient and w.until > ?)",
               message.id.value,
               to_unix_ms(now)
           ) == 1;
}

std::vector<model::OutboundMessage> OutboxRepository::claim(
    const std::string& owner, model::Instant now, model::Instant claimed_until, int limit
) {
    static const std::string kDue =
        select("o.state = 'waiting' and o.next_at <= ? order by o.next_at, o.id limit ?");
    std::vector<model::OutboundMessage> claimed;
    {
        auto row = connection_.query(kDue, to_unix_ms(now), limit);
        while (row.next())
            claimed.push_back(message_of(row));
    }
    std::erase_if(claimed, [&](const auto& message) { return keep_silent(message, now); });
    for (auto& message : claimed) {
        connection_.run(
            "update outbound set state = 'sending', attempt = attempt + 1, owner = ?, "
            "claimed_until = ? where id = ?",
            owner,
            to_unix_ms(claimed_until),
            message.id.value
        );
        ++message.attempt;
        message.state = model::OutboundState::sending;
    }
    return claimed;
}

std::vector<model::OutboundMessage> OutboxRepository::abandoned(model::Instant now) {
    static const std::string kSql =
        select("o.state = 'sending' and o.claimed_until <= ? order by o.id limit 1000");
    std::vector<model::OutboundMessage> messages;
    auto row = connection_.query(kSql, to_unix_ms(now));
    while (row.next())
        messages.push_back(message_of(row));
    return messages;
}

bool OutboxRepository::settle(
    model::OutboundId id,
    const std::string& owner,
    model::OutboundState state,
    model::Instant next_at,
    const std::string& detail
) {
    return connection_.run(
               "update outbound set state = ?, next_at = ?, detail = ?, owner = '', claimed_until "
               "= 0"
               " where id = ? and state = 'sending' and (? = '' or owner = ?)",
               model::to_word(state),
               to_unix_ms(next_at),
               detail,
               id.value,
               owner,
               owner
           ) == 1;
}

bool OutboxRepository::put_off(
    model::OutboundId id, const std::string& owner, model::Instant until
) {
    return connection_.run(
               "update outbound set state = 'waiting', attempt = attempt - 1, next_at = ?, "
               "owner = '', claimed_until = 0 where id = ? and state = 'sending' and owner = ?",
               to_unix_ms(until),
               id.value,
               owner
           ) == 1;
}

void OutboxRepository::set_unsure_since(model::OutboundId id, std::optional<model::Instant> since) {
    connection_.run(
        "update outbound set unsure_since = ? where id = ?",
        since ? to_unix_ms(*since) : 0,
        id.value
    );
}

void OutboxRepository::set_parts_done(model::OutboundId id, int parts_done) {
    connection_.run("update outbound set parts_done = ? where id = ?", parts_done, id.value);
}

std::vector<OutboxRow> OutboxRepository::in_state(model::OutboundState state, int limit) {
    static const std::string kSql = select("o.state = ? order by o.id limit ?");
    std::vector<OutboxRow> rows;
    auto row = connection_.query(kSql, model::to_word(state), limit);
    while (row.next())
        rows.push_back(row_of(row));
    return rows;
}

std::optional<OutboxRow> OutboxRepository::find(model::OutboundId id) {
    static const std::string kSql = select("o.id = ?");
    auto row = connection_.query(kSql, id.value);
    return row.next() ? std::optional(row_of(row)) : std::nullopt;
}

bool OutboxRepository::decide(
    model::OutboundId id,
    model::OutboundState from,
    model::OutboundState to,
    model::Instant now,
    const std::string& detail
) {
    return connection_.run(
               "update outbound set state = ?, next_at = ?, detail = ? where id = ? and state = ?",
               model::to_word(to),
               to_unix_ms(now),
               detail,
               id.value,
               model::to_word(from)
           ) == 1;
}

bool OutboxRepository::send_again(
    model::OutboundId id, model::OutboundState from, model::Instant now, const std::string& detail
) {
    return connection_.run(
               "update outbound set state = 'waiting', next_at = ?, tries_since = ?, attempt = 0, "
               "unsure_since = 0, "
               "detail = ? where id = ? and state = ?",
               to_unix_ms(now),
               to_unix_ms(now),
               detail,
               id.value,
               model::to_word(from)
           ) == 1;
}

bool OutboxRepository::is_announced(std::int64_t reply) {
    return connection_.query("select 1 from outbound where announces = ?", reply).next();
}

int OutboxRepository::times_said(
    model::TicketId ticket, std::string_view words, model::Instant since
) {
    auto row = connection_.query(
        "select count(*) from outbound where ticket = ? and at >= ? and instr(text, ?) > 0 and "
        "state not in ('failed', 'pick_up')",
        ticket.value,
        to_unix_ms(since),
        words
    );
    return row.next() ? static_cast<int>(row.integer(0)) : 0;
}

int OutboxRepository::count(model::OutboundState state) {
    auto row =
        connection_.query("select count(*) from outbound where state = ?", model::to_word(state));
    return row.next() ? static_cast<int>(row.integer(0)) : 0;
}

void OutboxRepository::set_state(
    model::OutboundId id, model::OutboundState to, const std::string& detail
) {
    connection_.run(
        "update outbound set state = ?, detail = ?, parts_done = 0 where id = ?",
        model::to_word(to),
        detail,
        id.value
    );
}

void OutboxRepository::renew_key(model::OutboundId id, model::Instant now) {
    connection_.run(
        "update outbound set idempotency_key = idempotency_key || '_' || ? where id = ?",
        std::to_string(to_unix_ms(now)),
        id.value
    );
}

std::vector<ReplyStates> OutboxRepository::states_of(model::TicketId ticket) {
    const auto state_in = [](const Cursor& row, int column) {
        return model::parse_outbound_state(row.text(column))
            .value_or(model::OutboundState::in_doubt);
    };
    std::vector<ReplyStates> states;
    auto row = connection_.query(
        "select o.at, o.state, o.detail, coalesce(n.channel, ''), coalesce(n.state, ''),"
        " coalesce(n.detail, '') from outbound o left join outbound n on n.id ="
        " (select max(id) from outbound where announces = o.reply)"
        " where o.ticket = ? and o.reply is not null order by o.id",
        ticket.value
    );
    while (row.next())
        states.push_back(
            {from_unix_ms(row.integer(0)),
             state_in(row, 1),
             row.text(2),
             row.text(3),
             state_in(row, 4),
             row.text(5)}
        );
    return states;
}

}  // namespace huiying::store
