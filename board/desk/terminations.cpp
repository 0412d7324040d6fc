#include "board/desk/terminations.hpp"

#include "board/desk/letters.hpp"
#include "board/desk/reply_text.hpp"
#include "board/desk/stage_words.hpp"
#include "board/desk/ticket_move.hpp"
#include "board/store/database.hpp"
#include "board/store/people_repository.hpp"
#include "board/store/termination_repository.hpp"

namespace huiying::desk {
namespace {

using store::TerminationDecision;
using store::TerminationRepository;
using workflow::Move;

/// Writes the decision and frees the ticket for another request.
void decide(MoveContext& context, TerminationDecision decision, const std::string& opinion) {
    store::TerminationRow row;
    row.decision = decision;
    row.decided_by = context.login;
    row.decided_at = context.now;
    row.opinion = opinion;
    TerminationRepository(context.connection).decide(context.record.ticket.id, row);
    context.course.termination_asked_by.reset();
    const bool granted = decision == TerminationDecision::granted;
    store::PeopleRepository(context.connection)
        .add_audit(
            context.now,
            context.login,
            granted ? "terminate" : "refuse_termination",
            context.record.ticket.number,
            opinion
        );
}

}  // namespace

model::Result<Moved> Terminations::ask(
    const model::Staff& staff, const TicketRef& ref, const TerminationAsked& asked
) {
    if (is_too_long(asked.reason) || is_too_long(asked.basis))
        return model::Errc::text_too_long;
    return move_ticket(
        uses_,
        by_staff(staff, ref, Move::ask_termination, workflow::Words{asked.reason, asked.basis}),
        [&](MoveContext& context) {
            context.course.termination_asked_by = staff.id;
            store::TerminationRow row;
            row.asked_by = staff.login;
            row.at = context.now;
            row.reason = asked.reason;
            row.basis = asked.basis;
            TerminationRepository(context.connection).add(context.record.ticket.id, row);
            context.history("申请终止办理：" + asked.reason + "。依据：" + asked.basis);
        }
    );
}

TerminationAsked Terminations::waiting(const std::string& number) const {
    return uses_.database.read([&](store::Connection& connection) -> TerminationAsked {
        const auto record = store::TicketRepository(connection).find(number);
        if (!record)
            return {};
        for (auto& row : TerminationRepository(connection).of(record->ticket.id))
            if (row.decision == TerminationDecision::waiting)
                return {std::move(row.reason), std::move(row.basis)};
        return {};
    });
}

model::Result<Moved> Terminations::grant(
    const model::Staff& staff, const TicketRef& ref, const std::string& opinion
) {
    if (is_too_long(opinion))
        return model::Errc::text_too_long;
    const auto asked = waiting(ref.number);
    return move_ticket(
        uses_,
        by_staff(staff, ref, Move::terminate, workflow::Words{asked.reason, asked.basis}),
        [&](MoveContext& context) {
            decide(context, TerminationDecision::granted, opinion);
            context.record.submitted_by.reset();
            add_letter(
                context,
                stage_letter(
                    context,
                    draft::ReplyStage::terminated,
                    {{"reason", asked.reason}, {"source", asked.basis}}
                ),
                ""
            );
            context.history("批准终止办理" + (opinion.empty() ? std::string() : "：" + opinion));
        }
    );
}

model::Result<Moved> Terminations::refuse(
    const model::Staff& staff, const TicketRef& ref, const std::string& reason
) {
    if (is_too_long(reason))
        return model::Errc::text_too_long;
    return move_ticket(
        uses_,
        by_staff(staff, ref, Move::refuse_termination, workflow::Words{.text = reason}),
        [&](MoveContext& context) {
            decide(context, TerminationDecision::refused, reason);
            context.history("不同意终止办理：" + reason);
        }
    );
}

}  // namespace huiying::desk
