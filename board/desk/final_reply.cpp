#include "board/desk/final_reply.hpp"

#include "board/desk/carried_tickets.hpp"
#include "board/desk/contact_record.hpp"
#include "board/desk/letters.hpp"
#include "board/store/people_repository.hpp"
#include "text/encoding.hpp"

namespace huiying::desk {
namespace {

std::string sentence_of(const MoveContext& context, const PhoneCall& call) {
    const auto signature =
        "签发答复，由" + context.town.unit_name(context.record.ticket.unit) + "署名";
    return call ? signature + "。已电话告知来信人：" + call->summary : signature;
}

}  // namespace

model::Result<void> check_call(const PhoneCall& call, model::Instant now) {
    if (!call)
        return {};
    if (text::trim(call->number).empty() || (call->at && *call->at > now))
        return model::Errc::bad_request;
    return check_contact(*call);
}

workflow::FinalReply reply_of(const PhoneCall& call) {
    if (!call)
        return {};
    return {workflow::ReplyWay::phone, call->summary, call->reached, std::nullopt};
}

void send_final_reply(MoveContext& context, const std::string& text, const PhoneCall& call) {
    const auto& ticket = context.record.ticket;
    if (call)
        record_contact(context, *call, call->at.value_or(context.now));
    add_letter(context, text, ticket.unit, call ? Sending::pick_up : Sending::by_channel);
    // Nobody called those who wrote the others.
    answer_carried(context, text);
    context.history(sentence_of(context, call));
    store::PeopleRepository(context.connection)
        .add_audit(context.now, context.login, "reply", ticket.number, call ? "phone" : "");
}

}  // namespace huiying::desk
