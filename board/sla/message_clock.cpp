#include "board/sla/message_clock.hpp"

#include <algorithm>

namespace huiying::sla {

namespace {

bool is_over_cap(const MessageFacts& facts, int granted) {
    return facts.max_extension_workdays && granted > *facts.max_extension_workdays;
}

/// The final reply, and the verdicts on the extensions on the way.
void count_final_reply(
    const WorkingCalendar& calendar,
    const model::ClockPolicy& policy,
    const MessageFacts& facts,
    MessageClock& clock
) {
    WorkdayCount count{clock.day0, policy.final_workdays, policy.close};
    clock.final_reply = read_clock(calendar, count, facts.pauses);
    for (const auto& extension : facts.extensions) {
        if (extension.workdays < 0) {
            clock.final_reply = model::Errc::bad_request;
            return;
        }
        const int granted = count.workdays - policy.final_workdays + extension.workdays;
        auto verdict = came_in_time(calendar, clock.day0, clock.final_reply, extension.granted_at);
        if (is_over_cap(facts, granted))
            verdict = ExtensionVerdict::refused;
        clock.extensions.push_back(verdict);
        if (verdict != ExtensionVerdict::accepted)
            continue;
        count.workdays += extension.workdays;
        clock.final_reply = read_clock(calendar, count, facts.pauses);
    }
}

}  // namespace

ExtensionVerdict came_in_time(
    const WorkingCalendar& calendar,
    model::Date day0,
    const model::Result<ClockReading>& reading,
    model::Instant done_at
) {
    if (reading) {
        const bool in_time = !reading->due || is_on_time(done_at, *reading->due);
        return in_time ? ExtensionVerdict::accepted : ExtensionVerdict::refused;
    }
    if (reading.error() != model::make_error_code(model::Errc::calendar_not_covered))
        return ExtensionVerdict::unknown;
    const auto known = std::chrono::sys_days{day0} + std::chrono::days{1};
    const int uncovered = calendar.first_uncovered_year(known);
    return static_cast<int>(model::local_date(done_at).year()) < uncovered
               ? ExtensionVerdict::accepted
               : ExtensionVerdict::unknown;
}

MessageClock message_clock(
    const WorkingCalendar& calendar,
    const model::ClockPolicy& policy,
    const MessageFacts& facts,
    CountFrom count_from
) {
    MessageClock clock;
    clock.receipt_date = model::local_date(facts.received_at);
    clock.day0 = clock.receipt_date;
    clock.response = response_due(calendar, policy, facts.received_at);
    const bool from_response = count_from == CountFrom::effective_receipt &&
                               policy.message == model::MessagePolicy::next_working_day;
    if (from_response && clock.response.has_error()) {
        clock.final_reply = clock.response.error();
        clock.extensions.assign(facts.extensions.size(), ExtensionVerdict::unknown);
        return clock;
    }
    if (from_response)
        clock.day0 = model::local_date(clock.response->at);
    count_final_reply(calendar, policy, facts, clock);
    if (from_response && clock.final_reply)
        clock.final_reply->provisional |= clock.response->provisional;
    return clock;
}

}  // namespace huiying::sla
