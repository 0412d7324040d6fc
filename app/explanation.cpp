#include "app/explanation.hpp"

#include <algorithm>
#include <array>

namespace huiying::app {
namespace {

struct Word {
    Promise promise;
    std::string_view word;
};

constexpr std::array kWords{
    Word{Promise::same_calendar_day, "same-calendar-day"},
    Word{Promise::next_working_day, "next-working-day"},
    Word{Promise::period, "period"},
    Word{Promise::calendar_days, "calendar-days"},
    Word{Promise::working_hours, "working-hours"},
};

sla::Trace final_trace(const sla::WorkingCalendar& calendar, const Question& question) {
    const auto day0 = model::local_date(question.received_at);
    if (question.promise == Promise::calendar_days)
        return sla::trace_calendar_days(calendar, {day0, question.days, question.close});
    if (question.promise == Promise::working_hours)
        return sla::trace_hours(
            calendar,
            question.hours.value(),
            {question.received_at, question.budget},
            question.pauses
        );
    return sla::trace_workdays(calendar, {day0, question.days, question.close}, question.pauses);
}

std::string special_name(const sla::TraceDay& row) {
    return row.kind == sla::DayKind::worked_in_lieu ? row.name + "调休上班" : row.name;
}

std::string kind_word(const sla::TraceDay& row) {
    if (!row.kind)
        return "该年没有日历";
    if (*row.kind == sla::DayKind::weekday)
        return "工作日";
    return *row.kind == sla::DayKind::weekend ? "周末" : special_name(row);
}

}  // namespace

std::string_view to_word(Promise promise) {
    const auto* found = std::find_if(kWords.begin(), kWords.end(), [&](const Word& word) {
        return word.promise == promise;
    });
    return found->word;
}

std::optional<Promise> parse_promise(std::string_view word) {
    const auto* found = std::find_if(kWords.begin(), kWords.end(), [&](const Word& row) {
        return row.word == word;
    });
    return found == kWords.end() ? std::nullopt : std::optional(found->promise);
}

Explanation explain(const sla::WorkingCalendar& calendar, const Question& question) {
    Explanation explanation{
        question, std::nullopt, final_trace(calendar, question), calendar.version()};
    const bool is_message = question.promise == Promise::same_calendar_day ||
                            question.promise == Promise::next_working_day;
    if (!is_message)
        return explanation;
    const model::ClockPolicy policy{
        .message = question.promise == Promise::same_calendar_day
                       ? model::MessagePolicy::same_calendar_day
                       : model::MessagePolicy::next_working_day,
        .close = question.close,
        .final_workdays = question.days};
    explanation.response = sla::trace_response(calendar, policy, question.received_at);
    return explanation;
}

std::string reason_of(const sla::TraceDay& row) {
    switch (row.step) {
        case sla::TraceStep::day_zero:
            return "收到当日，不计入（" + kind_word(row) + "）";
        case sla::TraceStep::counted:
        case sla::TraceStep::day_off:
            return kind_word(row);
        case sla::TraceStep::paused:
            return kind_word(row) + "，计时暂停中，不计入";
        case sla::TraceStep::after_close:
            return kind_word(row) + "，收到时已过截止时刻";
        case sla::TraceStep::rest_day:
            return kind_word(row) + "，期限顺延";
        case sla::TraceStep::closed:
            return kind_word(row) + "，当日不办公";
        case sla::TraceStep::stopped:
            return "计时已停止，尚未恢复";
        case sla::TraceStep::not_covered:
            return "该年没有日历，无法推算";
    }
    return {};
}

}  // namespace huiying::app
