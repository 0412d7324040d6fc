#include "board/desk/system_answers.hpp"

#include "board/desk/faq_uses.hpp"
#include "board/desk/first_step.hpp"
#include "board/desk/town.hpp"
#include "board/store/alarm_repository.hpp"
#include "board/store/course_repository.hpp"

namespace huiying::desk {
namespace {

using model::TicketState;

bool is_untouched(const store::TicketRecord& record, const store::Course& course) {
    const auto state = record.ticket.state;
    return !record.ticket.human_at && !record.ticket.restricted && !course.holder &&
           (state == TicketState::pending_acceptance || state == TicketState::to_dispatch ||
            state == TicketState::to_sign || state == TicketState::handling);
}

}  // namespace

bool is_system_answered(const model::Ticket& ticket) {
    return ticket.state == TicketState::closed && !ticket.replied_at && ticket.ended_at;
}

void close_at_once(model::Ticket& ticket, const model::InboundMessage& message) {
    ticket.state = TicketState::closed;
    ticket.ended_at = message.arrived_at;
}

std::string closed_words(std::string_view faq) {
    return "已用常见问题“" + std::string(faq) +
           "”即时答复，系统办结；来信人表示没有解决即转人工，时限从首次提问起算";
}

bool close_answered(
    const AnsweredChange& change, store::TicketRecord& record, const model::InboundMessage& message
) {
    auto& ticket = record.ticket;
    if (!is_untouched(record, store::CourseRepository(change.connection).find(ticket.id)))
        return false;
    ticket.state = TicketState::closed;
    ticket.ended_at = change.now;
    if (!ticket.contact_at)
        ticket.contact_at = change.now;
    store::TicketRepository tickets(change.connection);
    tickets.update(record);
    tickets.add_history(
        ticket.id, {change.now, "system", "answered_at_once", closed_words(message.passive_faq)}
    );
    return true;
}

void open_again(const AnsweredChange& change, store::TicketRecord& record) {
    auto& ticket = record.ticket;
    ticket.state = first_state(ticket.unit, change.town.settings().workflow);
    ticket.ended_at.reset();
    note_unsolved(change.connection, ticket.id);
    store::TicketRepository tickets(change.connection);
    tickets.update(record);
    tickets.add_history(
        ticket.id,
        {change.now, "citizen", "added", "即时答复没有解决，转人工办理，时限从首次提问起算"}
    );
    tickets.add_history(
        ticket.id,
        {change.now,
         "system",
         is_with_unit(ticket.state) ? "routed" : "to_dispatch",
         is_with_unit(ticket.state) ? "交" + change.town.unit_name(ticket.unit) + "办理"
                                    : "转分派员"}
    );
}

}  // namespace huiying::desk
