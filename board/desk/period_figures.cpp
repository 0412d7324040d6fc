#include "board/desk/period_figures.hpp"

#include "board/desk/tally_scope.hpp"
#include "board/desk/ticket_access.hpp"
#include "board/store/database.hpp"
#include "board/store/ticket_selection.hpp"

#include <algorithm>

namespace huiying::desk {
namespace {

using model::DaySpan;
using model::Tally;
using model::TallyCounts;
using std::chrono::days;
using std::chrono::sys_days;
using store::TallySums;

/// What still runs past its due time is missed, wherever it is counted.
void add_running(
    TallySums& sums,
    const std::vector<store::RunningRow>& running,
    const std::function<std::string(const store::RunningRow&)>& key
) {
    for (const auto& row : running)
        sums[key(row)].values.at(TallyCounts::column_of(row.measure, model::Standing::missed)) +=
            row.count;
}

TallyCounts total_of(const TallySums& sums) {
    TallyCounts total;
    for (const auto& [key, counts] : sums)
        total += counts;
    return total;
}

std::string by_day(const store::RunningRow& row) {
    return model::to_iso(model::Date{row.day});
}

/// Sums of one span, by one word at a time.
class SpanSums {
  public:
    SpanSums(store::TallyRepository& tally, const DaySpan& span, model::Instant now)
        : tally_(tally), span_(span), running_(tally.running(span, now)) {}

    TallySums days() {
        auto sums = tally_.days(span_);
        add_running(sums, running_, &by_day);
        return sums;
    }

    TallySums units() {
        auto sums = tally_.units(span_);
        add_running(sums, running_, [](const auto& row) { return row.unit; });
        return sums;
    }

    std::pair<TallySums, TallySums> channels_and_kinds() {
        auto sums = tally_.channels_and_kinds(span_);
        add_running(sums.first, running_, [](const auto& row) { return row.channel; });
        add_running(sums.second, running_, [](const auto& row) { return row.kind; });
        return sums;
    }

  private:
    store::TallyRepository& tally_;
    const DaySpan span_;
    const std::vector<store::RunningRow> running_;
};

std::vector<PeriodPart> parts_of(
    const TallySums& sums,
    const TallySums& before,
    const std::function<std::string(const std::string&)>& name
) {
    std::map<std::string, PeriodPart> parts;
    for (const auto& [code, counts] : sums)
        parts[code].counts = counts;
    for (const auto& [code, counts] : before)
        parts[code].before = counts;
    std::vector<PeriodPart> sorted;
    for (auto& [code, part] : parts) {
        part.code = code;
        part.name = name(code);
        sorted.push_back(std::move(part));
    }
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto& left, const auto& right) {
        return left.counts[Tally::received] > right.counts[Tally::received];
    });
    return sorted;
}

void fill_days(PeriodView& view, const TallySums& sums) {
    for (auto day = view.span.from; day <= view.span.to; day += days{1}) {
        PeriodDay shown{model::to_iso(model::Date{day}), {}};
        if (const auto found = sums.find(shown.date); found != sums.end())
            shown.counts = found->second;
        auto& hours = view.hours.at(std::chrono::weekday{day}.iso_encoding() - 1);
        for (std::size_t hour = 0; hour < hours.size(); ++hour)
            hours.at(hour) += shown.counts.hour(hour);
        view.days.push_back(std::move(shown));
    }
}

constexpr std::size_t kShownTopics = 12;

/// Those that grew, by how much.
std::vector<GrowingTopic> topics_of(
    const std::map<std::string, int>& received,
    const std::map<std::string, int>& before,
    const TownSnapshot& town
) {
    std::vector<GrowingTopic> topics;
    for (const auto& [key, count] : received) {
        const auto slash = key.find('/');
        const auto found = before.find(key);
        GrowingTopic topic{
            key.substr(0, slash),
            "",
            key.substr(slash + 1),
            count,
            found == before.end() ? 0 : found->second};
        if (topic.received <= topic.before)
            continue;
        topic.unit_name = topic.unit.empty() ? "待分派" : town.unit_name(topic.unit);
        topics.push_back(std::move(topic));
    }
    std::stable_sort(topics.begin(), topics.end(), [](const auto& left, const auto& right) {
        return left.received - left.before > right.received - right.before;
    });
    topics.resize(std::min(topics.size(), kShownTopics));
    return topics;
}

