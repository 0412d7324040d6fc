#include "board/store/tally_repository.hpp"

#include "board/store/instant_columns.hpp"
#include "board/store/scoped_sql.hpp"
#include "board/store/tally.hpp"
#include "board/store/ticket_row.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace huiying::store {
namespace {

using model::DaySpan;
using std::chrono::sys_days;

constexpr std::string_view kTownDay = "(%+28800000)/86400000";

/// Days since 1970 in the town, of a column of milliseconds.
std::string town_day(const std::string& column) {
    std::string sql(kTownDay);
    return sql.replace(sql.find('%'), 1, column);
}

sys_days day_at(const Cursor& row, int column) {
    return sys_days{std::chrono::days{row.integer(column)}};
}

std::int64_t start_of(sys_days day) {
    return model::to_unix_ms(model::at_local(model::Date{day}, std::chrono::seconds{0}));
}

enum class Told { no, yes };

/// The grain whose cells tell just enough apart.
std::string grain_for(const TallyScope& scope, Told by_unit, Told by_channel, Told by_kind) {
    const bool unit = scope.unit || by_unit == Told::yes;
    const bool channel = !scope.channel.empty() || by_channel == Told::yes;
    const bool kind = !scope.kind.empty() || by_kind == Told::yes;
    if (unit && channel)
        return "uck";
    if (unit)
        return kind ? "uk" : "u";
    return channel || kind ? "ck" : "u";
}

/// ", a, b" of the first columns.
std::string first_columns(std::size_t count) {
    std::string columns;
    for (std::size_t i = 0; i < count; ++i)
        columns.append(", ").append(tally_columns()[i]);
    return columns;
}

/// Adds cells to the sum of what their first column says.
void add_cells(TallySums& sums, Cursor row, std::size_t columns) {
    while (row.next()) {
        auto& sum = sums[row.text(0)];
        for (std::size_t i = 0; i < columns; ++i)
            sum.values[i] += static_cast<int>(row.integer(static_cast<int>(i) + 1));
    }
}

/// Cells of one grain; `from` and `to` are days or months, as the grain counts.
struct CellRange {
    std::string grain;
    std::string from;
    std::string to;
};

std::string month_of(std::chrono::year_month month) {
    return model::to_iso(month / std::chrono::day{1}).substr(0, 7);
}

/// What together holds a span: whole months by month, the days before and after them by day.
std::vector<CellRange> ranges_of(const std::string& grain, const DaySpan& span) {
    constexpr std::chrono::days day{1};
    const auto by_day = [&](sys_days from, sys_days to) {
        return CellRange{grain, model::to_iso(model::Date{from}), model::to_iso(model::Date{to})};
    };
    const model::Date before{span.from - day};
    const model::Date after{span.to + day};
    const auto first = before.year() / before.month() + std::chrono::months{1};
    const auto end = after.year() / after.month();
    if (first >= end)
        return {by_day(span.from, span.to)};
    const sys_days first_day{first / std::chrono::day{1}};
    const sys_days end_day{end / std::chrono::day{1}};
    std::vector<CellRange> ranges{
        {"m" + grain, month_of(first), month_of(end - std::chrono::months{1})}};
    if (span.from < first_day)
        ranges.push_back(by_day(span.from, first_day - day));
    if (end_day <= span.to)
        ranges.push_back(by_day(end_day, span.to));
    return ranges;
}

struct RunningClock {
    model::Measure measure;
    std::string_view index;
    std::string_view due;
    std::string_view runs;
};

// As in FiguresRepository: one partial index each, whose conditions are repeated word by word, and
// which holds all that is asked of it.
constexpr std::array kRunningClocks{
    RunningClock{
        model::Measure::response,
        "ticket_unresponded",
        "response_due",
        "responded_at is null and round = 1"},
    RunningClock{
        model::Measure::acceptance,
        "ticket_unaccepted",
        "response_due",
        "accepted_at is null and round = 1"},
    RunningClock{
        model::Measure::human_contact,
        "ticket_uncontacted",
        "contact_due",
        "human_at is null and round = 1"},
    RunningClock{
        model::Measure::final_reply,
        "ticket_unanswered",
        "final_due",
        "replied_at is null and round = 1 and state <> 'paused'"},
    RunningClock{
        model::Measure::later_reply,
        "ticket_unanswered",
        "final_due",
        "replied_at is null and round > 1 and state <> 'paused'"},
};

ScopedSql running_sql(
    const RunningClock& clock, const TallyScope& scope, const DaySpan& span, model::Instant now
) {
    const std::string due(clock.due);
    const auto second = std::chrono::floor<std::chrono::seconds>(now);
    ScopedSql sql;
    sql.add(
           "select unit, channel, kind, " + town_day("received_at") +
           ", count(*) from ticket indexed by "
    )
        .add(std::string(clock.index))
        .add(" where ended_at is null and ")
        .add(std::string(clock.runs))
        .add(" and " + due + " < ?", model::to_unix_ms(second))
        .add(" and received_at >= ?", start_of(span.from))
        .add(" and received_at < ?", start_of(span.to + std::chrono::days{1}));
    if (clock.measure != model::Measure::later_reply)
        sql.add(" and not (channel = 'upstream' and " + due + " < arrived_at)");
    return sql.within(scope, "").add(" group by 1, 2, 3, 4");
}

/// "select <what> from tally" of one range.
ScopedSql cells_sql(const std::string& what, const CellRange& range, const TallyScope& scope) {
    ScopedSql sql;
    sql.add("select " + what + " from tally where grain = ?", range.grain)
        .add(" and day >= ?", range.from)
        .add(" and day <= ?", range.to);
    return sql.within(scope, "");
}

ScopedSql returns_within(ScopedSql sql, const TallyScope& scope, const DaySpan& span) {
    // A ticket that was returned is another unit's by now: whose return it was decides.
    auto tickets = scope;
    tickets.unit.reset();
    sql.add(
           " from ticket_return r join ticket t on t.id = r.ticket where r.at >= ?",
           start_of(span.from)
    )
        .add(" and r.at < ?", start_of(span.to + std::chrono::days{1}))
        .within(tickets, "t.");
    if (scope.unit)
        sql.add(" and r.unit = ?", *scope.unit);
    return sql;
}

}  // namespace

