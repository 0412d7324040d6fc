#include "board/desk/after_reply.hpp"

#include "board/desk/final_reply.hpp"
#include "board/desk/letters.hpp"
#include "board/desk/reply_text.hpp"
#include "board/desk/stage_words.hpp"
#include "board/desk/ticket_move.hpp"
#include "board/store/outbox_repository.hpp"
#include "board/store/people_repository.hpp"

namespace huiying::desk {
namespace {

using workflow::Move;

void audit(MoveContext& context, const std::string& action, const std::string& detail) {
    store::PeopleRepository(context.connection)
        .add_audit(context.now, context.login, action, context.record.ticket.number, detail);
}

}  // namespace

model::Result<Moved> AfterReply::invite_evaluation(
    const model::Staff& staff, const TicketRef& ref
) {
    return move_ticket(
        uses_,
        by_staff(staff, ref, Move::invite_evaluation),
        [](MoveContext& context) {
            const auto& ticket = context.record.ticket;
            store::OutboxRepository outbox(context.connection);
            // Only the first reply asks.
            const bool was_asked =
                ticket.round == 1 &&
                outbox.times_said(ticket.id, kAskForGrade, ticket.received_at) > 0;
            context.history(was_asked ? "请来信人评价（答复时已请过，不再另发）" : "请来信人评价");
            if (was_asked)
                return;
            tell_citizen(
                context, "please_evaluate", stage_words(context, draft::ReplyStage::please_evaluate)
            );
        }
    );
}

model::Result<Moved> AfterReply::archive(const model::Staff& staff, const TicketRef& ref) {
    return move_ticket(uses_, by_staff(staff, ref, Move::archive), [](MoveContext& context) {
        context.history("归档");
        audit(context, "archive", "");
    });
}

model::Result<Moved> AfterReply::reopen(
    const model::Staff& staff, const TicketRef& ref, const std::string& reason
) {
    if (is_too_long(reason))
        return model::Errc::text_too_long;
    return move_ticket(
        uses_,
        by_staff(staff, ref, Move::reopen, workflow::Words{.text = reason}),
        [&](MoveContext& context) {
            context.record.submitted_by.reset();
            context.history("重新办理：" + reason);
            tell_citizen(context, "reopened", stage_words(context, draft::ReplyStage::reopened));
            audit(context, "reopen", reason);
        }
    );
}

}  // namespace huiying::desk
