#include "board/store/ticket_selection.hpp"

#include "board/store/instant_columns.hpp"
#include "board/store/scoped_sql.hpp"
#include "board/store/ticket_row.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace huiying::store {
namespace {

using model::DaySpan;
using model::Selection;
using model::stage_of;
using model::Tally;

constexpr std::array<std::pair<std::string_view, Tally>, 8> kStages{{
    {"dispatch", Tally::at_dispatch},
    {"sign", Tally::at_sign},
    {"handling", Tally::at_handling},
    {"review", Tally::at_review},
    {"pause", Tally::at_pause},
    {"answered", Tally::at_answered},
    {"closed", Tally::at_closed},
    {"ended", Tally::at_ended},
}};

// The first round's, which the first promises are of.
constexpr std::string_view kFirstEnded =
    "case when t.round > 1 then p.ended_at else t.ended_at end";
constexpr std::string_view kFirstReplied =
    "case when t.round > 1 then p.replied_at else t.replied_at end";

std::int64_t start_of_day(std::chrono::sys_days day) {
    return model::to_unix_ms(model::at_local(model::Date{day}, std::chrono::seconds{0}));
}

std::string stage_states(const std::string& stage) {
    std::string words;
    const auto* const found = std::find_if(kStages.begin(), kStages.end(), [&](const auto& each) {
        return each.first == stage;
    });
    for (const auto state : model::all_ticket_states())
        if (found != kStages.end() && stage_of(state) == found->second)
            words += (words.empty() ? "'" : ", '") + std::string(model::to_word(state)) + "'";
    return "(" + words + ")";
}

/// A clock of the first round that was missed: late, or ended late, or still running past its due.
void add_missed(
    ScopedSql& sql, const std::string& due, const std::string& done, model::Instant now
) {
    const std::string ended(kFirstEnded);
    const std::string in_time = "(" + done + ") / 1000 > (" + due + ") / 1000";
    sql.add(
           " and (" + due + ") is not null and not (t.channel = 'upstream' and (" + due +
           ") < t.arrived_at)"
    )
        .add(" and case when (" + done + ") is not null then " + in_time)
        .add(" when (" + ended + ") is not null then (" + ended + ") / 1000 > (" + due + ") / 1000")
        .add(
            " else t.round = 1 and (" + due + ") < ? end",
            model::to_unix_ms(std::chrono::floor<std::chrono::seconds>(now))
        );
}

/// A stamp that was set after the clock had ended belongs to what came later.
std::string before_end(const std::string& done) {
    const std::string ended(kFirstEnded);
    return "case when " + done + " <= coalesce(" + ended + ", " + done + ") then " + done + " end";
}

void add_received(ScopedSql& sql, const DaySpan& span) {
    sql.add(" and t.received_at >= ?", start_of_day(span.from))
        .add(" and t.received_at < ?", start_of_day(span.to + std::chrono::days{1}));
}

/// "2-09": weekday from 1 for Monday, hour.
void add_hour(ScopedSql& sql, const std::string& value) {
    const auto weekday = std::strtoll(value.c_str(), nullptr, 10);
    const auto dash = value.find('-');
    const auto hour =
        dash == std::string::npos ? -1 : std::strtoll(value.c_str() + dash + 1, nullptr, 10);
    // 1970-01-01 was a Thursday.
    sql.add(" and ((t.received_at + 28800000) / 86400000 + 3) % 7 + 1 = ?", weekday)
        .add(" and (t.received_at + 28800000) / 3600000 % 24 = ?", hour);
}

std::string last_grade() {
    return "(select e.grade from evaluation e where e.ticket = t.id order by e.id desc limit 1)";
}

void add_returned(ScopedSql& sql, const TallyScope& scope, const SelectionWanted& wanted) {
    sql.add(
           " and t.id in (select r.ticket from ticket_return r where r.at >= ?",
           start_of_day(wanted.span.from)
    )
        .add(" and r.at < ?", start_of_day(wanted.span.to + std::chrono::days{1}));
    if (scope.unit)
        sql.add(" and r.unit = ?", *scope.unit);
    if (!wanted.value.empty())
        sql.add(" and r.right_unit = ?", wanted.value);
    sql.add(")");
}

/// A reply of the span, and of the unit in the scope where there is one.
void add_reply(
    ScopedSql& sql, const std::string& alias, const TallyScope& scope, const DaySpan& span
) {
    sql.add(alias + "replied_at >= ?", start_of_day(span.from))
        .add(" and " + alias + "replied_at < ?", start_of_day(span.to + std::chrono::days{1}));
    if (scope.unit)
        sql.add(" and " + alias + "unit = ?", *scope.unit);
}

/// Each round's reply is its unit's, wherever the ticket lies now.
void add_replied(ScopedSql& sql, const TallyScope& scope, const DaySpan& span) {
    sql.add(" and (");
    add_reply(sql, "t.", scope, span);
    sql.add(" or t.id in (select r.ticket from past_round r where ");
    add_reply(sql, "r.", scope, span);
    sql.add("))");
}

/// Each round's reply is its unit's here too.
void add_evasive(ScopedSql& sql, const TallyScope& scope, const DaySpan& span) {
    sql.add(
           " and t.id in (select q.ticket from reply_quality q where q.at >= ?",
           start_of_day(span.from)
    )
        .add(" and q.at < ?", start_of_day(span.to + std::chrono::days{1}))
        .add(" and q.evasive >= ?", std::int64_t{model::kEvasiveHundredths});
    if (scope.unit)
        sql.add(" and q.unit = ?", *scope.unit);
    sql.add(")");
}

/// A person's figure is of the present round's reply.
void add_replied_by(ScopedSql& sql, const TallyScope& scope, const SelectionWanted& wanted) {
    sql.add(" and ");
    add_reply(sql, "t.", scope, wanted.span);
}

void add_holder(ScopedSql& sql, const std::string& value) {
    sql.add(" and c.holder = ?", std::int64_t{std::strtoll(value.c_str(), nullptr, 10)});
}

/// What is asked of a ticket that was received in the span.
void add_of_received(ScopedSql& sql, const SelectionWanted& wanted) {
    add_received(sql, wanted.span);
    switch (wanted.what) {
        case Selection::answered:
            sql.add(" and (" + std::string(kFirstReplied) + ") is not null");
            break;
        case Selection::response_missed:
            add_missed(sql, "t.response_due", before_end("t.responded_at"), wanted.now);
            break;
        case Selection::contact_missed:
            add_missed(sql, "t.contact_due", before_end("t.human_at"), wanted.now);
            break;
        case Selection::final_missed:
            add_missed(
                sql,
                "case when t.round > 1 then p.final_due when t.state <> 'paused' then t.final_due "
                "end",
                "case when (" + std::string(kFirstEnded) + ") is null then " +
                    std::string(kFirstReplied) + " end",
                wanted.now
            );
            break;
        case Selection::came_back:
            sql.add(" and t.came_back = 1");
            break;
        case Selection::satisfied:
            sql.add(" and " + last_grade() + " in ('satisfied', 'mostly_satisfied')");
            break;
        case Selection::dissatisfied:
            sql.add(" and " + last_grade() + " = 'dissatisfied'");
            break;
        case Selection::stage:
            sql.add(" and t.state in " + stage_states(wanted.value));
            break;
        case Selection::hour:
            add_hour(sql, wanted.value);
            break;
        default:
            break;
    }
}

/// What is asked of all that is open.
void add_of_open(ScopedSql& sql, const SelectionWanted& wanted) {
    sql.add(" and t.state in (" + open_states() + ")");
    const auto now = model::to_unix_ms(wanted.now);
    switch (wanted.what) {
        case Selection::open_stage:
            sql.add(" and t.state in " + stage_states(wanted.value));
            break;
        case Selection::open_received:
        case Selection::unanswered:
            add_received(sql, wanted.span);
            break;
        case Selection::overdue:
            sql.add(" and t.state <> 'paused' and t.due_key < ?", now)
                .add(
                    " and not (t.channel = 'upstream' and t.round = 1 and t.final_due < "
                    "t.arrived_at)"
                );
            break;
        case Selection::due:
            sql.add(
                   " and t.state <> 'paused' and t.due_key >= ?",
                   std::max(now, start_of_day(wanted.span.from))
            )
                .add(" and t.due_key < ?", start_of_day(wanted.span.to + std::chrono::days{1}));
            break;
        case Selection::held_by:
            add_holder(sql, wanted.value);
            break;
        default:
            break;
    }
}

bool is_of_open(Selection what) {
    return what >= Selection::open || what == Selection::unanswered;
}

bool is_by_due(Selection what) {
    return what == Selection::overdue || what == Selection::due || what == Selection::open ||
           what == Selection::open_stage || what == Selection::held_by;
}

/// Promises of the first round are kept or missed by the unit that had it.
bool is_of_first_unit(Selection what) {
    return what == Selection::response_missed || what == Selection::contact_missed ||
           what == Selection::final_missed;
}

/// Whose the figure is, and whom the rows may be shown to: who sees only the own unit's tickets
/// sees no row of what is another unit's by now.
void add_scope(ScopedSql& sql, const TallyScope& scope, Selection what) {
    auto tickets = scope;
    if (is_of_first_unit(what) && scope.unit)
        sql.add(" and coalesce(p.unit, t.unit) = ?", *scope.unit);
    if (is_of_first_unit(what) || what == Selection::returned || what == Selection::replied ||
        what == Selection::evasive)
        tickets.unit.reset();
    if (scope.seen == TallyScope::Seen::own_unit && scope.unit)
        tickets.unit = scope.unit;
    sql.within(tickets, "t.");
}

/// From "from" on, with every condition but the page.
ScopedSql tickets_of(const TallyScope& scope, const SelectionWanted& wanted) {
    ScopedSql sql;
    sql.add(
        " from ticket t left join past_round p on p.ticket = t.id and p.round = 1 left join course "
        "c on c.ticket = t.id where 1"
    );
    if (is_of_open(wanted.what))
        add_of_open(sql, wanted);
    else if (wanted.what == Selection::returned)
        add_returned(sql, scope, wanted);
    else if (wanted.what == Selection::replied)
        add_replied(sql, scope, wanted.span);
    else if (wanted.what == Selection::evasive)
        add_evasive(sql, scope, wanted.span);
    else if (wanted.what == Selection::replied_by)
        add_replied_by(sql, scope, wanted);
    else
        add_of_received(sql, wanted);
    if (wanted.what == Selection::replied_by)
        add_holder(sql, wanted.value);
    add_scope(sql, scope, wanted.what);
    return sql;
}

struct PageKey {
    std::int64_t first = 0;
    std::int64_t id = 0;
};

std::optional<PageKey> parse_page_key(const std::string& after) {
    const auto dash = after.find('-');
    if (dash == std::string::npos || after.size() > 40 ||
        after.find_first_not_of("0123456789-") != std::string::npos)
        return std::nullopt;
    return PageKey{
        std::strtoll(after.c_str(), nullptr, 10),
        std::strtoll(after.c_str() + dash + 1, nullptr, 10)};
}

std::string page_key_of(const TicketRecord& record, bool by_due) {
    const auto& ticket = record.ticket;
    const auto first = by_due ? ms_of(ticket.due.final_due).value_or(kNoDueKey)
                              : model::to_unix_ms(ticket.received_at);
    return std::to_string(first) + "-" + std::to_string(ticket.id.value);
}

}  // namespace