ScopedSql& ScopedSql::within(const TallyScope& scope, const std::string& alias) {
    if (scope.unit)
        add(" and " + alias + "unit = ?", *scope.unit);
    if (!scope.channel.empty())
        add(" and " + alias + "channel = ?", scope.channel);
    if (!scope.kind.empty())
        add(" and " + alias + "kind = ?", scope.kind);
    if (!scope.include_restricted)
        add(" and " + alias + "restricted = 0");
    if (!scope.never_accused.empty())
        add(" and instr(" + alias + "accused, ?) = 0", '"' + scope.never_accused + '"');
    return *this;
}

Cursor ScopedSql::query(Connection& connection) const {
    auto row = connection.query(code);
    int at = 0;
    for (const auto& argument : arguments)
        std::visit([&](const auto& value) { row.bind(++at, value); }, argument);
    return row;
}

TallySums TallyRepository::days(const DaySpan& span) {
    const bool whole_town = !scope_.unit && scope_.channel.empty() && scope_.kind.empty();
    const auto grain = whole_town ? "d" : grain_for(scope_, Told::no, Told::no, Told::no);
    const CellRange days{
        grain, model::to_iso(model::Date{span.from}), model::to_iso(model::Date{span.to})};
    TallySums sums;
    add_cells(
        sums,
        cells_sql("day" + first_columns(model::kTallyColumns), days, scope_).query(connection_),
        model::kTallyColumns
    );
    return sums;
}

TallySums TallyRepository::units(const DaySpan& span) {
    const auto what = "unit" + first_columns(model::kTallyHours);
    TallySums sums;
    for (const auto& range : ranges_of(grain_for(scope_, Told::yes, Told::no, Told::no), span))
        add_cells(sums, cells_sql(what, range, scope_).query(connection_), model::kTallyHours);
    return sums;
}

std::pair<TallySums, TallySums> TallyRepository::channels_and_kinds(const DaySpan& span) {
    const auto what = "channel || '/' || kind" + first_columns(model::kTallyHours);
    TallySums both;
    for (const auto& range : ranges_of(grain_for(scope_, Told::no, Told::yes, Told::yes), span))
        add_cells(both, cells_sql(what, range, scope_).query(connection_), model::kTallyHours);
    std::pair<TallySums, TallySums> sums;
    for (const auto& [key, counts] : both) {
        const auto slash = key.rfind('/');
        sums.first[key.substr(0, slash)] += counts;
        sums.second[key.substr(slash + 1)] += counts;
    }
    return sums;
}

std::map<std::string, int> TallyRepository::received_by_topic(const DaySpan& span) {
    std::map<std::string, int> received;
    for (const auto& range : ranges_of(grain_for(scope_, Told::yes, Told::no, Told::yes), span)) {
        auto row = cells_sql("unit || '/' || kind, sum(received)", range, scope_)
                       .add(" group by unit, kind")
                       .query(connection_);
        while (row.next())
            received[row.text(0)] += static_cast<int>(row.integer(1));
    }
    return received;
}

