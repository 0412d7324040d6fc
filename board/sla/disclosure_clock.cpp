#include "board/sla/disclosure_clock.hpp"

namespace huiying::sla {

namespace {

std::optional<model::Instant> start_of(const DisclosureFacts& facts) {
    switch (facts.channel) {
        case DisclosureChannel::in_person:
            return facts.received_at;
        case DisclosureChannel::registered_mail:
            return facts.signed_at;
        case DisclosureChannel::ordinary_mail:
        case DisclosureChannel::internet:
        case DisclosureChannel::fax:
            return facts.confirmed_at;
    }
    return std::nullopt;
}

model::Result<DueInstant> due_of(const model::Result<ClockReading>& reading) {
    if (!reading)
        return reading.error();
    return DueInstant{reading->due.value(), reading->provisional};
}

model::Result<ClockReading> read_consult(
    const WorkingCalendar& calendar, const Consult& consult, std::chrono::seconds close
) {
    return read_clock(
        calendar, {model::local_date(consult.letter_received_at), kConsultWorkdays, close}
    );
}

/// From the letter on until the answer, or, without one in time, until the day after it was due:
/// which no calendar may know yet.
Pause pause_of(
    const WorkingCalendar& calendar,
    const Consult& consult,
    const model::Result<ClockReading>& reading
) {
    const auto letter = model::local_date(consult.letter_received_at);
    if (consult.replied_at &&
        came_in_time(calendar, letter, reading, *consult.replied_at) == ExtensionVerdict::accepted)
        return {consult.sent_at, consult.replied_at};
    if (!reading)
        return {consult.sent_at, std::nullopt};
    const std::chrono::sys_days last{model::local_date(reading->due.value())};
    const auto day_after = last + std::chrono::days{1};
    return {consult.sent_at, model::at_local(day_after, std::chrono::seconds{0})};
}

/// A clock that stops here for good waits for a consult whose end no calendar knows.
model::Result<ClockReading> read_consulted(
    const WorkingCalendar& calendar, const WorkdayCount& count, const PauseLedger& consults
) {
    auto reading = read_clock(calendar, count, consults);
    if (reading && !reading->due)
        return model::Errc::calendar_not_covered;
    return reading;
}

ExtensionVerdict verdict_on(
    const Extension& extension, const WorkingCalendar& calendar, const DisclosureClock& clock
) {
    if (extension.workdays > kMaxExtensionWorkdays)
        return ExtensionVerdict::refused;
    return came_in_time(calendar, clock.day0, clock.reply, extension.granted_at);
}

}  // namespace

std::optional<model::Date> disclosure_receipt(const DisclosureFacts& facts) {
    const auto start = start_of(facts);
    return start ? std::optional(model::local_date(*start)) : std::nullopt;
}

model::Result<DisclosureClock> disclosure_clock(
    const WorkingCalendar& calendar, std::chrono::seconds close, const DisclosureFacts& facts
) {
    const auto receipt = disclosure_receipt(facts);
    if (!receipt || (facts.extension && facts.extension->workdays < 0))
        return model::Errc::bad_request;
    DisclosureClock clock{.receipt_date = *receipt, .day0 = *receipt};
    if (facts.corrected_at)
        clock.day0 = model::local_date(*facts.corrected_at);
    clock.amend_notice = due_of(read_clock(calendar, {*receipt, kAmendNoticeWorkdays, close}));
    std::vector<Pause> pauses;
    for (const auto& consult : facts.consults) {
        const auto reading = read_consult(calendar, consult, close);
        clock.consults.push_back(due_of(reading));
        pauses.push_back(pause_of(calendar, consult, reading));
    }
    const auto ledger = PauseLedger::of(pauses);
    if (!ledger)
        return ledger.error();
    const auto within = [&](int workdays) {
        return read_consulted(calendar, {clock.day0, workdays, close}, *ledger);
    };
    clock.reply = within(kReplyWorkdays);
    clock.max_reply = within(kReplyWorkdays + kMaxExtensionWorkdays);
    if (facts.extension)
        clock.extension = verdict_on(*facts.extension, calendar, clock);
    if (clock.extension == ExtensionVerdict::accepted)
        clock.extended_reply = within(kReplyWorkdays + facts.extension->workdays);
    return clock;
}

}  // namespace huiying::sla
