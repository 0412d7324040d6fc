#include "board/workflow/ladder.hpp"

#include "board/sla/working_calendar.hpp"

#include <algorithm>
#include <array>

namespace huiying::workflow {
namespace {

using enum Audience;
using enum model::TicketState;
using model::Instant;
using model::TicketState;
using States = EnumSet<TicketState>;

/// When on its day a rung fires.
enum class Moment { opening, closing, before_due, on_receipt };

/// Working days from the due date: negative before it.
using Offset = int (*)(const LadderSettings&);

struct RungRow {
    Rung rung;
    std::string_view word;
    std::string_view chinese;
    Clock clock;
    Offset offset;
    Moment moment;
    Audiences told;
    States wanted;
};

constexpr int on_the_day(const LadderSettings&) {
    return 0;
}

constexpr int next_day(const LadderSettings&) {
    return 1;
}

constexpr int reminder_before(const LadderSettings& settings) {
    return -settings.remind_before;
}

constexpr int draft_day(const LadderSettings& settings) {
    return settings.draft_by - settings.final_workdays;
}

constexpr int review_day(const LadderSettings& settings) {
    return settings.review_by - settings.final_workdays;
}

constexpr int supervision_day(const LadderSettings& settings) {
    return settings.supervise_after;
}

constexpr int report_day(const LadderSettings& settings) {
    return settings.report_after;
}

constexpr States kUndrafted{
    pending_acceptance, to_dispatch, dispatch_review, to_sign, handling, rework};
constexpr States kUnreviewed = kUndrafted | States{drafted, sent_back, in_review, in_second_review};
constexpr States kRunning = kUnreviewed | States{approved};
constexpr States kAnswered{final_replied, to_evaluate};

// The ladder. A rung tells the holder by the audiences of the row that hold the ticket then.
constexpr std::array kRows{
    RungRow{
        Rung::emergency,
        "emergency",
        "紧急来信提醒",
        Clock::receipt,
        on_the_day,
        Moment::on_receipt,
        {office, on_duty},
        kRunning},
    RungRow{
        Rung::response_today,
        "response_today",
        "当天回应提醒",
        Clock::acceptance,
        on_the_day,
        Moment::before_due,
        {office, on_duty},
        kRunning},
    RungRow{
        Rung::contact_today,
        "contact_today",
        "先行联系提醒",
        Clock::human_contact,
        on_the_day,
        Moment::opening,
        {handlers},
        kRunning},
    RungRow{
        Rung::draft_budget,
        "draft_budget",
        "拟稿提醒",
        Clock::final_reply,
        draft_day,
        Moment::opening,
        {handlers, office},
        kUndrafted},
    RungRow{
        Rung::review_budget,
        "review_budget",
        "审核提醒",
        Clock::final_reply,
        review_day,
        Moment::opening,
        {handlers, reviewers, signers},
        kUnreviewed},
    RungRow{
        Rung::due_soon,
        "due_soon",
        "到期前催办",
        Clock::final_reply,
        reminder_before,
        Moment::opening,
        {handlers, reviewers, signers, office},
        kRunning},
    RungRow{
        Rung::due_today,
        "due_today",
        "当日催办",
        Clock::final_reply,
        on_the_day,
        Moment::opening,
        {handlers, reviewers, signers, office},
        kRunning},
    RungRow{
        Rung::breached,
        "breached",
        "超期通知",
        Clock::final_reply,
        next_day,
        Moment::opening,
        {handlers, unit_lead, office},
        kRunning},
    RungRow{
        Rung::supervision,
        "supervision",
        "督办",
        Clock::final_reply,
        supervision_day,
        Moment::closing,
        {handlers, unit_lead, office_managers},
        kRunning},
    RungRow{
        Rung::in_report,
        "in_report",
        "列入通报",
        Clock::final_reply,
        report_day,
        Moment::opening,
        {unit_lead, office, office_managers},
        kRunning},
    RungRow{
        Rung::part_today,
        "part_today",
        "协办意见当日提醒",
        Clock::unit_part,
        on_the_day,
        Moment::opening,
        {assistants},
        kRunning},
    RungRow{
        Rung::part_breached,
        "part_breached",
        "协办意见超期",
        Clock::unit_part,
        next_day,
        Moment::opening,
        {assistants, handlers},
        kRunning},
    RungRow{
        Rung::commitment_soon,
        "commitment_soon",
        "挂账到期前提醒",
        Clock::commitment,
        reminder_before,
        Moment::opening,
        {handlers},
        kAnswered},
    RungRow{
        Rung::commitment_breached,
        "commitment_breached",
        "挂账超期",
        Clock::commitment,
        next_day,
        Moment::opening,
        {handlers, unit_lead, office},
        kAnswered},
};

constexpr bool is_in_order() {
    for (std::size_t i = 0; i < kRows.size(); ++i)
        if (static_cast<std::size_t>(kRows[i].rung) != i)
            return false;
    return true;
}

static_assert(is_in_order(), "a row for every rung, in the order of the enumeration");

const RungRow& row_of(Rung rung) {
    return kRows.at(static_cast<std::size_t>(rung));
}

model::Result<model::Date> day_of(
    const sla::WorkingCalendar& calendar, model::Date due, int offset
) {
    if (offset <= 0)
        return working_day_before(calendar, due, -offset);
    const auto day = calendar.nth_working_day_after(due, offset);
    if (day.has_error())
        return day.error();
    return day->date;
}

model::Result<Instant> instant_of(
    const sla::WorkingCalendar& calendar,
    const LadderSettings& settings,
    const NoticeHours& hours,
    const RungRow& row,
    Instant due
) {
    if (row.moment == Moment::before_due)
        return due - settings.response_warning;
    const auto day = day_of(calendar, model::local_date(due), row.offset(settings));
    if (day.has_error())
        return day.error();
    // The last minute that is still in hours.
    const auto time =
        row.moment == Moment::opening ? hours.opens : hours.closes - std::chrono::minutes{1};
    return model::at_local(*day, time);
}

Reach reach_of(const RungRow& row) {
    const bool any = row.moment == Moment::before_due || row.moment == Moment::on_receipt;
    return any ? Reach::any_hour : Reach::working_hours;
}

/// The whole ticket's ladder has no part; a lead unit's date is the ticket's own.
bool climbs(const RungRow& row, const Deadline& deadline) {
    // Whichever grade the town promises, there is one same-day warning.
    const bool response = deadline.clock == Clock::receipt || deadline.clock == Clock::contact;
    const auto clock = response ? Clock::acceptance : deadline.clock;
    return row.moment != Moment::on_receipt && row.clock == clock &&
           (row.clock == Clock::unit_part) != deadline.unit.empty();
}

}  // namespace

std::string to_text(const RungKey& key) {
    return key.number + (key.unit.empty() ? "" : "/" + key.unit) + "|" +
           std::string(to_word(key.rung)) + "|" + std::to_string(key.version);
}

std::string_view to_word(Rung rung) {
    return row_of(rung).word;
}

std::string_view chinese_name(Rung rung) {
    return row_of(rung).chinese;
}

std::optional<Rung> parse_rung(std::string_view word) {
    for (const auto& row : kRows)
        if (row.word == word)
            return row.rung;
    return std::nullopt;
}

Ladder plan_ladder(
    const sla::WorkingCalendar& calendar,
    const LadderSettings& settings,
    const NoticeHours& hours,
    const Deadline& deadline
) {
    Ladder ladder;
    for (const auto& row : kRows) {
        if (!climbs(row, deadline))
            continue;
        const auto at = instant_of(calendar, settings, hours, row, deadline.due);
        if (at.has_error()) {
            ladder.incomplete = true;
            continue;
        }
        if (*at >= deadline.since)
            ladder.rungs.push_back(
                {{deadline.number, deadline.unit, row.rung, deadline.version},
                 *at,
                 row.told,
                 reach_of(row)}
            );
    }
    std::stable_sort(ladder.rungs.begin(), ladder.rungs.end(), [](const auto& a, const auto& b) {
        return a.at < b.at;
    });
    return ladder;
}

PlannedRung emergency_rung(const std::string& number, Instant received) {
    const auto& row = row_of(Rung::emergency);
    return {{number, "", row.rung, 1}, received, row.told, reach_of(row)};
}

bool is_wanted(Rung rung, TicketState state) {
    return row_of(rung).wanted.contains(state);
}

std::vector<PlannedRung> due_rungs(
    const std::vector<PlannedRung>& planned, const std::set<RungKey>& fired, Instant now
) {
    std::vector<PlannedRung> due;
    for (const auto& rung : planned)
        if (rung.at <= now && !fired.contains(rung.key))
            due.push_back(rung);
    std::stable_sort(due.begin(), due.end(), [](const auto& a, const auto& b) {
        return a.at < b.at;
    });
    return due;
}

}  // namespace huiying::workflow