std::vector<RunningRow> TallyRepository::running(const DaySpan& span, model::Instant now) {
    std::vector<RunningRow> rows;
    for (const auto& clock : kRunningClocks) {
        auto row = running_sql(clock, scope_, span, now).query(connection_);
        while (row.next())
            rows.push_back(
                {clock.measure,
                 row.text(0),
                 row.text(1),
                 row.text(2),
                 day_at(row, 3),
                 static_cast<int>(row.integer(4))}
            );
    }
    return rows;
}

TallySums TallyRepository::open_by_day() {
    ScopedSql sql;
    sql.add(
           "select day" + first_columns(model::kTallyHours) +
               " from tally indexed by tally_open where grain = ?",
           grain_for(scope_, Told::yes, Told::no, Told::no)
    )
        .add(" and open > 0")
        .within(scope_, "");
    TallySums sums;
    add_cells(sums, sql.query(connection_), model::kTallyHours);
    return sums;
}

std::vector<DueRow> TallyRepository::due_days(model::Instant now) {
    ScopedSql sql;
    sql.add("select unit, case when due_key < ? then null else ", model::to_unix_ms(now))
        .add(
            town_day("due_key") +
            " end, count(*) from ticket indexed by ticket_open where state in (" + open_states() +
            ")"
        )
        .add(" and state <> 'paused' and due_key < ?", kNoDueKey)
        // What was passed on when its date was over is no unit's delay.
        .add(" and not (channel = 'upstream' and round = 1 and final_due < arrived_at)")
        .within(scope_, "")
        .add(" group by 1, 2 order by 1, 2");
    std::vector<DueRow> rows;
    auto row = sql.query(connection_);
    while (row.next())
        rows.push_back(
            {row.text(0),
             row.is_null(1) ? std::nullopt : std::optional(day_at(row, 1)),
             static_cast<int>(row.integer(2))}
        );
    return rows;
}

std::map<std::string, int> TallyRepository::replied_by_unit(const DaySpan& span) {
    std::map<std::string, int> replied;
    for (const auto& range : ranges_of(grain_for(scope_, Told::yes, Told::no, Told::no), span)) {
        auto row =
            cells_sql("unit, sum(replied)", range, scope_).add(" group by unit").query(connection_);
        while (row.next())
            replied[row.text(0)] += static_cast<int>(row.integer(1));
    }
    return replied;
}

std::optional<sys_days> TallyRepository::first_day() {
    auto row = connection_.query("select min(day) from tally where grain = 'u'");
    const auto date = row.next() ? model::parse_iso_date(row.text(0)) : std::nullopt;
    return date ? std::optional(sys_days{*date}) : std::nullopt;
}

std::vector<WorkRow> TallyRepository::work(const DaySpan& span) {
    ScopedSql sql;
    auto people = scope_;
    people.channel.clear();
    people.kind.clear();
    sql.add(
           "select staff, unit, sum(open), sum(replied) from tally where grain = 'p' and (day = '' "
           "or (day >= ?",
           model::to_iso(model::Date{span.from})
    )
        .add(" and day <= ?))", model::to_iso(model::Date{span.to}))
        .within(people, "")
        .add(" group by 1, 2 having sum(open) <> 0 or sum(replied) <> 0");
    std::vector<WorkRow> rows;
    auto row = sql.query(connection_);
    while (row.next())
        rows.push_back(
            {row.integer(0),
             row.text(1),
             static_cast<int>(row.integer(2)),
             static_cast<int>(row.integer(3))}
        );
    return rows;
}

Returns TallyRepository::returns(const DaySpan& span) {
    ScopedSql sql;
    sql.add("select r.unit, r.ruling, r.right_unit, r.ticket");
    // Each return looks up its ticket's row, so both figures come of one reading.
    auto row = returns_within(std::move(sql), scope_, span).query(connection_);
    std::map<std::tuple<std::string, std::string, std::string>, int> flows;
    std::unordered_map<std::int64_t, int> by_ticket;
    Returns found;
    while (row.next()) {
        ++flows[{row.text(0), row.text(2), row.text(1)}];
        found.tickets_again += ++by_ticket[row.integer(3)] == 2 ? 1 : 0;
    }
    found.flows.reserve(flows.size());
    for (const auto& [flow, count] : flows)
        found.flows.push_back({std::get<0>(flow), std::get<2>(flow), std::get<1>(flow), count});
    std::stable_sort(found.flows.begin(), found.flows.end(), [](const auto& a, const auto& b) {
        return a.count > b.count;
    });
    return found;
}

}  // namespace huiying::store
