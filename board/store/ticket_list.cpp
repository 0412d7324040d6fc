// Lists of tickets: filters, search, pages by key.
#include "board/store/database.hpp"
#include "board/store/ticket_repository.hpp"
#include "board/store/ticket_row.hpp"
#include "text/encoding.hpp"
#include "text/tokens.hpp"

#include <algorithm>
#include <variant>

namespace huiying::store {
namespace {

using model::to_unix_ms;

std::string placeholders(std::size_t count) {
    std::string marks;
    for (std::size_t i = 0; i < count; ++i)
        marks += i == 0 ? "?" : ",?";
    return marks;
}

/// A piece of SQL with its arguments, in the order of its placeholders.
struct Sql {
    std::string code;
    std::vector<std::variant<std::int64_t, std::string>> arguments;

    Sql& add(const std::string& more) {
        code += more;
        return *this;
    }

    template <class Value>
    Sql& add(const std::string& more, const Value& value) {
        arguments.emplace_back(value);
        return add(more);
    }

    Sql& add(const Sql& other) {
        arguments.insert(arguments.end(), other.arguments.begin(), other.arguments.end());
        return add(other.code);
    }

    Sql& one_of(const std::string& column, const std::vector<std::string>& values) {
        arguments.insert(arguments.end(), values.begin(), values.end());
        return add(column + " in (" + placeholders(values.size()) + ")");
    }
};

Cursor query(Connection& connection, const Sql& sql) {
    auto row = connection.query(sql.code);
    for (std::size_t i = 0; i < sql.arguments.size(); ++i)
        std::visit(
            [&](const auto& value) { row.bind(static_cast<int>(i) + 1, value); }, sql.arguments[i]
        );
    return row;
}

/// A Han character alone: it begins some token of the index, but is seldom one itself.
bool is_lone_character(std::string_view token) {
    return static_cast<unsigned char>(token.front()) >= 0x80 && text::code_point_count(token) == 1;
}

/// Full-text condition: every bigram of the words must be there.
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

std::vector<model::TicketState> open_states() {
    std::vector<model::TicketState> states;
    for (const auto state : model::all_ticket_states())
        if (model::is_open(state))
            states.push_back(state);
    return states;
}

/// "t.id in (...)": what the filter's unit assists in, in the states that it may see of it.
Sql assisted_of(const TicketFilter& filter) {
    const bool open = filter.assisted.opinions == Opinions::open;
    Sql sql;
    const auto states = open ? open_states() : filter.states;
    if (!states.empty())
        // The plus keeps SQLite from going through everybody's tickets by their state.
        sql.one_of("+t.state", words_of(states)).add(" and ");
    return sql.add(
        std::string("t.id in (select ticket from assist where unit = ? and dropped_at is null") +
            (open ? " and given_at is null" : "") + ")",
        filter.assisted.unit
    );
}

/// With neither states nor units the list holds every ticket, those that the unit assists in too.
bool has_assisted(const TicketFilter& filter) {
    return !filter.assisted.unit.empty() && !(filter.states.empty() && filter.units.empty());
}

Sql own_of(const TicketFilter& filter) {
    Sql sql{"1", {}};
    if (!filter.states.empty())
        sql.add(" and ").one_of("t.state", words_of(filter.states));
    if (!filter.units.empty())
        sql.add(" and ").one_of("t.unit", filter.units);
    return sql;
}

/// "due_key-id" of the last row of a page; nullopt when it is not one.
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

/// The conditions beside states and units; each begins with " and".
Sql rest_of(const TicketFilter& filter) {
    Sql sql;
    if (!filter.include_restricted)
        sql.add(" and t.restricted = 0");
    if (!filter.never_accused.empty())
        sql.add(" and instr(t.accused, ?) = 0", '"' + filter.never_accused + '"');
    if (filter.due_before)
        sql.add(
            " and t.due_key < ? and not (t.channel = 'upstream' and t.round = 1 and t.final_due < "
            "t.arrived_at)",
            to_unix_ms(*filter.due_before)
        );
    if (filter.only_committed)
        sql.add(" and t.id in (select ticket from commitment where kept_at is null)");
    if (const auto match = match_of(filter.words); !match.empty())
        sql.add(" and t.id in (select rowid from ticket_text where ticket_text match ?)", match);
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

std::string page_order(const TicketFilter& filter) {
    const std::string order = is_latest_first(filter) ? "due_key desc, id desc" : "due_key, id";
    return " order by " + order + " limit " + std::to_string(filter.limit + 1);
}

/// The first page of the tickets that meet `condition`, as ids.
Sql head_of(const Sql& condition, const TicketFilter& filter, const Sql& rest) {
    Sql sql{"select id from (select t.id, t.due_key from ticket t where ", {}};
    return sql.add(condition).add(rest).add(page_order(filter)).add(")");
}

/// A page begins with one of the heads of its states and units. Each head is read from an index in
/// its order; together they spare SQLite the sorting of all that a unit ever had.
Sql heads_of(const TicketFilter& filter) {
    const auto rest = rest_of(filter);
    const auto every = model::all_ticket_states();
    const auto states =
        filter.states.empty() ? std::vector(every.begin(), every.end()) : filter.states;
    Sql sql;
    const auto add = [&](const Sql& condition) {
        sql.add(sql.code.empty() ? "" : " union all ").add(head_of(condition, filter, rest));
    };
    for (const auto& state : words_of(states)) {
        if (filter.units.empty())
            add(Sql{"t.state = ?", {state}});
        for (const auto& unit : filter.units)
            add(Sql{"t.unit = ? and t.state = ?", {unit, state}});
    }
    if (has_assisted(filter))
        add(assisted_of(filter));
    return sql;
}

/// Words and promises find few tickets by themselves; a list of many units has too many heads.
bool is_read_by_heads(const TicketFilter& filter) {
    constexpr std::size_t many_units = 4;
    return filter.words.empty() && !filter.only_committed && filter.units.size() <= many_units;
}

}  // namespace

TicketPage TicketRepository::list(const TicketFilter& filter) {
    Sql sql{"select " + std::string(kTicketColumns) + " from ticket t where ", {}};
    if (is_read_by_heads(filter))
        sql.add("t.id in (").add(heads_of(filter)).add(")");
    else
        sql.add(condition_of(filter));
    auto row = query(connection_, sql.add(page_order(filter)));
    TicketPage page;
    std::string last_key;
    while (row.next()) {
        if (static_cast<int>(page.items.size()) == filter.limit) {
            page.next = last_key;
            break;
        }
        page.items.push_back(record_of(row));
        last_key = key_of(row);
    }
    return page;
}

int TicketRepository::count(const TicketFilter& filter, int bound) {
    Sql sql{"select count(*) from (select 1 from ticket t where ", {}};
    auto row = query(
        connection_, sql.add(condition_of(filter)).add(" limit " + std::to_string(bound) + ")")
    );
    return row.next() ? static_cast<int>(row.integer(0)) : 0;
}

}  // namespace huiying::store
