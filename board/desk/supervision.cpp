#include "board/desk/supervision.hpp"

#include "board/desk/reply_text.hpp"
#include "board/desk/ticket_move.hpp"
#include "board/store/people_repository.hpp"

namespace huiying::desk {
namespace {

using workflow::Move;

std::string sentence_of(Move move, const std::string& reason) {
    const std::string name(workflow::chinese_name(move));
    return reason.empty() ? name : name + "：" + reason;
}

/// All three differ in who may and who is told only, which board/workflow says.
model::Result<Moved> press(
    const DeskUses& uses,
    const model::Staff& staff,
    const TicketRef& ref,
    Move move,
    const std::string& reason
) {
    if (is_too_long(reason))
        return model::Errc::text_too_long;
    return move_ticket(
        uses,
        by_staff(staff, ref, move, workflow::Words{.text = reason}),
        [&](MoveContext& context) {
            context.history(sentence_of(move, reason));
            store::PeopleRepository(context.connection)
                .add_audit(
                    context.now,
                    staff.login,
                    std::string(workflow::to_word(move)),
                    context.record.ticket.number,
                    reason
                );
        }
    );
}

}  // namespace

model::Result<Moved> Supervision::remind(
    const model::Staff& staff, const TicketRef& ref, const std::string& reason
) {
    return press(uses_, staff, ref, Move::remind, reason);
}

model::Result<Moved> Supervision::remind_by_citizen(const std::string& number) {
    return move_ticket(uses_, by_citizen(number, Move::remind), [&](MoveContext& context) {
        context.course.reminded_on = model::to_iso(model::local_date(context.now));
        context.history("来信人催办");
    });
}

model::Result<Moved> Supervision::supervise(
    const model::Staff& staff, const TicketRef& ref, const std::string& reason
) {
    return press(uses_, staff, ref, Move::supervise, reason);
}

model::Result<Moved> Supervision::escalate(
    const model::Staff& staff, const TicketRef& ref, const std::string& reason
) {
    return press(uses_, staff, ref, Move::escalate, reason);
}

}  // namespace huiying::desk
