#include "board/sla/trace.hpp"

namespace huiying::sla {

namespace {

using std::chrono::days;
using std::chrono::sys_days;

/// A date as the notices have it; a date that none covers has no kind.
TraceDay looked_up(const WorkingCalendar& calendar, model::Date date) {
    TraceDay row{.date = date};
    const auto day = calendar.day(date);
    if (!day)
        return row;
    row.kind = day->kind;
    row.name = day->name;
    row.source = day->source;
    row.provisional = day->provisional;
    return row;
}

bool is_working(const TraceDay& row) {
    return row.kind == DayKind::weekday || row.kind == DayKind::worked_in_lieu;
}

bool is_too_far(model::Date day0, sys_days date) {
    return date - sys_days{day0} > days{WorkingCalendar::kMaxDays};
}

/// The row with what it did, added; what it rests on goes over to the whole.
TraceDay& add(Trace& trace, TraceDay row, TraceStep step) {
    row.step = step;
    row.count =
        (trace.days.empty() ? 0 : trace.days.back().count) + (step == TraceStep::counted ? 1 : 0);
    trace.provisional |= row.provisional && step != TraceStep::day_zero;
    trace.days.push_back(std::move(row));
    return trace.days.back();
}

void end_uncovered(Trace& trace, TraceDay row) {
    add(trace, std::move(row), TraceStep::not_covered);
    trace.error = model::Errc::calendar_not_covered;
}

/// Whether the clock stands still at `close` for good.
bool stands_still_from(const PauseLedger& pauses, model::Instant close) {
    const auto& spans = pauses.spans();
    return !spans.empty() && !spans.back().to && spans.back().from <= close;
}

/// One date of a count of working days. True: it was the last.
bool count_date(
    const WorkingCalendar& calendar,
    const WorkdayCount& count,
    const PauseLedger& pauses,
    sys_days date,
    Trace& trace
) {
    const auto close = model::at_local(date, count.close);
    if (stands_still_from(pauses, close)) {
        add(trace, {.date = date}, TraceStep::stopped);
        return true;
    }
    auto row = looked_up(calendar, date);
    if (!row.kind) {
        end_uncovered(trace, std::move(row));
        return true;
    }
    auto step = TraceStep::day_off;
    if (is_working(row))
        step = pauses.stops(close) ? TraceStep::paused : TraceStep::counted;
    if (add(trace, std::move(row), step).count == count.workdays)
        trace.due = close;
    return trace.due.has_value();
}

}  // namespace

Trace trace_workdays(
    const WorkingCalendar& calendar, const WorkdayCount& count, const PauseLedger& pauses
) {
    Trace trace;
    add(trace, looked_up(calendar, count.day0), TraceStep::day_zero);
    for (auto date = sys_days{count.day0} + days{1}; !is_too_far(count.day0, date); date += days{1})
        if (count_date(calendar, count, pauses, date, trace))
            return trace;
    trace.error = model::Errc::search_too_long;
    return trace;
}

Trace trace_response(
    const WorkingCalendar& calendar, const model::ClockPolicy& policy, model::Instant received
) {
    Trace trace;
    const auto receipt = model::local_date(received);
    auto row = looked_up(calendar, receipt);
    if (policy.message == model::MessagePolicy::same_calendar_day) {
        // That promise holds on every day: it rests on no calendar.
        row.provisional = false;
        add(trace, std::move(row), TraceStep::counted);
        trace.due = model::at_local(receipt, kEndOfDay);
        return trace;
    }
    for (auto date = sys_days{receipt}; !is_too_far(receipt, date); date += days{1}) {
        row = looked_up(calendar, date);
        if (!row.kind) {
            end_uncovered(trace, std::move(row));
            return trace;
        }
        const bool too_late =
            date == sys_days{receipt} && model::local_time_of_day(received) > policy.close;
        if (is_working(row) && !too_late) {
            add(trace, std::move(row), TraceStep::counted);
            trace.due = model::at_local(date, policy.close);
            return trace;
        }
        const auto step = is_working(row) ? TraceStep::after_close : TraceStep::day_off;
        add(trace, std::move(row), step);
    }
    trace.error = model::Errc::search_too_long;
    return trace;
}

Trace trace_calendar_days(const WorkingCalendar& calendar, const CalendarDayCount& count) {
    Trace trace;
    add(trace, looked_up(calendar, count.day0), TraceStep::day_zero);
    const auto last = sys_days{count.day0} + days{count.days};
    for (auto date = sys_days{count.day0} + days{1}; !is_too_far(count.day0, date);
         date += days{1}) {
        auto row = looked_up(calendar, date);
        if (date < last) {
            // Every calendar day counts: which notice covers it does not matter.
            row.provisional = false;
            add(trace, std::move(row), TraceStep::counted);
            continue;
        }
        if (!row.kind) {
            end_uncovered(trace, std::move(row));
            return trace;
        }
        if (is_working(row)) {
            add(trace, std::move(row), TraceStep::counted).count = count.days;
            trace.due = model::at_local(date, count.close);
            return trace;
        }
        add(trace, std::move(row), TraceStep::rest_day);
    }
    trace.error = model::Errc::search_too_long;
    return trace;
}

namespace {

TraceStep step_of(const HoursDay& day, const TraceDay& row, model::Instant received) {
    if (day.used > std::chrono::seconds{0})
        return TraceStep::counted;
    if (day.open.empty())
        return row.kind && !is_working(row) ? TraceStep::day_off : TraceStep::closed;
    return model::at_local(day.date, day.open.back().to) <= received ? TraceStep::after_close
                                                                     : TraceStep::paused;
}

}  // namespace

Trace trace_hours(
    const WorkingCalendar& calendar,
    const WorkingHours& hours,
    const HoursBudget& budget,
    const PauseLedger& pauses
) {
    Trace trace;
    HoursWalk walk(calendar, hours, budget, pauses);
    sys_days date{model::local_date(budget.received_at)};
    for (;; date += days{1}) {
        const auto day = walk.next();
        auto row = looked_up(calendar, date);
        if (!day) {
            if (day.error() == model::make_error_code(model::Errc::calendar_not_covered))
                add(trace, std::move(row), TraceStep::not_covered);
            trace.error = model::errc_of(day.error());
            return trace;
        }
        if (day->is_stopped) {
            add(trace, {.date = date}, TraceStep::stopped);
            return trace;
        }
        row.provisional = day->provisional;
        row.open = day->open;
        row.used = day->used;
        const auto step = step_of(*day, row, budget.received_at);
        add(trace, std::move(row), step);
        trace.due = day->due;
        if (trace.due)
            return trace;
    }
}

}  // namespace huiying::sla
