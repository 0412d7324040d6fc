#include "board/desk/assists.hpp"

#include "board/desk/parts.hpp"
#include "board/desk/reply_text.hpp"

namespace huiying::desk {
namespace {

using store::AssistRepository;
using workflow::Move;

}  // namespace

model::Result<Moved> Assists::ask(
    const model::Staff& staff, const TicketRef& ref, const AssistWanted& wanted
) {
    if (is_too_long(wanted.question))
        return model::in_field(model::Errc::text_too_long, "question");
    const auto asked = asked_of(*uses_.town.snapshot(), {wanted});
    if (!asked)
        return model::in_field(model::Errc::bad_request, "unit", kNoSuchUnit);
    return move_ticket(
        uses_,
        by_staff(staff, ref, Move::ask_assist, asked->front()),
        [&](MoveContext& context) { context.history(begin_part(context, wanted)); }
    );
}

model::Result<Moved> Assists::give_opinion(
    const model::Staff& staff, const TicketRef& ref, const std::string& text
) {
    if (const auto checked = check_length(text); checked.has_error())
        return checked.error();
    return move_ticket(
        uses_,
        by_staff(staff, ref, Move::give_opinion, workflow::Words{.text = text}),
        [&](MoveContext& context) {
            const auto ticket = context.record.ticket.id;
            if (!AssistRepository(context.connection)
                     .give(ticket, staff.unit, text, staff.login, context.now))
                throw MoveRefused(model::Errc::move_not_allowed);
            context.history(context.town.unit_name(staff.unit) + "提交协办意见");
        }
    );
}

model::Result<Moved> Assists::drop(
    const model::Staff& staff,
    const TicketRef& ref,
    const std::string& unit,
    const std::string& reason
) {
    if (is_too_long(reason))
        return model::in_field(model::Errc::text_too_long, "reason");
    return move_ticket(
        uses_,
        by_staff(staff, ref, Move::drop_assist, workflow::AssistDropped{unit, reason}),
        [&](MoveContext& context) {
            const auto ticket = context.record.ticket.id;
            AssistRepository(context.connection)
                .drop(ticket, unit, staff.login, context.now, reason);
            context.history("取消" + context.town.unit_name(unit) + "的协办：" + reason);
        }
    );
}

}  // namespace huiying::desk
