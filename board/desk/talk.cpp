#include "board/desk/talk.hpp"

#include "board/desk/hidden_code.hpp"
#include "board/store/course_repository.hpp"
#include "board/store/outbox_repository.hpp"
#include "text/masking.hpp"

#include <algorithm>

namespace huiying::desk {
namespace {

using store::Connection;
using store::TicketRecord;
using store::TicketRepository;

/// Who accuses is masked for the office too, also where the name stands in the text.
std::string shown(const TicketRecord& record, const std::string& text) {
    return record.ticket.restricted ? text::mask_personal(text).text : text;
}

/// What a later message says besides its text; of the first one the ticket has it.
void add_details(TalkLine& line, const store::MessageRecord& message, const TicketRecord& record) {
    const auto& name = message.sender_name;
    line.by = record.ticket.restricted ? text::mask_name(name) : name;
    line.subject = shown(record, message.subject);
    line.place = message.place;
}

/// `by` tells a carried ticket's messages from the own ones.
void add_messages(
    Connection& connection,
    const TicketRecord& record,
    const std::string& by,
    const model::TownSecret& secret,
    std::vector<TalkLine>& talk
) {
    bool first = by.empty();
    for (const auto& message : TicketRepository(connection).messages(record.ticket.id)) {
        talk.push_back(
            {.at = message.received_at,
             .from = TalkLine::From::citizen,
             .by = by,
             .text = shown(record, message.text),
             .attachments = message.attachments}
        );
        if (!first && by.empty())
            add_details(talk.back(), message, record);
        first = false;
        if (!message.passive_text.empty())
            talk.push_back(
                {.at = message.received_at,
                 .from = TalkLine::From::system,
                 .by = "自动答复",
                 .text = without_code(message.passive_text, secret, record.ticket.number)}
            );
    }
}

/// What is still tried has the last answer in its detail, which is for the office alone.
bool is_told_of(model::OutboundState state) {
    return state == model::OutboundState::failed || state == model::OutboundState::sent ||
           state == model::OutboundState::delivered || state == model::OutboundState::pick_up;
}

void add_states(TalkLine& line, const store::ReplyStates& states) {
    line.state = states.state;
    if (is_told_of(states.state))
        line.detail = states.detail;
    if (states.notice_channel.empty())
        return;
    line.notice = ReplyNotice{states.notice_channel, states.notice_state, {}};
    if (states.notice_state == model::OutboundState::failed)
        line.notice->detail = states.notice_detail;
}

void add_replies(Connection& connection, const TicketRecord& record, std::vector<TalkLine>& talk) {
    const auto states = store::OutboxRepository(connection).states_of(record.ticket.id);
    const auto replies = TicketRepository(connection).replies(record.ticket.id);
    for (std::size_t i = 0; i < replies.size(); ++i) {
        TalkLine line{
            .at = replies[i].at,
            .from = TalkLine::From::staff,
            .by = replies[i].by,
            .text = replies[i].text,
            .attachments = replies[i].files};
        if (i < states.size())
            add_states(line, states[i]);
        talk.push_back(std::move(line));
    }
}

}  // namespace

std::vector<TalkLine> talk_of(
    Connection& connection, const TicketRecord& record, const model::TownSecret& secret
) {
    std::vector<TalkLine> talk;
    add_messages(connection, record, "", secret, talk);
    TicketRepository tickets(connection);
    for (const auto id : store::CourseRepository(connection).merged_into(record.ticket.id))
        if (const auto carried = tickets.find(id))
            add_messages(
                connection, *carried, "并入的来信 " + carried->ticket.number, secret, talk
            );
    add_replies(connection, record, talk);
    std::stable_sort(talk.begin(), talk.end(), [](const auto& left, const auto& right) {
        return left.at < right.at;
    });
    return talk;
}

}  // namespace huiying::desk