bool is_whole_month(const DaySpan& span) {
    const model::Date from{span.from};
    const model::Date to{span.to};
    return from.day() == std::chrono::day{1} && from.year() == to.year() &&
           from.month() == to.month() &&
           model::Date{span.to + days{1}}.day() == std::chrono::day{1};
}

/// The same date of the year before; the 29th of February becomes the 28th.
sys_days a_year_before(sys_days day) {
    const model::Date date{day};
    const auto before = date - std::chrono::years{1};
    return before.ok() ? sys_days{before}
                       : sys_days{before.year() / before.month() / std::chrono::last};
}

std::string unit_title(const TownSnapshot& town, const std::string& code) {
    return code.empty() ? "待分派" : town.unit_name(code);
}

}  // namespace

DaySpan compared_span(const DaySpan& span, Comparison comparison) {
    if (comparison == Comparison::year_ago)
        return {a_year_before(span.from), a_year_before(span.to)};
    const auto until = span.from - days{1};
    const model::Date last{until};
    if (is_whole_month(span))
        return {sys_days{last.year() / last.month() / std::chrono::day{1}}, until};
    return {until - (span.to - span.from), until};
}

bool PeriodFigures::sees_all(const model::Staff& staff) const {
    return filter_of(staff, town_.snapshot()->lead_unit(), Queue::all, {}).units.empty();
}

model::Result<PeriodView> PeriodFigures::period(const model::Staff& staff, const PeriodAsked& asked)
    const {
    const auto town = town_.snapshot();
    const auto scope = scope_of(staff, *town, asked);
    if (scope.has_error())
        return scope.error();
    PeriodView view{.at = clock_.now(), .span = asked.span};
    if (asked.comparison != Comparison::none)
        view.compared = compared_span(asked.span, asked.comparison);
    database_.read([&](store::Connection& connection) {
        store::TallyRepository tally(connection, *scope);
        SpanSums now(tally, view.span, view.at);
        const auto days_now = now.days();
        const auto units_now = now.units();
        view.total = total_of(days_now);
        fill_days(view, days_now);
        TallySums units;
        std::pair<TallySums, TallySums> ways;
        if (view.compared) {
            SpanSums before(tally, *view.compared, view.at);
            units = before.units();
            ways = before.channels_and_kinds();
            view.before = total_of(units);
        }
        view.units =
            parts_of(units_now, units, [&](const auto& code) { return unit_title(*town, code); });
        const auto [channels, kinds] = now.channels_and_kinds();
        const auto code_itself = [](const auto& code) { return code; };
        view.channels = parts_of(channels, ways.first, code_itself);
        view.kinds = parts_of(kinds, ways.second, code_itself);
        view.topics = topics_of(
            tally.received_by_topic(view.span),
            tally.received_by_topic(
                view.compared.value_or(compared_span(view.span, Comparison::before))
            ),
            *town
        );
    });
    return view;
}

model::Result<SelectedTickets> PeriodFigures::tickets(
    const model::Staff& staff, const PeriodAsked& asked, const SelectionAsked& selection
) const {
    const auto scope = scope_of(staff, *town_.snapshot(), asked);
    if (scope.has_error())
        return scope.error();
    const store::SelectionWanted wanted{
        .what = selection.what,
        .value = selection.value,
        .span = asked.span,
        .now = clock_.now(),
        .after = selection.after,
        .limit = std::clamp(selection.limit, 1, 100)};
    return database_.read([&](store::Connection& connection) {
        const auto page = store::select_tickets(connection, *scope, wanted);
        SelectedTickets selected{{{}, page.next}, 0};
        for (const auto& record : page.items)
            selected.list.items.push_back(row_of(record, wanted.now));
        selected.total = store::count_selected(connection, *scope, wanted, kSelectedBound);
        return selected;
    });
}

}  // namespace huiying::desk
