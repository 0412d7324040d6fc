#include "board/desk/undelivered.hpp"

#include "board/desk/audience.hpp"
#include "board/desk/ladder_rules.hpp"
#include "board/desk/ticket_access.hpp"
#include "board/store/alarm_repository.hpp"
#include "board/store/course_repository.hpp"
#include "board/store/people_repository.hpp"
#include "board/store/report_repository.hpp"
#include "board/store/ticket_repository.hpp"

namespace huiying::desk {
namespace {

using model::OutboundState;
using workflow::Audience;

std::string words_of(const store::OutboxRow& row, const std::string& why) {
    const std::string begun =
        row.message.channel == "sms" ? "短信未送达，请电话联系" : "未送达，请电话联系";
    return why.empty() ? begun : begun + "（" + why + "）";
}

/// The office, which decides about it, and who handles the ticket.
void tell_colleagues_of(const UndeliveredUses& uses, const store::OutboxRow& row) {
    const auto record = store::TicketRepository(uses.connection).find(row.ticket);
    if (!record || uses.town == nullptr)
        return;
    const auto course = store::CourseRepository(uses.connection).find(row.ticket);
    const auto facts = full_facts(uses.connection, *record, course, *uses.town, uses.now);
    const auto time = notice_time(*uses.town, uses.now);
    store::AlarmRepository alarms(uses.connection);
    const auto staff = store::PeopleRepository(uses.connection).staff();
    for (const auto& person : people_of({Audience::office, Audience::handlers}, facts, staff))
        alarms.add_notice(
            {.key = std::string(kNotDelivered) + "|" + std::to_string(row.message.id.value) + "|" +
                    std::to_string(model::to_unix_ms(uses.now)),
             .staff = person.id,
             .ticket = row.ticket,
             .rung = std::string(kNotDelivered),
             .send_at = time.send_at,
             .window = time.window}
        );
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
    const auto words = words_of(row, why);
    store::OutboxRepository(uses.connection)
        .set_state(row.message.id, model::OutboundState::failed, words);
    if (row.ticket.value == 0)
        return;
    store::TicketRepository(uses.connection)
        .add_history(row.ticket, {uses.now, "system", std::string(kNotDelivered), words});
    tell_colleagues_of(uses, row);
}

bool follow_reports(const UndeliveredUses& uses, model::OutboundId message) {
    store::OutboxRepository outbox(uses.connection);
    const auto row = outbox.find(message);
    if (!row || !is_open_to_reports(row->message.state))
        return false;
    const auto standing = store::ReportRepository(uses.connection).standing(message);
    if (standing.undelivered > 0) {
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
