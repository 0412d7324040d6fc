#include "board/sla/working_hours.hpp"

#include <algorithm>

namespace huiying::sla {

namespace {

using std::chrono::days;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::sys_days;

constexpr minutes kWholeDay{24 * 60};

bool lies_in_a_day(const Span& span) {
    return span.from >= minutes{0} && span.from <= span.to && span.to <= kWholeDay;
}

bool is_open_span(const Span& span) {
    return lies_in_a_day(span) && span.from < span.to;
}

/// In order; what overlaps or touches is one span.
std::vector<Span> united(std::vector<Span> spans) {
    std::sort(spans.begin(), spans.end(), [](const Span& one, const Span& other) {
        return one.from < other.from;
    });
    std::vector<Span> whole;
    for (const auto& span : spans) {
        if (whole.empty() || whole.back().to < span.from)
            whole.push_back(span);
        else
            whole.back().to = std::max(whole.back().to, span.to);
    }
    return whole;
}

/// `spans` without `taken`; both united.
std::vector<Span> without(const std::vector<Span>& spans, const std::vector<Span>& taken) {
    std::vector<Span> left;
    for (auto span : spans) {
        for (const auto& gone : taken) {
            if (gone.to <= span.from || gone.from >= span.to)
                continue;
            if (gone.from > span.from)
                left.push_back({span.from, gone.from});
            span.from = std::min(gone.to, span.to);
        }
        if (span.from < span.to)
            left.push_back(span);
    }
    return left;
}

bool all_are_open(const std::vector<Span>& spans) {
    return std::all_of(spans.begin(), spans.end(), is_open_span);
}

/// Days: a map to their spans.
template <class Days>
bool all_days_are_open(const Days& by_day) {
    return std::all_of(by_day.begin(), by_day.end(), [](const auto& day) {
        return all_are_open(day.second);
    });
}

template <class Days>
bool is_never_open(const Days& by_day) {
    return std::all_of(by_day.begin(), by_day.end(), [](const auto& day) {
        return day.second.empty();
    });
}

bool is_well_formed(const HoursPlan& plan) {
    return all_are_open(plan.ordinary) && all_days_are_open(plan.weekdays) &&
           all_days_are_open(plan.special) &&
           std::all_of(plan.breaks.begin(), plan.breaks.end(), lies_in_a_day) &&
           std::all_of(plan.weekdays.begin(), plan.weekdays.end(), [](const auto& day) {
               return day.first < 7;
           });
}

}  // namespace

model::Result<WorkingHours> WorkingHours::of(const HoursPlan& plan) {
    if (!is_well_formed(plan))
        return model::Errc::bad_request;
    const auto breaks = united(plan.breaks);
    WorkingHours hours;
    hours.ordinary_ = without(united(plan.ordinary), breaks);
    for (const auto& [weekday, spans] : plan.weekdays)
        hours.weekdays_.emplace(weekday, without(united(spans), breaks));
    for (const auto& [date, spans] : plan.special)
        hours.special_.emplace(date, united(spans));
    if (hours.ordinary_.empty() && is_never_open(hours.weekdays_) && is_never_open(hours.special_))
        return model::Errc::bad_request;
    return hours;
}

model::Result<std::vector<Span>> WorkingHours::open_on(
    const WorkingCalendar& calendar, model::Date date
) const {
    const sys_days day{date};
    if (const auto special = special_.find(day); special != special_.end())
        return special->second;
    const auto working = calendar.is_working_day(date);
    if (!working)
        return working.error();
    if (!*working)
        return std::vector<Span>{};
    const auto named = weekdays_.find(std::chrono::weekday{day}.c_encoding());
    return named == weekdays_.end() ? ordinary_ : named->second;
}

bool WorkingHours::is_special(model::Date date) const {
    return special_.contains(sys_days{date});
}

minutes WorkingHours::ordinary_day() const {
    minutes length{0};
    for (const auto& span : ordinary_)
        length += span.to - span.from;
    return length;
}

HoursWalk::HoursWalk(
    const WorkingCalendar& calendar,
    const WorkingHours& hours,
    const HoursBudget& budget,
    const PauseLedger& pauses
)
    : calendar_(calendar),
      hours_(hours),
      pauses_(pauses),
      received_at_(std::chrono::floor<seconds>(budget.received_at)),
      day0_(model::local_date(budget.received_at)),
      date_(day0_),
      left_(budget.budget) {}

model::Result<HoursDay> HoursWalk::next() {
    if (left_ <= seconds{0})
        return model::Errc::bad_request;
    if (date_ - day0_ > days{WorkingCalendar::kMaxDays})
        return model::Errc::search_too_long;
    HoursDay day{.date = date_};
    const auto& spans = pauses_.spans();
    day.is_stopped = !spans.empty() && !spans.back().to &&
                     spans.back().from <= model::at_local(date_, seconds{0});
    if (day.is_stopped)
        return day;
    auto open = hours_.open_on(calendar_, date_);
    if (!open)
        return open.error();
    day.open = std::move(*open);
    if (!hours_.is_special(date_))
        day.provisional = calendar_.day(date_)->provisional;
    spend(day);
    date_ += days{1};
    return day;
}

void HoursWalk::spend(HoursDay& day) {
    for (const auto& span : day.open) {
        auto from = std::max(model::at_local(day.date, span.from), received_at_);
        const auto to = model::at_local(day.date, span.to);
        for (const auto& pause : pauses_.spans()) {
            if (pause.to && *pause.to <= from)
                continue;
            spend(day, from, std::min(pause.from, to));
            from = pause.to ? std::max(*pause.to, from) : to;
        }
        spend(day, from, to);
    }
}

void HoursWalk::spend(HoursDay& day, model::Instant from, model::Instant to) {
    if (day.due || from >= to)
        return;
    const auto used = std::min(std::chrono::floor<seconds>(to - from), left_);
    day.used += used;
    left_ -= used;
    if (left_ == seconds{0})
        day.due = from + used;
}

model::Result<ClockReading> hours_due(
    const WorkingCalendar& calendar,
    const WorkingHours& hours,
    const HoursBudget& budget,
    const PauseLedger& pauses
) {
    HoursWalk walk(calendar, hours, budget, pauses);
    bool provisional = false;
    for (;;) {
        const auto day = walk.next();
        if (!day)
            return day.error();
        provisional |= day->provisional;
        if (day->due || day->is_stopped)
            return ClockReading{day->due, 0, provisional};
    }
}

}  // namespace huiying::sla
