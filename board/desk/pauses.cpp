#include "board/desk/pauses.hpp"

#include "board/desk/carried_tickets.hpp"
#include "board/desk/letters.hpp"
#include "board/desk/paused_clock.hpp"
#include "board/desk/reply_text.hpp"
#include "board/desk/stage_words.hpp"
#include "board/desk/ticket_move.hpp"
#include "board/store/people_repository.hpp"

namespace huiying::desk {
namespace {

using workflow::Move;

std::string words_for_citizen(const MoveContext& context, const PauseGiven& given) {
    const bool waits_for_citizen = given.ground == model::PauseGround::awaiting_citizen;
    return stage_words(
        context,
        draft::ReplyStage::paused,
        {{"since", model::to_chinese(context.now, context.now)},
         {"reason", std::string(model::chinese_name(*given.ground))},
         {"evidence", given.evidence},
         {"waits_for_citizen", waits_for_citizen ? "1" : ""}}
    );
}

}  // namespace

model::Result<Moved> Pauses::pause(
    const model::Staff& staff, const TicketRef& ref, const PauseGiven& given
) {
    if (is_too_long(given.evidence))
        return model::Errc::text_too_long;
    return move_ticket(
        uses_,
        by_staff(staff, ref, Move::pause, workflow::PauseAsked{given.ground, given.evidence}),
        [&](MoveContext& context) {
            store::PauseRow row;
            row.round = context.record.ticket.round;
            row.ground = *given.ground;
            row.evidence = given.evidence;
            row.by = staff.login;
            row.from = context.now;
            begin_pause(
                {context.connection, context.record, context.course, context.town},
                context.state_before,
                row
            );
            const std::string ground(model::chinese_name(*given.ground));
            context.history("中止办理：" + ground + "。依据：" + given.evidence);
            tell_citizen(context, "paused", words_for_citizen(context, given));
            tell_carried_of_pause(context, row);
            store::PeopleRepository(context.connection)
                .add_audit(context.now, staff.login, "pause", context.record.ticket.number, ground);
        }
    );
}

model::Result<Moved> Pauses::resume(
    const model::Staff& staff, const TicketRef& ref, const std::string& reason
) {
    if (is_too_long(reason))
        return model::Errc::text_too_long;
    return move_ticket(
        uses_,
        by_staff(staff, ref, Move::resume, workflow::Words{.text = reason}),
        [&](MoveContext& context) {
            const auto& ticket = context.record.ticket;
            context.history(
                "恢复办理，" + until_words(ticket.due.final_due, context.now) + "答复" +
                (reason.empty() ? "" : "：" + reason)
            );
            const Teller teller{context.connection, context.town, context.now};
            tell_resumed(teller, ticket);
            for (const auto& carried : tell_carried_of_going_on(teller, staff.login, ticket))
                context.also("survivor_resumed", carried);
            store::PeopleRepository(context.connection)
                .add_audit(context.now, staff.login, "resume", ticket.number, reason);
        }
    );
}

}  // namespace huiying::desk
