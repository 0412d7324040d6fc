#include "board/sla/due_times.hpp"

#include "board/sla/workday_count.hpp"

namespace huiying::sla {

namespace {

DueInstant close_of(const CountedDay& day, const model::ClockPolicy& policy) {
    return {model::at_local(day.date, policy.close), day.provisional};
}

model::Result<DueInstant> next_working_day_due(
    const WorkingCalendar& calendar, const model::ClockPolicy& policy, model::Instant received
) {
    const auto receipt = model::local_date(received);
    const auto today = calendar.day(receipt);
    if (!today)
        return today.error();
    if (today->is_working() && model::local_time_of_day(received) <= policy.close)
        return close_of({receipt, today->provisional}, policy);
    auto next = calendar.nth_working_day_after(receipt, 1);
    if (!next)
        return next.error();
    next->provisional |= today->provisional;
    return close_of(*next, policy);
}

}  // namespace

model::Result<DueInstant> response_due(
    const WorkingCalendar& calendar, const model::ClockPolicy& policy, model::Instant received
) {
    if (policy.message == model::MessagePolicy::next_working_day)
        return next_working_day_due(calendar, policy, received);
    return DueInstant{model::at_local(model::local_date(received), kEndOfDay), false};
}

model::Result<DueInstant> final_due(
    const WorkingCalendar& calendar,
    const model::ClockPolicy& policy,
    model::Instant received,
    CountFrom count_from
) {
    CountedDay day0{model::local_date(received), false};
    if (count_from == CountFrom::effective_receipt &&
        policy.message == model::MessagePolicy::next_working_day) {
        const auto response = next_working_day_due(calendar, policy, received);
        if (!response)
            return response.error();
        day0 = {model::local_date(response->at), response->provisional};
    }
    auto due = calendar.nth_working_day_after(day0.date, policy.final_workdays);
    if (!due)
        return due.error();
    due->provisional |= day0.provisional;
    return close_of(*due, policy);
}

model::Result<DueInstant> contact_due(
    const WorkingCalendar& calendar, const model::ClockPolicy& policy, model::Instant received
) {
    const auto day = calendar.nth_working_day_after(model::local_date(received), kContactWorkdays);
    if (!day)
        return day.error();
    return close_of(*day, policy);
}

model::DueTimes due_times(
    const WorkingCalendar& calendar,
    const model::ClockPolicy& policy,
    model::Instant received,
    CountFrom count_from
) {
    const auto response = response_due(calendar, policy, received);
    const auto final_reply = final_due(calendar, policy, received, count_from);
    model::DueTimes due;
    due.response_due =
        response ? response->at : model::at_local(model::local_date(received), kEndOfDay);
    if (final_reply)
        due.final_due = final_reply->at;
    due.provisional =
        !response || response->provisional || !final_reply || final_reply->provisional;
    if (const auto contact = contact_due(calendar, policy, received))
        due.contact_due = contact->at;
    due.calendar_version = calendar.version();
    due.policy_version = policy.version;
    return due;
}

bool is_on_time(model::Instant actual, model::Instant due) {
    using std::chrono::floor;
    using std::chrono::seconds;
    return floor<seconds>(actual) <= floor<seconds>(due);
}

bool is_breached(
    std::optional<model::Instant> due, std::optional<model::Instant> fact, model::Instant now
) {
    return due && !is_on_time(fact.value_or(now), *due);
}

}  // namespace huiying::sla
