// Lists of tickets: filters, search, pages by key.
#include "board/store/database.hpp"
#include "board/store/ticket_repository.hpp"
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

/// What a unit's people see beside what is theirs: an open opinion wherever the open ticket lies.
void add_assisted(FilterSql& sql, const TicketFilter& filter) {
    const bool open = filter.assisted.opinions == Opinions::open;
    sql.where += " or (1";
    const auto states = open ? open_states() : filter.states;
    if (!states.empty())
        // The plus keeps SQLite from going through everybody's tickets by their state.
        sql.one_of("+t.state", words_of(states));
    sql.text(
        std::string("t.id in (select ticket from assist where unit = ? and dropped_at is null") +
            (open ? " and given_at is null" : "") + ")",
        filter.assisted.unit
    );
    sql.where += ")";
}

FilterSql sql_of(const TicketFilter& filter) {
    FilterSql sql;
    sql.where = "((1";
    if (!filter.states.empty())
        sql.one_of("t.state", words_of(filter.states));
    if (!filter.units.empty())
        sql.one_of("t.unit", filter.units);
    sql.where += ")";
    if (!filter.assisted.unit.empty() && !(filter.states.empty() && filter.units.empty()))
        add_assisted(sql, filter);
    sql.where += ")";
    if (!filter.include_restricted)
        sql.where += " and t.restricted = 0";
    if (!filter.never_accused.empty())
        sql.text("instr(t.accused, ?) = 0", '"' + filter.never_accused + '"');
    if (filter.due_before)
        sql.integer("t.due_key < ?", to_unix_ms(*filter.due_before));
    if (filter.only_committed)
        sql.where += " and t.id in (select ticket from commitment where kept_at is null)";
    if (const auto match = match_of(filter.words); !match.empty())
        sql.text("t.id in (select rowid from ticket_text where ticket_text match ?)", match);
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

}  // namespace

TicketPage TicketRepository::list(const TicketFilter& filter) {
    auto sql = sql_of(filter);
    if (const auto key = parse_key(filter.after)) {
        sql.integer("(t.due_key, t.id) > (?", key->first);
        sql.where += ", ?)";
        sql.texts.emplace_back();
        sql.integers.emplace_back(true, key->second);
    }
    auto row = connection_.query(
        "select " + std::string(kTicketColumns) + " from ticket t where " + sql.where +
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
        last_key = key_of(row);
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

}  // namespace huiying::store
