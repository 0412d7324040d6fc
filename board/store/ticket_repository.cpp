#include "board/store/ticket_repository.hpp"

#include "board/store/database.hpp"
#include "board/store/json_columns.hpp"
#include "text/encoding.hpp"
#include "text/tokens.hpp"

namespace huiying::store {
namespace {

using model::from_unix_ms;
using model::to_unix_ms;

/// Sorts tickets without a final due time behind all others.
constexpr std::int64_t kNoDueKey = 9'000'000'000'000;
/// Characters of a message that the search index holds; a longer text is found by its beginning.
constexpr std::size_t kIndexedCharacters = 1000;

constexpr std::string_view kColumns =
    "t.id, t.number, t.state, t.kind, t.channel, t.account, t.sender, t.sender_name, t.contact, "
    "t.subject, t.text, t.place, t.unit,"
    " t.restricted, t.accused, t.urgent, t.publish, t.received_at, t.arrived_at, t.response_due, "
    "t.final_due, t.provisional,"
    " t.calendar_version, t.policy_version, t.responded_at, t.replied_at, t.version, "
    "t.submitted_by, t.due_key";

std::optional<std::int64_t> ms_of(const std::optional<model::Instant>& instant) {
    return instant ? std::optional(to_unix_ms(*instant)) : std::nullopt;
}

std::optional<model::Instant> instant_at(const Cursor& row, int column) {
    return row.is_null(column) ? std::nullopt : std::optional(from_unix_ms(row.integer(column)));
}

model::DueTimes due_of(const Cursor& row, int column) {
    return {
        .response_due = from_unix_ms(row.integer(column)),
        .final_due = instant_at(row, column + 1),
        .provisional = row.integer(column + 2) != 0,
        .calendar_version = row.text(column + 3),
        .policy_version = row.text(column + 4),
    };
}

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
    ticket.version = row.integer(26);
    if (!row.is_null(27))
        record.submitted_by = model::StaffId{row.integer(27)};
    return record;
}

/// Adds to the figures of the day and unit of a ticket.
void count_day(
    Connection& connection, const model::Ticket& ticket, std::string_view column, int amount
) {
    const std::string sql = "insert into daily (day, unit, " + std::string(column) +
                            ") values (?, ?, ?) on conflict (day, unit) do update set " +
                            std::string(column) + " = " + std::string(column) + " + excluded." +
                            std::string(column);
    connection.run(sql, model::to_iso(model::local_date(ticket.received_at)), ticket.unit, amount);
}

/// Figures that this ticket stands for, once (`amount` 1) or taken back (-1).
void count_ticket(Connection& connection, const model::Ticket& ticket, int amount) {
    count_day(connection, ticket, "received", amount);
    if (ticket.responded_at) {
        count_day(connection, ticket, "responded", amount);
        if (*ticket.responded_at <= ticket.due.response_due)
            count_day(connection, ticket, "responded_in_time", amount);
    }
    if (ticket.replied_at) {
        count_day(connection, ticket, "answered", amount);
        if (ticket.due.final_due && *ticket.replied_at <= *ticket.due.final_due)
            count_day(connection, ticket, "answered_in_time", amount);
    }
}

std::string placeholders(std::size_t count) {
    std::string marks;
    for (std::size_t i = 0; i < count; ++i)
        marks += i == 0 ? "?" : ",?";
    return marks;
}

/// SQL of a filter with its arguments, to be bound in order.
struct FilterSql {
    std::string where = "1";
    std::vector<std::string> texts;  // all arguments are texts or decimal numbers bound as integers
    std::vector<std::pair<bool, std::int64_t>> integers;

    void text(const std::string& condition, const std::string& value) {
        where += " and " + condition;
        texts.push_back(value);
        integers.emplace_back(false, 0);
    }

    void one_of(const std::string& column, const std::vector<std::string>& values) {
        where += " and " + column + " in (" + placeholders(values.size()) + ")";
        for (const auto& value : values) {
            texts.push_back(value);
            integers.emplace_back(false, 0);
        }
    }

    void integer(const std::string& condition, std::int64_t value) {
        where += " and " + condition;
        texts.emplace_back();
        integers.emplace_back(true, value);
    }

