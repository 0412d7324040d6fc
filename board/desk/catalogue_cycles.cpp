#include "board/desk/catalogue_cycles.hpp"

#include "board/sla/catalogue_due.hpp"
#include "board/workflow/notice_hours.hpp"

#include <algorithm>
#include <array>

namespace huiying::desk {
namespace {

using model::Date;
using sla::WorkingCalendar;

constexpr std::array<std::string_view, 5> kStandings{
    "overdue", "today", "soon", "later", "unknown"};
constexpr std::array<std::string_view, 3> kRungs{
    "catalogue_soon", "catalogue_today", "catalogue_overdue"};

/// The first day on which it is pointed out; the day itself where no calendar says.
Date first_reminder(const WorkingCalendar& calendar, Date due, int before) {
    const auto day = workflow::working_day_before(calendar, due, before);
    return day.has_error() ? due : *day;
}

DueStanding standing_of(
    const WorkingCalendar& calendar, const std::optional<Date>& due, int before, Date today
) {
    if (!due)
        return DueStanding::unknown;
    if (today > *due)
        return DueStanding::overdue;
    if (today == *due)
        return DueStanding::today;
    return before > 0 && today >= first_reminder(calendar, *due, before) ? DueStanding::soon
                                                                         : DueStanding::later;
}

CatalogueCycle cycle_of(std::string key, std::string name, const sla::PublicationDue& due) {
    return {
        .key = std::move(key),
        .name = std::move(name),
        .due = due.date,
        .provisional = due.provisional,
        .reason = due.reason};
}

std::vector<CatalogueCycle> cycles_of_events(
    const CycleFacts& facts, const WorkingCalendar& calendar
) {
    std::vector<CatalogueCycle> cycles;
    for (const auto& event : facts.events) {
        const auto day = model::parse_iso_date(event.day);
        auto key = event_key(event.id);
        if (!day || facts.done.contains(key))
            continue;
        cycles.push_back(cycle_of(
            std::move(key),
            event.what + "（" + event.day + "）",
            sla::due_after_event(calendar, *day, facts.kept.item.period.workdays)
        ));
    }
    return cycles;
}

/// Up to which day there may be something: what is published early is followed by the next one.
Date last_looked_at(const std::set<std::string>& done, Date today) {
    auto last = today;
    for (const auto& key : done)
        if (const auto day = model::parse_iso_date(key))
            last = std::max(last, *day);
    return last;
}

std::vector<CatalogueCycle> cycles_of_days(
    const CycleFacts& facts, const WorkingCalendar& calendar, Date today
) {
    std::vector<CatalogueCycle> cycles;
    const auto since = model::parse_iso_date(facts.kept.since).value_or(today);
    for (const auto day :
         sla::nominal_days(facts.kept.item.period, since, last_looked_at(facts.done, today))) {
        auto key = model::to_iso(day);
        if (facts.done.contains(key))
            continue;
        const bool is_ahead = day > today;
        cycles.push_back(cycle_of(key, key + " 这一期", sla::due_on_day(calendar, day)));
        if (is_ahead)
            break;
    }
    return cycles;
}

}  // namespace

std::string_view to_word(DueStanding standing) {
    return kStandings.at(static_cast<std::size_t>(standing));
}

std::string_view to_word(CatalogueRung rung) {
    return kRungs.at(static_cast<std::size_t>(rung));
}

std::string event_key(std::int64_t event) {
    return "event-" + std::to_string(event);
}

std::vector<CatalogueCycle> open_cycles(
    const CycleFacts& facts, const WorkingCalendar& calendar, Date today
) {
    const auto& item = facts.kept.item;
    if (!item.active)
        return {};
    auto cycles = item.period.kind == model::DueKind::event
                      ? cycles_of_events(facts, calendar)
                      : cycles_of_days(facts, calendar, today);
    for (auto& cycle : cycles)
        cycle.standing = standing_of(calendar, cycle.due, item.remind_before, today);
    std::stable_sort(cycles.begin(), cycles.end(), [](const auto& one, const auto& other) {
        if (!one.due || !other.due)
            return one.due.has_value() && !other.due.has_value();
        return *one.due < *other.due;
    });
    return cycles;
}

std::optional<CatalogueRung> rung_on(
    const CatalogueCycle& cycle, int remind_before, const WorkingCalendar& calendar, Date today
) {
    if (!cycle.due)
        return std::nullopt;
    if (today > *cycle.due) {
        const auto after = calendar.nth_working_day_after(*cycle.due, 1);
        return after.has_error() || today >= after->date ? std::optional(CatalogueRung::overdue)
                                                         : std::nullopt;
    }
    if (today == *cycle.due)
        return CatalogueRung::today;
    return cycle.standing == DueStanding::soon && remind_before > 0
               ? std::optional(CatalogueRung::soon)
               : std::nullopt;
}

}  // namespace huiying::desk
