// Lists of tickets: filters, pages by key; with words a search.
#include "board/store/database.hpp"
#include "board/store/ticket_condition.hpp"
#include "board/store/ticket_repository.hpp"
#include "board/store/ticket_row.hpp"

#include <algorithm>

namespace huiying::store {
namespace {

std::string page_order(const TicketFilter& filter) {
    const std::string order = is_latest_first(filter) ? "due_key desc, id desc" : "due_key, id";
    return " order by " + order + " limit " + std::to_string(filter.limit + 1);
}

/// The first page of the tickets that meet `condition`, as ids.
Sql head_of(const Sql& condition, const TicketFilter& filter, const Sql& rest) {
    Sql sql{"select id from (select t.id, t.due_key from ticket t where ", {}};
    return sql.add(condition).add(rest).add(page_order(filter)).add(")");
}

/// Those of `all` that are among `asked`; all where none are asked for.
template <class Value>
std::vector<Value> in_both(std::vector<Value> all, const std::vector<Value>& asked) {
    if (!asked.empty())
        std::erase_if(all, [&](const Value& value) {
            return std::find(asked.begin(), asked.end(), value) == asked.end();
        });
    return all;
}

/// Where no unit is both the list's and asked for.
Sql nothing_but_assisted(const TicketFilter& filter, const Sql& rest) {
    return has_assisted(filter) ? head_of(assisted_of(filter), filter, rest)
                                : Sql{"select id from ticket where 0", {}};
}

/// A page begins with one of the heads of its states and units. Each head is read from an index in
/// its order; together they spare SQLite the sorting of all that a unit ever had.
Sql heads_of(const TicketFilter& filter) {
    const auto rest = rest_of(filter);
    const auto every = model::all_ticket_states();
    const auto states = in_both(
        filter.states.empty() ? std::vector(every.begin(), every.end()) : filter.states,
        filter.narrowing.states
    );
    const auto units = filter.units.empty() ? filter.narrowing.units
                                            : in_both(filter.units, filter.narrowing.units);
    if (units.empty() && !(filter.units.empty() && filter.narrowing.units.empty()))
        return nothing_but_assisted(filter, rest);
    Sql sql;
    const auto add = [&](const Sql& condition) {
        sql.add(sql.code.empty() ? "" : " union all ").add(head_of(condition, filter, rest));
    };
    for (const auto& state : words_of(states)) {
        if (units.empty())
            add(Sql{"t.state = ?", {state}});
        for (const auto& unit : units)
            add(Sql{"t.unit = ? and t.state = ?", {unit, state}});
    }
    if (has_assisted(filter))
        add(assisted_of(filter));
    return sql;
}

/// Whether a narrowing by days leaves so few tickets that they are read by their days.
bool is_of_few_days(Connection& connection, const model::Narrowing& narrowing) {
    constexpr std::int64_t few = 5000;
    if (!narrowing.received_from && !narrowing.received_before)
        return false;
    auto row = query(
        connection,
        Sql{"select count(*) from (", {}}.add(received_of(narrowing)).add(" limit ?)", few + 1)
    );
    return row.next() && row.integer(0) <= few;
}

/// Promises find few tickets by themselves; a list of many units has too many heads.
bool is_read_by_heads(const TicketFilter& filter) {
    constexpr std::size_t many_units = 4;
    return !filter.only_committed && !filter.narrowing.holder &&
           std::max(filter.units.size(), filter.narrowing.units.size()) <= many_units;
}

}  // namespace

TicketPage TicketRepository::list(const TicketFilter& filter) {
    if (!match_of(filter.words).empty())
        return search_page(connection_, filter);
    Sql sql{"select " + std::string(kTicketColumns) + " from ticket t where ", {}};
    if (is_of_few_days(connection_, filter.narrowing))
        sql.add("t.id in (")
            .add(received_of(filter.narrowing))
            .add(") and ")
            .add(condition_of(filter));
    else if (is_read_by_heads(filter))
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
    if (!match_of(filter.words).empty())
        return count_found(connection_, filter, bound);
    Sql sql{"select count(*) from (select 1 from ticket t where ", {}};
    auto row = query(
        connection_, sql.add(condition_of(filter)).add(" limit " + std::to_string(bound) + ")")
    );
    return row.next() ? static_cast<int>(row.integer(0)) : 0;
}

}  // namespace huiying::store