    void bind(Cursor& cursor) const {
        for (std::size_t i = 0; i < texts.size(); ++i) {
            if (integers[i].first)
                cursor.bind(static_cast<int>(i) + 1, integers[i].second);
            else
                cursor.bind(static_cast<int>(i) + 1, texts[i]);
        }
    }
};

/// Full-text condition: every bigram of the words must be there.
std::string match_of(const std::string& words) {
    std::string match;
    const std::string tokens = text::search_tokens(words);
    std::size_t begin = 0;
    while (begin < tokens.size()) {
        const auto end = std::min(tokens.find(' ', begin), tokens.size());
        if (end > begin)
            match += (match.empty() ? "\"" : " AND \"") + tokens.substr(begin, end - begin) + "\"";
        begin = end + 1;
    }
    return match;
}

FilterSql sql_of(const TicketFilter& filter) {
    FilterSql sql;
    if (!filter.states.empty()) {
        std::vector<std::string> states;
        for (const auto state : filter.states)
            states.emplace_back(model::to_word(state));
        sql.one_of("t.state", states);
    }
    if (!filter.units.empty())
        sql.one_of("t.unit", filter.units);
    if (!filter.include_restricted)
        sql.where += " and t.restricted = 0";
    if (!filter.never_accused.empty())
        sql.text("instr(t.accused, ?) = 0", '"' + filter.never_accused + '"');
    if (filter.due_before)
        sql.integer("t.due_key < ?", to_unix_ms(*filter.due_before));
    if (const auto match = match_of(filter.words); !match.empty())
        sql.text("t.id in (select rowid from ticket_text where ticket_text match ?)", match);
    return sql;
}

/// "due_key-id" of the last row of a page; nullopt when it is not one.
std::optional<std::pair<std::int64_t, std::int64_t>> key_of(const std::string& after) {
    const auto dash = after.find('-');
    if (dash == std::string::npos || after.find_first_not_of("0123456789-") != std::string::npos ||
        after.size() > 40)
        return std::nullopt;
    return std::pair{
        std::strtoll(after.c_str(), nullptr, 10),
        std::strtoll(after.c_str() + dash + 1, nullptr, 10)};
}

}  // namespace

bool TicketRepository::has_delivery(const std::string& delivery_key) {
    return connection_.query("select 1 from message where delivery_key = ?", delivery_key).next();
}

bool TicketRepository::add_message(model::TicketId ticket, const model::InboundMessage& message) {
    return connection_.run(
               "insert into message (delivery_key, ticket, received_at, arrived_at, text, "
               "passive_text, passive_faq, attachments)"
               " values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (delivery_key) do nothing",
               message.delivery_key,
               ticket.value,
               to_unix_ms(message.received_at),
               to_unix_ms(message.arrived_at),
               message.text,
               message.passive_text,
               message.passive_faq,
               to_json(message.attachments)
           ) == 1;
}

model::TicketId TicketRepository::add(const TicketRecord& record) {
    const auto& ticket = record.ticket;
    connection_.run(
        "insert into ticket (number, state, kind, channel, account, sender, sender_name, contact, "
        "subject, text, place, unit,"
        " restricted, accused, urgent, publish, received_at, arrived_at, response_due, final_due, "
        "due_key, provisional,"
        " calendar_version, policy_version, responded_at, replied_at) values "
        "(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        ticket.number,
        model::to_word(ticket.state),
        model::to_word(ticket.kind),
        ticket.channel,
        ticket.account,
        ticket.sender,
        ticket.sender_name,
        ticket.contact,
        ticket.subject,
        ticket.text,
        ticket.place,
        ticket.unit,
        ticket.restricted,
        to_json(record.accused_units),
        record.urgent,
        ticket.publish == model::PublishConsent::yes,
        to_unix_ms(ticket.received_at),
        to_unix_ms(ticket.arrived_at),
        to_unix_ms(ticket.due.response_due),
        ms_of(ticket.due.final_due),
        ms_of(ticket.due.final_due).value_or(kNoDueKey),
        ticket.due.provisional,
        ticket.due.calendar_version,
        ticket.due.policy_version,
        ms_of(ticket.responded_at),
        ms_of(ticket.replied_at)
    );
    const model::TicketId id{connection_.last_id()};
    const std::string indexed = ticket.number + " " + ticket.subject + " " +
                                std::string(text::truncate(ticket.text, kIndexedCharacters));
    connection_.run(
        "insert into ticket_text (rowid, tokens) values (?, ?)",
        id.value,
        text::search_tokens(indexed)
    );
    count_ticket(connection_, ticket, 1);
    return id;
}

void TicketRepository::add_history(model::TicketId ticket, const model::HistoryEntry& entry) {
    connection_.run(
        "insert into history (ticket, at, actor, event, detail) values (?, ?, ?, ?, ?)",
        ticket.value,
        to_unix_ms(entry.at),
        entry.actor,
        entry.event,
        entry.detail
    );
}

void TicketRepository::set_routing(model::TicketId ticket, const model::RoutingDecision& decision) {
    connection_.run(
        "insert or replace into routing (ticket, decision) values (?, ?)",
        ticket.value,
        to_json(decision)
    );
}

void TicketRepository::set_draft(model::TicketId ticket, const SavedDraft& draft) {
    connection_.run(
        "insert or replace into draft (ticket, text, sources, saved_by, saved_at) values (?, ?, ?, "
        "?, ?)",
        ticket.value,
        draft.draft.text,
        to_json(draft.draft.sources),
        draft.saved_by,
        to_unix_ms(draft.saved_at)
    );
}

