#include "board/desk/dates_explained.hpp"

#include "board/desk/recount_words.hpp"
#include "board/desk/renewal.hpp"
#include "board/desk/ticket_access.hpp"
#include "board/sla/trace_words.hpp"
#include "board/sla/working_calendar.hpp"
#include "board/store/database.hpp"
#include "board/store/recount_repository.hpp"

namespace huiying::desk {
namespace {

using model::Instant;
using workflow::Clock;

/// 先行联系: within so many working days of receipt a person speaks with the citizen.
constexpr int kContactWorkdays = 1;

ExplainedDay day_of(const sla::TraceDay& row) {
    return {
        .date = row.date,
        .weekday = sla::weekday_word(row.date),
        .working = sla::works_on(row),
        .name = row.name,
        .step = std::string(sla::to_word(row.step)),
        .counted = row.step == sla::TraceStep::counted,
        .count = row.count,
        .reason = sla::reason_of(row),
        .source = row.source,
        .provisional = row.provisional};
}

std::string title_of(Clock clock) {
    if (clock == Clock::final_reply)
        return "最终答复";
    return clock == Clock::human_contact ? "人工联系" : "首次回应";
}

/// A clock as its trace has it; what is promised and met comes later.
ExplainedClock traced(Clock clock, Instant start, const sla::Trace& trace) {
    ExplainedClock explained{
        .clock = std::string(workflow::to_word(clock)), .title = title_of(clock), .start = start};
    explained.due = trace.due;
    explained.counted_due = trace.due;
    explained.provisional = trace.provisional || trace.error.has_value();
    if (trace.error == model::Errc::calendar_not_covered)
        explained.uncovered_year = static_cast<int>(trace.days.back().date.year());
    for (const auto& row : trace.days)
        explained.days.push_back(day_of(row));
    return explained;
}

std::string state_of(const ExplainedClock& clock, const model::Ticket& ticket, Instant now) {
    if (clock.met_at)
        return sla::is_breached(clock.due, clock.met_at, now) ? "late" : "met";
    if (!model::is_open(ticket.state))
        return "ended";
    const bool is_reply = clock.clock == workflow::to_word(Clock::final_reply);
    if (is_reply && ticket.state == model::TicketState::paused)
        return "paused";
    if (!clock.due)
        return "unknown";
    return sla::is_breached(clock.due, std::nullopt, now) ? "overdue" : "running";
}

std::string note_of(const ExplainedClock& clock, const store::PromisedDates& dates) {
    if (clock.due == clock.counted_due || !clock.due)
        return {};
    if (dates.own_response_due)
        return "并入了更早的来信，以其中最早的日期为准";
    if (!clock.counted_due)
        return "所需年份没有日历，维持已告知来信人的日期";
    return *clock.due > *clock.counted_due ? "按现行日历和规定推算更早，已告知来信人的日期不提前"
                                           : "日期是按当时的日历和规定定下的";
}

ExplainedClock response_clock(const TownSnapshot& town, Instant received) {
    return traced(
        Clock::acceptance,
        received,
        sla::trace_response(town.calendar(), town.settings().policy, received)
    );
}

ExplainedClock contact_clock(const TownSnapshot& town, Instant received) {
    auto clock = traced(
        Clock::human_contact,
        received,
        sla::trace_workdays(
            town.calendar(),
            {model::local_date(received), kContactWorkdays, town.settings().policy.close}
        )
    );
    clock.workdays = kContactWorkdays;
    return clock;
}

ExplainedClock reply_clock(const TownSnapshot& town, const sla::PromiseFacts& facts) {
    const auto count = sla::count_of(town.settings().policy, facts);
    auto clock = traced(
        Clock::final_reply,
        facts.counted_from,
        sla::trace_workdays(town.calendar(), count, facts.pauses)
    );
    clock.workdays = facts.workdays;
    clock.extension_workdays = facts.extension_workdays;
    for (const auto& pause : facts.pauses.spans())
        clock.pauses.push_back({pause.from, pause.to});
    return clock;
}

void promise(
    ExplainedClock& clock,
    const store::PromisedDates& dates,
    const std::optional<Instant>& due,
    const std::optional<Instant>& met_at,
    Instant now
) {
    clock.due = due;
    clock.met_at = met_at;
    clock.note = note_of(clock, dates);
    clock.state = state_of(clock, dates.ticket, now);
}

ExplainedChange change_of(const store::DueChange& change) {
    return {
        .at = change.at,
        .clock = change.clock,
        .old_due = change.old_due,
        .new_due = change.new_due,
        .counted_due = change.counted_due,
        .outcome = change.outcome,
        .reason = reason_words(change.before, change.versions),
        .calendar_version = change.versions.calendar,
        .policy_version = change.versions.policy};
}

ExplainedDates explained(const TownSnapshot& town, const store::PromisedDates& dates, Instant now) {
    const auto& ticket = dates.ticket;
    ExplainedDates all{
        .received_at = ticket.received_at,
        .calendar_version = ticket.due.calendar_version,
        .policy_version = ticket.due.policy_version,
        .provisional = ticket.due.provisional};
    auto response = response_clock(town, ticket.received_at);
    promise(response, dates, ticket.due.response_due, ticket.responded_at, now);
    auto contact = contact_clock(town, ticket.received_at);
    promise(contact, dates, contact.counted_due, ticket.human_at, now);
    contact.note.clear();
    all.clocks = {std::move(response), std::move(contact)};
    const auto facts = promise_facts(town, dates);
    auto reply = facts ? reply_clock(town, *facts)
                       : ExplainedClock{
                             .clock = std::string(workflow::to_word(Clock::final_reply)),
                             .title = title_of(Clock::final_reply),
                             .start = ticket.received_at};
    // A rework's clock runs although the round before it was answered.
    const bool is_open = model::is_open(ticket.state);
    const auto replied = is_open ? std::nullopt : ticket.replied_at;
    promise(reply, dates, ticket.due.final_due, replied, now);
    reply.provisional = ticket.due.provisional;
    if (!facts)
        reply.note = "这一轮办理开始的时间没有记录，日期是当时定下的";
    all.clocks.push_back(std::move(reply));
    return all;
}

}  // namespace

ExplainedDates asked_now(const TownSnapshot& town, Instant received) {
    const auto due = town.due_times(received);
    ExplainedDates all{
        .received_at = received,
        .calendar_version = due.calendar_version,
        .policy_version = due.policy_version,
        .provisional = due.provisional};
    all.clocks.push_back(response_clock(town, received));
    all.clocks.back().due = due.response_due;
    all.clocks.push_back(reply_clock(town, {received, town.settings().policy.final_workdays, 0, {}})
    );
    for (auto& clock : all.clocks)
        clock.state = clock.due ? "running" : "unknown";
    return all;
}

model::Result<ExplainedDates> DatesExplained::of(
    const model::Staff& staff, const std::string& number
) const {
    const auto town = uses_.town.snapshot();
    const auto now = uses_.clock.now();
    return uses_.database.read([&](store::Connection& connection) -> model::Result<ExplainedDates> {
        const auto record = store::TicketRepository(connection).find(number);
        if (!record)
            return model::Errc::not_found;
        const auto id = record->ticket.id;
        const auto course = store::CourseRepository(connection).find(id);
        if (!workflow::is_visible_to(staff, full_facts(connection, *record, course, *town, now)))
            return model::Errc::not_found;
        store::DueRepository dues(connection);
        const auto dates = dues.find(id);
        if (!dates)
            return model::Errc::not_found;
        auto all = explained(*town, *dates, now);
        for (const auto& change : dues.changes(id))
            all.changes.push_back(change_of(change));
        return all;
    });
}

std::optional<RecountReport> DatesExplained::newest_recount() const {
    const auto run = uses_.database.read([](store::Connection& connection) {
        return store::RecountRepository(connection).newest();
    });
    if (!run)
        return std::nullopt;
    return RecountReport{
        .calendar_version = run->versions.calendar,
        .policy_version = run->versions.policy,
        .began_at = run->began_at,
        .ended_at = run->ended_at,
        .counted = run->counts.counted,
        .later = run->counts.later,
        .known = run->counts.known,
        .kept = run->counts.kept,
        .told = run->counts.told};
}

}  // namespace huiying::desk
