#include "board/desk/commitments.hpp"

#include "board/desk/commitment_made.hpp"
#include "board/desk/letters.hpp"
#include "board/desk/reply_text.hpp"
#include "board/desk/stage_words.hpp"
#include "board/store/commitment_repository.hpp"
#include "board/store/people_repository.hpp"

namespace huiying::desk {
namespace {

using store::CommitmentRepository;
using workflow::Move;

}  // namespace

model::Result<void> check(const CommitmentPromised& promised) {
    if (is_too_long(promised.text))
        return model::Errc::text_too_long;
    return {};
}

workflow::CommitmentMade as_details(const CommitmentPromised& promised) {
    return {promised.text, promised.due};
}

void make_commitment(MoveContext& context, const CommitmentPromised& promised) {
    store::CommitmentRow row;
    row.text = promised.text;
    row.due = promised.due;
    row.made_by = context.login;
    row.at = context.now;
    const auto ticket = context.record.ticket.id;
    CommitmentRepository(context.connection).add(ticket, row);
    context.tickets.add_history(
        ticket,
        {context.now,
         context.login,
         "commitment_made",
         "挂账：" + promised.text + "，" + day_words(promised.due) + "前办好"}
    );
}

std::string promise_words(const CommitmentPromised& promised) {
    return "我们承诺：" + promised.text + "，" + day_words(promised.due) + "前办好，办好后告知您。";
}

model::Result<Moved> Commitments::track(
    const model::Staff& staff, const TicketRef& ref, const CommitmentPromised& promised
) {
    if (const auto checked = check(promised); checked.has_error())
        return checked.error();
    return move_ticket(
        uses_,
        by_staff(staff, ref, Move::track_commitment, as_details(promised)),
        [&](MoveContext& context) { make_commitment(context, promised); }
    );
}

model::Result<Moved> Commitments::keep(
    const model::Staff& staff, const TicketRef& ref, const std::string& summary
) {
    if (is_too_long(summary))
        return model::Errc::text_too_long;
    return move_ticket(
        uses_,
        by_staff(staff, ref, Move::keep_commitment, workflow::Words{.text = summary}),
        [&](MoveContext& context) {
            const auto ticket = context.record.ticket.id;
            CommitmentRepository commitments(context.connection);
            const auto promised = commitments.open(ticket).value_or(store::CommitmentRow{});
            store::CommitmentRow kept;
            kept.kept_by = staff.login;
            kept.kept_at = context.now;
            kept.summary = summary;
            commitments.keep(ticket, kept);
            context.history("销账：" + summary);
            tell_citizen(
                context,
                "commitment_kept",
                stage_words(
                    context,
                    draft::ReplyStage::commitment_kept,
                    {{"promise", promised.text}, {"result", summary}}
                )
            );
            store::PeopleRepository(context.connection)
                .add_audit(
                    context.now,
                    staff.login,
                    "keep_commitment",
                    context.record.ticket.number,
                    summary
                );
        }
    );
}

}  // namespace huiying::desk
