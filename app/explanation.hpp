// Why a clock says what it says: the command `huiying sla explain`, as a Chinese table or as JSON.
// The traces are made by board/sla; here they are asked for and put into words. Used by
// clock_commands. Pure.
#pragma once

#include "board/sla/message_clock.hpp"
#include "board/sla/trace.hpp"

#include <string>

namespace huiying::app {

/// What is promised; the last three promise one thing, the first two a response besides.
enum class Promise { same_calendar_day, next_working_day, period, calendar_days, working_hours };

struct Question {
    Promise promise = Promise::same_calendar_day;
    model::Instant received_at{};
    int days = 5;                            ///< working days, or calendar days
    std::chrono::minutes budget{};           ///< working_hours only
    std::optional<sla::WorkingHours> hours;  ///< working_hours only
    std::chrono::seconds close = sla::kEndOfDay;
    sla::PauseLedger pauses;  ///< not for calendar_days
};

struct Explanation {
    Question question;
    std::optional<sla::Trace> response;
    sla::Trace final_reply;
    std::string calendar_version;
};

/// "same-calendar-day" and so on.
std::string_view to_word(Promise promise);
std::optional<Promise> parse_promise(std::string_view word);

Explanation explain(const sla::WorkingCalendar& calendar, const Question& question);

/// A table for people; lines end with a line feed.
std::string as_text(const Explanation& explanation);
/// One JSON object, indented.
std::string as_json(const Explanation& explanation);

}  // namespace huiying::app
