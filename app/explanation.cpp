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

}  // namespace huiying::app
