#include "board/sla/promise.hpp"

namespace huiying::sla {

WorkdayCount count_of(const model::ClockPolicy& policy, const PromiseFacts& facts) {
    return {
        model::local_date(facts.counted_from),
        facts.workdays + facts.extension_workdays,
        policy.close};
}

model::Result<ClockReading> promised_reply(
    const WorkingCalendar& calendar, const model::ClockPolicy& policy, const PromiseFacts& facts
) {
    return read_clock(calendar, count_of(policy, facts), facts.pauses);
}

RenewedDue renewed(
    const std::optional<DueInstant>& told, const std::optional<DueInstant>& counted
) {
    if (!counted && !told)
        return {std::nullopt, Renewal::same, true};
    if (!counted)
        return {told->at, told->provisional ? Renewal::same : Renewal::uncovered, true};
    if (!told)
        return {counted->at, Renewal::known, counted->provisional};
    if (!is_on_time(counted->at, told->at))
        return {counted->at, Renewal::later, counted->provisional};
    if (!is_on_time(told->at, counted->at))
        return {told->at, Renewal::kept, counted->provisional};
    const bool is_firm_now = told->provisional && !counted->provisional;
    return {told->at, is_firm_now ? Renewal::confirmed : Renewal::same, counted->provisional};
}

}  // namespace huiying::sla
