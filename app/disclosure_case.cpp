#include "app/case_answers.hpp"
#include "board/sla/disclosure_clock.hpp"

namespace huiying::app {
namespace {

sla::DisclosureFacts disclosure_facts(const Asked& asked) {
    const auto& params = asked.params;
    params.allow_only(
        {"close",
         "channel",
         "signed_at",
         "confirmed_at",
         "corrected_at",
         "consults",
         "extension_workdays",
         "extension_granted_at"}
    );
    sla::DisclosureFacts facts{
        .channel = static_cast<sla::DisclosureChannel>(params.choice(
            "channel", {"in_person", "registered_mail", "ordinary_mail", "internet", "fax"}
        )),
        .received_at = asked.received_at,
        .signed_at = params.instant_if("signed_at"),
        .confirmed_at = params.instant_if("confirmed_at"),
        .corrected_at = params.instant_if("corrected_at")};
    for (const auto& consult : params.objects("consults")) {
        consult.allow_only({"sent_at", "letter_received_at", "replied_at"});
        facts.consults.push_back(
            {consult.instant("sent_at"),
             consult.instant("letter_received_at"),
             consult.instant_if("replied_at")}
        );
    }
    if (params.has("extension_workdays"))
        facts.extension = sla::Extension{
            params.whole("extension_workdays", 0, kMostDays),
            params.instant("extension_granted_at")};
    return facts;
}

Grounds grounds_of(
    const Asked& asked, const sla::DisclosureFacts& facts, const sla::DisclosureClock& clock
) {
    Grounds grounds(asked.calendar);
    const auto first = day_after(clock.day0);
    grounds.add(clock.amend_notice, day_after(clock.receipt_date));
    for (std::size_t i = 0; i < clock.consults.size(); ++i)
        grounds.add(
            clock.consults[i], day_after(model::local_date(facts.consults[i].letter_received_at))
        );
    grounds.add(clock.reply, first);
    grounds.add(clock.max_reply, first);
    if (clock.extension == sla::ExtensionVerdict::accepted)
        grounds.add(clock.extended_reply, first);
    return grounds;
}

void write_disclosure(const sla::DisclosureClock& clock, Json& answer) {
    answer["receipt_date"] = model::to_iso(clock.receipt_date);
    answer["amend_notice_due"] = due_json(clock.amend_notice);
    if (clock.day0 != clock.receipt_date)
        answer["day0"] = model::to_iso(clock.day0);
    for (const auto& consult : clock.consults)
        answer["consult_due"].push_back(due_json(consult));
    answer["reply_due"] = due_json(clock.reply);
    if (!clock.consults.empty())
        answer["excluded_working_days"] =
            clock.reply ? Json(clock.reply->excluded_workdays) : Json(nullptr);
    if (clock.extension)
        answer["extension_accepted"] = verdict_json(*clock.extension);
    if (clock.extension == sla::ExtensionVerdict::accepted)
        answer["extended_reply_due"] = due_json(clock.extended_reply);
    answer["max_reply_due"] = due_json(clock.max_reply);
}

}  // namespace

void answer_disclosure(const Asked& asked, Json& answer) {
    const auto facts = disclosure_facts(asked);
    if (!sla::disclosure_receipt(facts)) {
        answer["receipt_date"] = nullptr;
        answer["reply_due"] = nullptr;
        answer["clock"] = "not_started";
        return;
    }
    const auto clock = sla::disclosure_clock(asked.calendar, asked.close, facts);
    if (!clock)
        refuse_unless_uncovered(clock.error());
    const auto grounds = grounds_of(asked, facts, *clock);
    write_disclosure(*clock, answer);
    grounds.write(answer, "error");
}

}  // namespace huiying::app
