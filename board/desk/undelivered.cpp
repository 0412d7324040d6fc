#include "board/desk/undelivered.hpp"

#include "board/desk/audience.hpp"
#include "board/desk/ladder_rules.hpp"
#include "board/desk/sms_word.hpp"
#include "board/desk/ticket_access.hpp"
#include "board/model/passed_on.hpp"
#include "board/store/alarm_repository.hpp"
#include "board/store/course_repository.hpp"
#include "board/store/people_repository.hpp"
#include "board/store/report_repository.hpp"
#include "board/store/ticket_repository.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace huiying::desk {
namespace {

using model::OutboundState;
using workflow::Audience;

/// Whose notice is what is reported on: when that is lost too, a short message is the next way.
/// Who refuses a customer service must be called.
constexpr std::string_view kNoticeChannel = "wechat_oa";

std::string with_reason(const std::string& words, const std::string& why) {
    return why.empty() ? words : words + "（" + why + "）";
}

bool is_short_message(const store::OutboxRow& row) {
    return row.message.channel == "sms";
}

/// Behind the bell of the office, which decides about it, and of who handles the ticket.
void tell_colleagues_of(
    const UndeliveredUses& uses, model::TicketId ticket, const std::string& about
) {
    const auto record = store::TicketRepository(uses.connection).find(ticket);
    if (!record || uses.town == nullptr)
        return;
    const auto course = store::CourseRepository(uses.connection).find(ticket);
    const auto facts = full_facts(uses.connection, *record, course, *uses.town, uses.now);
    const auto time = notice_time(*uses.town, uses.now);
    store::AlarmRepository alarms(uses.connection);
    const auto staff = store::PeopleRepository(uses.connection).staff();
    for (const auto& person : people_of({Audience::office, Audience::handlers}, facts, staff))
        alarms.add_notice(
            {.key = std::string(kNotDelivered) + "|" + about + "|" +
                    std::to_string(model::to_unix_ms(uses.now)),
             .staff = person.id,
             .ticket = ticket,
             .rung = std::string(kNotDelivered),
             .send_at = time.send_at,
             .window = time.window}
        );
}

void give_up(const UndeliveredUses& uses, const store::OutboxRow& row, const std::string& words) {
    store::OutboxRepository(uses.connection)
        .set_state(row.message.id, OutboundState::failed, words);
    if (row.ticket.value == 0)
        return;
    store::TicketRepository(uses.connection)
        .add_history(row.ticket, {uses.now, "system", std::string(kNotDelivered), words});
    tell_colleagues_of(uses, row.ticket, std::to_string(row.message.id.value));
}

/// The short message about a reply, unless there was one already.
std::optional<store::OutboxRow> other_word(
    const UndeliveredUses& uses, const store::OutboxRow& row
) {
    const auto record = store::TicketRepository(uses.connection).find(row.ticket);
    if (!record || row.reply == 0 || uses.town == nullptr ||
        store::OutboxRepository(uses.connection).is_announced(row.reply))
        return std::nullopt;
    auto word = sms_word(*uses.town, record->ticket, row);
    if (!word)
        return std::nullopt;
    word->message.at = uses.now;
    word->announces = row.reply;
    return word;
}

/// Of the words in between, what somebody decided about the matter: who missed it is called.
bool is_decision(const store::OutboxRow& row) {
    constexpr auto decided = std::to_array<std::string_view>(
        {"_paused_",
         "_extended_",
         "_commitment_kept_",
         "_reopened_",
         "_rework_begun_",
         "_unmerged_"}
    );
    const auto& key = row.message.idempotency_key;
    return std::any_of(decided.begin(), decided.end(), [&](std::string_view about) {
        return key.find(about) != std::string::npos;
    });
}

/// All that a question got; nobody else works on it.
bool is_only_answer(const UndeliveredUses& uses, const store::OutboxRow& row) {
    const auto record = store::TicketRepository(uses.connection).find(row.ticket);
    return record && row.by_system && record->ticket.state == model::TicketState::closed &&
           !record->ticket.replied_at;
}

/// A receipt, a word of thanks, a code: what it says stands on the page, or is asked for again.
bool is_word_in_between(const UndeliveredUses& uses, const store::OutboxRow& row) {
    return row.reply == 0 && row.announces == 0 && row.message.channel != model::kUpstream &&
           !is_decision(row) && !is_only_answer(uses, row);
}

void let_pass(const UndeliveredUses& uses, const store::OutboxRow& row, const std::string& why) {
    const auto words = with_reason("未送达，来信人可凭编号查询", why);
    store::OutboxRepository(uses.connection)
        .set_state(row.message.id, OutboundState::pick_up, words);
    if (row.ticket.value != 0)
        store::TicketRepository(uses.connection)
            .add_history(row.ticket, {uses.now, "system", std::string(kNotDelivered), words});
}

/// What a person decided, or is still to be sent, is left as it is.
bool is_open_to_reports(OutboundState state) {
    return state == OutboundState::sent || state == OutboundState::in_doubt ||
           state == OutboundState::delivered;
}

}  // namespace

void hand_to_person(
    const UndeliveredUses& uses, const store::OutboxRow& row, const std::string& why
) {
    if (is_word_in_between(uses, row))
        return let_pass(uses, row, why);
    const auto* const words =
        is_short_message(row) ? "短信未送达，请电话联系" : "未送达，请电话联系";
    give_up(uses, row, with_reason(words, why));
}

void reach_otherwise(
    const UndeliveredUses& uses, const store::OutboxRow& row, const std::string& why
) {
    if (is_short_message(row) || is_word_in_between(uses, row))
        return hand_to_person(uses, row, why);
    // Whose citizen it is answers that citizen: the town's person calls that body.
    if (row.message.channel == model::kUpstream)
        return give_up(uses, row, with_reason("未能报给转办单位，请联系对方", why));
    const auto word = other_word(uses, row);
    if (!word)
        return give_up(uses, row, with_reason("无法送达，请致电", why));
    store::OutboxRepository outbox(uses.connection);
    outbox.add(*word, std::nullopt, uses.now);
    outbox.set_state(
        row.message.id, OutboundState::pick_up, with_reason("无法送达，已改发短信告知", why)
    );
    store::TicketRepository(uses.connection)
        .add_history(
            row.ticket,
            {uses.now, "system", "told_by_sms", with_reason("答复无法送达，改发短信告知", why)}
        );
}

void tell_to_call(const UndeliveredUses& uses, const model::Ticket& ticket) {
    tell_colleagues_of(uses, ticket.id, ticket.number);
}

bool follow_reports(const UndeliveredUses& uses, model::OutboundId message) {
    store::OutboxRepository outbox(uses.connection);
    const auto row = outbox.find(message);
    if (!row || !is_open_to_reports(row->message.state))
        return false;
    const auto standing = store::ReportRepository(uses.connection).standing(message);
    if (standing.undelivered > 0) {
        if (row->message.channel == kNoticeChannel)
            reach_otherwise(uses, *row, standing.reason);
        else
            hand_to_person(uses, *row, standing.reason);
        return true;
    }
    const bool has_arrived = standing.parts > 0 && standing.delivered == standing.parts;
    if (!has_arrived || row->message.state == OutboundState::delivered)
        return false;
    outbox.set_state(message, OutboundState::delivered, row->detail);
    return true;
}

}  // namespace huiying::desk
