#include "board/desk/final_reply.hpp"

#include "board/desk/carried_tickets.hpp"
#include "board/desk/commitment_made.hpp"
#include "board/desk/contact_record.hpp"
#include "board/desk/document_doubts.hpp"
#include "board/desk/faq_uses.hpp"
#include "board/desk/generated_label.hpp"
#include "board/desk/letters.hpp"
#include "board/desk/reply_quality.hpp"
#include "board/desk/talk_lines.hpp"
#include "board/store/outbox_repository.hpp"
#include "board/store/people_repository.hpp"
#include "board/store/reply_file_repository.hpp"
#include "text/encoding.hpp"

#include <algorithm>
#include <array>

namespace huiying::desk {
namespace {

/// Several senders send: the question goes out when the reply is there.
constexpr std::chrono::seconds kAfterReply{3};

using PhoneCall = std::optional<ContactMade>;

std::string sentence_of(const MoveContext& context, const PhoneCall& call) {
    const auto signature =
        "签发答复，由" + context.town.unit_name(context.record.ticket.unit) + "署名";
    return call ? signature + "。已电话告知来信人：" + call->summary : signature;
}

/// Where a grade that is written back is heard, and what is sent is counted by the platform: asked
/// below the first final reply, not by a message of its own. Who was promised something says what
/// it was worth when it is kept.
std::string_view closing_of(const model::Ticket& ticket) {
    constexpr auto talking = std::to_array<std::string_view>(
        {"wechat_oa", "wecom", "wecom_kf", "wecom_aibot", "dingtalk", "feishu"}
    );
    const bool talks = std::find(talking.begin(), talking.end(), ticket.channel) != talking.end();
    return talks && ticket.round == 1 ? kAskForGrade : std::string_view();
}

/// In the web chat's talk, where nobody counts, by a message of its own; once a ticket.
void ask_for_evaluation(MoveContext& context) {
    const auto& ticket = context.record.ticket;
    const auto key = "hy_" + ticket.number + "_rate";
    store::OutboxRepository outbox(context.connection);
    if (ticket.channel != kWebChat || outbox.has(key))
        return;
    const auto& unit = context.town.unit_name(ticket.unit);
    tell_citizen(
        outbox,
        context.town,
        ticket,
        key,
        {context.now + kAfterReply, unit, std::string(kAskForGrade)}
    );
}

/// Where the files are: no platform that the town answers on is handed them.
std::string files_words(std::size_t files, const std::string& query_page) {
    if (files == 0)
        return {};
    const std::string where = query_page.empty() ? "留言板的“查询进度”页" : query_page;
    return "附件 " + std::to_string(files) + " 个，请凭编号和查询码在查询页查看：" + where;
}

/// What is said below the letter, a paragraph each.
std::string below_letter(std::string files, std::string_view closing) {
    if (!files.empty() && !closing.empty())
        files += "\n\n";
    return files.append(closing);
}

model::Result<void> check_call(const ContactMade& call, model::Instant now) {
    if (text::trim(call.number).empty() || (call.at && *call.at > now))
        return model::Errc::bad_request;
    return check_contact(call);
}

}  // namespace

model::Result<void> check_with(const ReplyWith& with, model::Instant now) {
    if (with.call)
        if (const auto checked = check_call(*with.call, now); checked.has_error())
            return checked;
    return with.promised ? check(*with.promised) : model::Result<void>{};
}

workflow::FinalReply reply_of(const ReplyWith& with) {
    workflow::FinalReply reply;
    if (with.call) {
        reply.way = workflow::ReplyWay::phone;
        reply.summary = with.call->summary;
        reply.reached = with.call->reached;
    }
    if (with.promised)
        reply.commitment = as_details(*with.promised);
    return reply;
}

void send_final_reply(MoveContext& context, const std::string& written, const ReplyWith& with) {
    const auto text = with_label(context, written);
    const auto& ticket = context.record.ticket;
    const auto& call = with.call;
    const auto promised = with.promised ? promise_words(*with.promised) : std::string();
    store::ReplyFileRepository files(context.connection);
    const auto with_files = files_words(files.drafted(ticket.id).size(), with.query_page);
    if (call)
        record_contact(context, *call, call->at.value_or(context.now));
    add_letter(
        context,
        with.promised ? text + "\n" + promised : text,
        ticket.unit,
        call ? Sending::pick_up : Sending::by_channel,
        below_letter(with_files, with.promised ? std::string_view() : closing_of(ticket))
    );
    if (const auto saved = context.tickets.draft(ticket.id)) {
        const auto& sources = saved->draft.sources;
        note_reply(context.connection, context.town, ticket.id, sources, text, context.now);
        note_quoted(context.connection, context.town, ticket.id, sources, text, context.now);
    }
    note_quality(context, text);
    if (!call && !with.promised)
        ask_for_evaluation(context);
    // Nobody called those who wrote the others.
    answer_carried(context, {text, promised, with_files});
    files.send(ticket.id);
    context.history(sentence_of(context, call));
    if (with.promised)
        make_commitment(context, *with.promised);
    store::PeopleRepository(context.connection)
        .add_audit(context.now, context.login, "reply", ticket.number, call ? "phone" : "");
}

}  // namespace huiying::desk
