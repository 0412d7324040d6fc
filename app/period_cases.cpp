#include "app/case_answers.hpp"
#include "board/sla/periods.hpp"
#include "board/sla/working_hours.hpp"

namespace huiying::app {

void answer_period(const Asked& asked, Json& answer) {
    asked.params.allow_only({"close", "workdays"});
    const auto day0 = model::local_date(asked.received_at);
    const auto reading = sla::read_clock(
        asked.calendar, {day0, asked.params.whole("workdays", 1, kMostDays), asked.close}
    );
    Grounds grounds(asked.calendar);
    grounds.add(reading, day_after(day0));
    answer["due"] = due_json(reading);
    grounds.write(answer, "error");
}

void answer_elapsed(const Asked& asked, Json& answer) {
    asked.params.allow_only({"close", "to", "pauses"});
    const sla::Elapsed elapsed{asked.received_at, asked.params.instant("to"), asked.close};
    const auto from = model::local_date(elapsed.from);
    const auto sum = sla::elapsed_workdays(asked.calendar, elapsed, read_pauses(asked.params));
    Grounds grounds(asked.calendar);
    grounds.add(sum, day_after(from));
    answer["elapsed_working_days"] = sum ? Json(sum->days) : Json(nullptr);
    const auto apart =
        std::chrono::sys_days{model::local_date(elapsed.to)} - std::chrono::sys_days{from};
    answer["elapsed_calendar_days"] = apart.count();
    grounds.write(answer, "error");
}

void answer_remaining(const Asked& asked, Json& answer) {
    asked.params.allow_only({"close", "now", "due"});
    const auto now = asked.params.instant("now");
    const auto due = asked.params.instant("due");
    const bool is_overdue = sla::is_breached(due, std::nullopt, now);
    const auto left = sla::remaining_workdays(asked.calendar, due, now);
    Grounds grounds(asked.calendar);
    grounds.add(left, day_after(model::local_date(is_overdue ? due : now)));
    answer["overdue"] = is_overdue;
    answer["remaining_working_days"] =
        left ? Json(left->remaining_workdays) : (is_overdue ? Json(0) : Json(nullptr));
    answer["overdue_working_days"] =
        left ? Json(left->overdue_workdays) : (is_overdue ? Json(nullptr) : Json(0));
    grounds.write(answer, "error");
}

void answer_calendar_days(const Asked& asked, Json& answer) {
    asked.params.allow_only({"close", "days"});
    const auto day0 = model::local_date(asked.received_at);
    const int days = asked.params.whole("days", 1, kMostDays);
    const auto due = sla::calendar_days_due(asked.calendar, {day0, days, asked.close});
    Grounds grounds(asked.calendar);
    grounds.add(due, std::chrono::sys_days{day0} + std::chrono::days{days});
    answer["due"] = due_json(due);
    grounds.write(answer, "error");
}

void answer_working_hours(const Asked& asked, Json& answer) {
    asked.params.allow_only({"close", "minutes", "hours", "pauses"});
    const auto hours = read_hours(asked.params.object("hours"));
    const auto reading = sla::hours_due(
        asked.calendar,
        hours,
        {asked.received_at, std::chrono::minutes{asked.params.whole("minutes", 1, kMostMinutes)}},
        read_pauses(asked.params)
    );
    Grounds grounds(asked.calendar);
    grounds.add(reading, model::local_date(asked.received_at));
    answer["due"] = due_json(reading);
    if (reading && !reading->due)
        answer["clock"] = "stopped";
    grounds.write(answer, "error");
}

}  // namespace huiying::app
