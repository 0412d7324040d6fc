#include "app/case_answers.hpp"
#include "board/sla/message_clock.hpp"

namespace huiying::app {
namespace {

Json on_time_json(model::Instant actual, const std::optional<model::Instant>& due) {
    return due ? Json(sla::is_on_time(actual, *due)) : Json(nullptr);
}

sla::MessageFacts message_facts(const Asked& asked) {
    sla::MessageFacts facts{.received_at = asked.received_at, .pauses = read_pauses(asked.params)};
    for (const auto& extension : asked.params.objects("extensions"))
        facts.extensions.push_back(read_extension(extension));
    if (asked.params.has("max_extension_workdays"))
        facts.max_extension_workdays = asked.params.whole("max_extension_workdays", 0, kMostDays);
    return facts;
}

void write_final_reply(const Asked& asked, const sla::MessageClock& clock, Json& answer) {
    if (asked.params.is_given("extensions")) {
        answer["extension_accepted"] = Json::array();
        for (const auto verdict : clock.extensions)
            answer["extension_accepted"].push_back(verdict_json(verdict));
    }
    const auto& reading = clock.final_reply;
    answer["final_due"] = due_json(reading);
    if (asked.params.is_given("pauses"))
        answer["excluded_working_days"] =
            reading && reading->due ? Json(reading->excluded_workdays) : Json(nullptr);
    if (reading && !reading->due)
        answer["clock"] = "stopped";
}

void write_on_time(const Asked& asked, const sla::MessageClock& clock, Json& answer) {
    const auto response =
        clock.response ? std::optional(clock.response->at) : std::optional<model::Instant>();
    const auto final_reply = clock.final_reply ? clock.final_reply->due : std::nullopt;
    if (const auto responded = asked.params.instant_if("first_responded_at"))
        answer["first_response_on_time"] = on_time_json(*responded, response);
    if (const auto replied = asked.params.instant_if("final_replied_at"))
        answer["final_on_time"] = on_time_json(*replied, final_reply);
}

void answer_message(const Asked& asked, model::MessagePolicy message, Json& answer) {
    asked.params.allow_only(
        {"close",
         "final_workdays",
         "count_from",
         "pauses",
         "extensions",
         "max_extension_workdays",
         "first_responded_at",
         "final_replied_at"}
    );
    model::ClockPolicy policy{.message = message, .close = asked.close};
    if (asked.params.has("final_workdays"))
        policy.final_workdays = asked.params.whole("final_workdays", 1, kMostDays);
    auto count_from = sla::CountFrom::receipt_date;
    if (asked.params.has("count_from") &&
        asked.params.choice("count_from", {"receipt_date", "effective_receipt"}) == 1)
        count_from = sla::CountFrom::effective_receipt;
    if (count_from == sla::CountFrom::effective_receipt &&
        message != model::MessagePolicy::next_working_day)
        throw asked.params.wrong("count_from", "effective_receipt 只能与 next-working-day 同用");
    const auto clock = sla::message_clock(asked.calendar, policy, message_facts(asked), count_from);
    Grounds grounds(asked.calendar);
    grounds.add(clock.response, clock.receipt_date);
    grounds.add(clock.final_reply, clock.response ? day_after(clock.day0) : clock.receipt_date);
    answer["receipt_date"] = model::to_iso(clock.receipt_date);
    answer["first_response_due"] = due_json(clock.response);
    if (clock.day0 != clock.receipt_date)
        answer["day0"] = model::to_iso(clock.day0);
    write_final_reply(asked, clock, answer);
    write_on_time(asked, clock, answer);
    if (!clock.response)
        answer["first_response_error"] = model::code_of(model::Errc::calendar_not_covered);
    grounds.write(answer, clock.final_reply ? nullptr : "final_error");
}

}  // namespace

void answer_same_day(const Asked& asked, Json& answer) {
    answer_message(asked, model::MessagePolicy::same_calendar_day, answer);
}

void answer_next_working_day(const Asked& asked, Json& answer) {
    answer_message(asked, model::MessagePolicy::next_working_day, answer);
}

}  // namespace huiying::app
