#include "board/store/ticket_condition.hpp"

#include "board/store/ticket_row.hpp"
#include "text/encoding.hpp"
#include "text/tokens.hpp"

#include <algorithm>

namespace huiying::store {
namespace {

using model::to_unix_ms;

std::string placeholders(std::size_t count) {
    std::string marks;
    for (std::size_t i = 0; i < count; ++i)
        marks += i == 0 ? "?" : ",?";
    return marks;
}

/// A Han character alone: it begins some token of the index, but is seldom one itself.
bool is_lone_character(std::string_view token) {
    return static_cast<unsigned char>(token.front()) >= 0x80 && text::code_point_count(token) == 1;
}

std::vector<model::TicketState> states_still_open() {
    std::vector<model::TicketState> states;
    for (const auto state : model::all_ticket_states())
        if (model::is_open(state))
            states.push_back(state);
    return states;
}

Sql own_of(const TicketFilter& filter) {
    Sql sql{"1", {}};
    if (!filter.states.empty())
        sql.add(" and ").one_of("t.state", store::words_of(filter.states));
    if (!filter.units.empty())
        sql.add(" and ").one_of("t.unit", filter.units);
    return sql;
}

std::vector<std::string> words_of(const std::vector<model::Kind>& kinds) {
    std::vector<std::string> words;
    words.reserve(kinds.size());
    for (const auto kind : kinds)
        words.emplace_back(model::to_word(kind));
    return words;
}

/// In both places where a list asks it: overdue, and not already when it came.
Sql due_before(model::Instant instant) {
    return Sql{
        " and t.due_key < ? and not (t.channel = 'upstream' and t.round = 1 and "
        "t.final_due < t.arrived_at)",
        {to_unix_ms(instant)}};
}

Sql narrowed_by(const model::Narrowing& narrowing) {
    Sql sql;
    const auto one_of = [&](const std::string& column, const std::vector<std::string>& values) {
        if (!values.empty())
            sql.add(" and ").one_of(column, values);
    };
    // The plus keeps SQLite from leaving the order of the list for these.
    one_of("+t.state", store::words_of(narrowing.states));
    one_of("+t.unit", narrowing.units);
    one_of("+t.channel", narrowing.channels);
    one_of("+t.kind", words_of(narrowing.kinds));
    if (narrowing.received_from)
        sql.add(" and +t.received_at >= ?", to_unix_ms(*narrowing.received_from));
    if (narrowing.received_before)
        sql.add(" and +t.received_at < ?", to_unix_ms(*narrowing.received_before));
    if (narrowing.holder)
        sql.add(
            " and t.id in (select ticket from course where holder = ?)", narrowing.holder->value
        );
    if (narrowing.due_before)
        sql.add(due_before(*narrowing.due_before));
    return sql;
}

}  // namespace

Sql& Sql::one_of(const std::string& column, const std::vector<std::string>& values) {
    arguments.insert(arguments.end(), values.begin(), values.end());
    return add(column + " in (" + placeholders(values.size()) + ")");
}

Cursor query(Connection& connection, const Sql& sql) {
    auto row = connection.query(sql.code);
    for (std::size_t i = 0; i < sql.arguments.size(); ++i)
        std::visit(
            [&](const auto& value) { row.bind(static_cast<int>(i) + 1, value); }, sql.arguments[i]
        );
    return row;
}

std::string match_of(const std::string& words) {
    std::string match;
    const std::string tokens = text::search_tokens(words);
    std::size_t begin = 0;
    while (begin < tokens.size()) {
        const auto end = std::min(tokens.find(' ', begin), tokens.size());
        if (end > begin) {
            const auto token = tokens.substr(begin, end - begin);
            match += (match.empty() ? "\"" : " AND \"") + token + "\"";
            match += is_lone_character(token) ? "*" : "";
        }
        begin = end + 1;
    }
    return match;
}

Sql assisted_of(const TicketFilter& filter) {
    const bool open = filter.assisted.opinions == Opinions::open;
    Sql sql;
    const auto states = open ? states_still_open() : filter.states;
    if (!states.empty())
        // The plus keeps SQLite from going through everybody's tickets by their state.
        sql.one_of("+t.state", words_of(states)).add(" and ");
    return sql.add(
        std::string("t.id in (select ticket from assist where unit = ? and dropped_at is null") +
            (open ? " and given_at is null" : "") + ")",
        filter.assisted.unit
    );
}

bool has_assisted(const TicketFilter& filter) {
    return !filter.assisted.unit.empty() && !(filter.states.empty() && filter.units.empty());
}

std::optional<std::pair<std::int64_t, std::int64_t>> parse_key(const std::string& after) {
    const auto dash = after.find('-');
    if (dash == std::string::npos || after.find_first_not_of("0123456789-") != std::string::npos ||
        after.size() > 40)
        return std::nullopt;
    return std::pair{
        std::strtoll(after.c_str(), nullptr, 10),
        std::strtoll(after.c_str() + dash + 1, nullptr, 10)};
}

bool is_latest_first(const TicketFilter& filter) {
    return filter.order == ListOrder::latest_first;
}

Sql received_of(const model::Narrowing& narrowing) {
    Sql sql{"select id from ticket where received_at >= ?", {}};
    sql.arguments.emplace_back(
        narrowing.received_from ? to_unix_ms(*narrowing.received_from) : std::int64_t{0}
    );
    if (narrowing.received_before)
        sql.add(" and received_at < ?", to_unix_ms(*narrowing.received_before));
    return sql;
}

Sql rest_of(const TicketFilter& filter) {
    Sql sql;
    if (!filter.include_restricted)
        sql.add(" and t.restricted = 0");
    if (!filter.never_accused.empty())
        sql.add(" and instr(t.accused, ?) = 0", '"' + filter.never_accused + '"');
    if (filter.due_before)
        sql.add(due_before(*filter.due_before));
    if (filter.only_committed)
        sql.add(" and t.id in (select ticket from commitment where kept_at is null)");
    sql.add(narrowed_by(filter.narrowing));
    if (const auto key = parse_key(filter.after))
        sql.add(is_latest_first(filter) ? " and (t.due_key, t.id) < " : " and (t.due_key, t.id) > ")
            .add("(?", key->first)
            .add(", ?)", key->second);
    return sql;
}

Sql condition_of(const TicketFilter& filter) {
    Sql sql;
    sql.add("((").add(own_of(filter)).add(")");
    if (has_assisted(filter))
        sql.add(" or (").add(assisted_of(filter)).add(")");
    return sql.add(")").add(rest_of(filter));
}

}  // namespace huiying::store