TicketPage select_tickets(
    Connection& connection, const TallyScope& scope, const SelectionWanted& wanted
) {
    const bool by_due = is_by_due(wanted.what);
    auto sql = tickets_of(scope, wanted);
    sql.code = "select " + std::string(kTicketColumns) + sql.code;
    const std::string order = by_due ? "t.due_key" : "t.received_at";
    if (const auto key = parse_page_key(wanted.after))
        sql.add(" and (" + order + ", t.id) " + (by_due ? ">" : "<") + " (?", key->first)
            .add(", ?)", key->id);
    const std::string way = by_due ? "" : " desc";
    sql.add(
        " order by " + order + way + ", t.id" + way + " limit " + std::to_string(wanted.limit + 1)
    );
    TicketPage page;
    auto row = sql.query(connection);
    while (row.next()) {
        if (static_cast<int>(page.items.size()) == wanted.limit) {
            page.next = page_key_of(page.items.back(), by_due);
            break;
        }
        page.items.push_back(record_of(row));
    }
    return page;
}

int count_selected(
    Connection& connection, const TallyScope& scope, const SelectionWanted& wanted, int bound
) {
    auto sql = tickets_of(scope, wanted);
    sql.code =
        "select count(*) from (select 1" + sql.code + " limit " + std::to_string(bound) + ")";
    auto row = sql.query(connection);
    return row.next() ? static_cast<int>(row.integer(0)) : 0;
}

}  // namespace huiying::store