std::int64_t TicketRepository::add_reply(
    model::TicketId ticket, const model::Reply& reply, const std::string& approved_by
) {
    connection_.run(
        "insert into reply (ticket, at, unit, text, approved_by) values (?, ?, ?, ?, ?)",
        ticket.value,
        to_unix_ms(reply.at),
        reply.by,
        reply.text,
        approved_by
    );
    return connection_.last_id();
}

std::optional<TicketRecord> TicketRepository::find(const std::string& number) {
    static const std::string kSql =
        "select " + std::string(kColumns) + " from ticket t where t.number = ?";
    auto row = connection_.query(kSql, number);
    if (!row.next())
        return std::nullopt;
    return record_of(row);
}

std::vector<MessageRecord> TicketRepository::messages(model::TicketId ticket) {
    std::vector<MessageRecord> messages;
    auto row = connection_.query(
        "select received_at, text, passive_text, attachments from message where ticket = ? order "
        "by id",
        ticket.value
    );
    while (row.next())
        messages.push_back(
            {from_unix_ms(row.integer(0)),
             row.text(1),
             row.text(2),
             attachments_from_json(row.text(3))}
        );
    return messages;
}

std::vector<model::HistoryEntry> TicketRepository::history(model::TicketId ticket) {
    std::vector<model::HistoryEntry> entries;
    auto row = connection_.query(
        "select at, actor, event, detail from history where ticket = ? order by id", ticket.value
    );
    while (row.next())
        entries.push_back({from_unix_ms(row.integer(0)), row.text(1), row.text(2), row.text(3)});
    return entries;
}

std::optional<model::RoutingDecision> TicketRepository::routing(model::TicketId ticket) {
    auto row = connection_.query("select decision from routing where ticket = ?", ticket.value);
    if (!row.next())
        return std::nullopt;
    return decision_from_json(row.text(0));
}

std::optional<SavedDraft> TicketRepository::draft(model::TicketId ticket) {
    auto row = connection_.query(
        "select text, sources, saved_by, saved_at from draft where ticket = ?", ticket.value
    );
    if (!row.next())
        return std::nullopt;
    return SavedDraft{
        {row.text(0), sources_from_json(row.text(1))}, row.text(2), from_unix_ms(row.integer(3))};
}

std::vector<model::Reply> TicketRepository::replies(model::TicketId ticket) {
    std::vector<model::Reply> replies;
    auto row = connection_.query(
        "select at, unit, text from reply where ticket = ? order by id", ticket.value
    );
    while (row.next())
        replies.push_back({from_unix_ms(row.integer(0)), row.text(1), row.text(2)});
    return replies;
}

TicketPage TicketRepository::list(const TicketFilter& filter) {
    auto sql = sql_of(filter);
    if (const auto key = key_of(filter.after)) {
        sql.integer("(t.due_key, t.id) > (?", key->first);
        sql.where += ", ?)";
        sql.texts.emplace_back();
        sql.integers.emplace_back(true, key->second);
    }
    auto row = connection_.query(
        "select " + std::string(kColumns) + " from ticket t where " + sql.where +
        " order by t.due_key, t.id limit " + std::to_string(filter.limit + 1)
    );
    sql.bind(row);
    TicketPage page;
    std::string last_key;
    while (row.next()) {
        if (static_cast<int>(page.items.size()) == filter.limit) {
            page.next = last_key;
            break;
        }
        page.items.push_back(record_of(row));
        last_key = std::to_string(row.integer(28)) + "-" + std::to_string(row.integer(0));
    }
    return page;
}

int TicketRepository::count(const TicketFilter& filter, int bound) {
    const auto sql = sql_of(filter);
    auto row = connection_.query(
        "select count(*) from (select 1 from ticket t where " + sql.where + " limit " +
        std::to_string(bound) + ")"
    );
    sql.bind(row);
    return row.next() ? static_cast<int>(row.integer(0)) : 0;
}

bool TicketRepository::update(const TicketRecord& record) {
    const auto& ticket = record.ticket;
    const auto before = find(ticket.number);
    if (!before || before->ticket.version != ticket.version)
        return false;
    count_ticket(connection_, before->ticket, -1);
    count_ticket(connection_, ticket, 1);
    connection_.run(
        "update ticket set state = ?, unit = ?, responded_at = ?, replied_at = ?, submitted_by = "
        "?, version = version + 1 where id = ?",
        model::to_word(ticket.state),
        ticket.unit,
        ms_of(ticket.responded_at),
        ms_of(ticket.replied_at),
        record.submitted_by ? std::optional(record.submitted_by->value) : std::nullopt,
        ticket.id.value
    );
    return true;
}

}  // namespace huiying::store
