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

/// The states and units of a list, each combination read from an index in its order, and what the
/// unit assists in.
std::vector<Sql> heads_in(const TicketFilter& filter) {
    const auto every = model::all_ticket_states();
    const auto states = in_both(
        filter.states.empty() ? std::vector(every.begin(), every.end()) : filter.states,
        filter.narrowing.states
    );
    const auto units = filter.units.empty() ? filter.narrowing.units
                                            : in_both(filter.units, filter.narrowing.units);
    // Where units are asked for and none is both the list's and asked for, only the assisted ones.
    const bool every_unit = filter.units.empty() && filter.narrowing.units.empty();
    std::vector<Sql> heads;
    for (const auto& state : words_of(states)) {
        if (every_unit)
            heads.push_back(Sql{"t.state = ?", {state}});
        for (const auto& unit : units)
            heads.push_back(Sql{"t.unit = ? and t.state = ?", {unit, state}});
    }
    if (has_assisted(filter))
        heads.push_back(assisted_of(filter));
    return heads;
}

/// A page begins with one of the heads of its states and units; together they spare SQLite the
/// sorting of all that a unit ever had.
Sql heads_of(const TicketFilter& filter) {
    const auto rest = rest_of(filter);
    Sql sql;
    for (const auto& head : heads_in(filter))
        sql.add(sql.code.empty() ? "" : " union all ").add(head_of(head, filter, rest));
    return sql.code.empty() ? Sql{"select id from ticket where 0", {}} : sql;
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

/// Rows that a count looks at, whatever the filter leaves of them.
constexpr std::int64_t kMostLookedAt = 5000;

/// The newest tickets of one head, as ids.
Sql newest_of(const Sql& head, const TicketFilter& filter) {
    Sql sql{"select id from (select t.id from ticket t where ", {}};
    sql.add(head);
    for (const auto& due : {filter.due_before, filter.narrowing.due_before})
        if (due)
            sql.add(" and t.due_key < ?", model::to_unix_ms(*due));
    return sql.add(" order by t.due_key desc, t.id desc limit ?)", kMostLookedAt + 1);
}

/// What a count looks at, as ids: found like the rows of the list, the newest first, and one more
/// than it looks at where there are more.
Sql looked_at(Connection& connection, const TicketFilter& filter) {
    const auto& narrowing = filter.narrowing;
    Sql sql;
    if (is_of_few_days(connection, narrowing))
        sql.add(received_of(narrowing));
    else if (narrowing.holder)
        sql.add("select ticket from course where holder = ?", narrowing.holder->value)
            .add(" order by ticket desc");
    else if (filter.only_committed)
        sql.add("select ticket from commitment where kept_at is null order by ticket desc");
    else if (!is_read_by_heads(filter))
        sql.add("select id from ticket order by id desc");
    else
        for (const auto& head : heads_in(filter))
            sql.add(sql.code.empty() ? "" : " union all ").add(newest_of(head, filter));
    if (sql.code.empty())
        sql.add("select id from ticket where 0");
    return sql.add(" limit ?", kMostLookedAt + 1);
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
        return count_found(connection_, filter, bound).count;
    Sql sql{"select count(*) from (select 1 from ticket t where ", {}};
    auto row = query(
        connection_, sql.add(condition_of(filter)).add(" limit " + std::to_string(bound) + ")")
    );
    return row.next() ? static_cast<int>(row.integer(0)) : 0;
}

BoundedCount TicketRepository::count_newest(const TicketFilter& filter, int bound) {
    if (!match_of(filter.words).empty())
        return count_found(connection_, filter, bound);
    Sql sql{"with looked(id) as (", {}};
    // From what is looked at to the ticket, never the other way round.
    sql.add(looked_at(connection_, filter))
        .add(
            ") select (select count(*) from looked), (select count(*) from (select 1 from (select "
            "distinct id from looked) l cross join ticket t on t.id = l.id where "
        )
        .add(condition_of(filter))
        .add(" limit ?))", std::int64_t{bound});
    auto row = query(connection_, sql);
    if (!row.next())
        return {};
    const auto count = static_cast<int>(row.integer(1));
    return {count, row.integer(0) > kMostLookedAt || count >= bound};
}

}  // namespace huiying::store
