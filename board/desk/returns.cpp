#include "board/desk/returns.hpp"

#include "board/desk/letters.hpp"
#include "board/desk/reply_text.hpp"
#include "board/desk/stage_words.hpp"
#include "board/desk/ticket_move.hpp"
#include "board/store/people_repository.hpp"
#include "board/store/proceedings_repository.hpp"

namespace huiying::desk {
namespace {

using model::ReturnRuling;
using store::ProceedingsRepository;
using workflow::Move;

std::string sentence_of(const RulingGiven& given, const std::string& from, const std::string& to) {
    switch (*given.ruling) {
        case ReturnRuling::upheld:
            return "裁定：" + from + "退办成立，重新分派。" + given.reason;
        case ReturnRuling::reassigned:
            return "裁定：改由" + to + "承办，不得再退。" + given.reason;
        case ReturnRuling::refused:
            break;
    }
    return "裁定：驳回退办，仍由" + from + "承办，不得再退。" + given.reason;
}

/// Whose the ticket is from now on. What a ruling names or holds may not return it.
void place(MoveContext& context, const RulingGiven& given) {
    auto& course = context.course;
    course.return_asked_by.reset();
    if (*given.ruling == ReturnRuling::upheld) {
        context.give_to("");
        course.dispatched_at.reset();
        return;
    }
    if (*given.ruling == ReturnRuling::reassigned)
        context.give_to(given.unit);
    course.designated = true;
}

}  // namespace

model::Result<Moved> Returns::ask(
    const model::Staff& staff, const TicketRef& ref, const ReturnAsked& asked
) {
    if (is_too_long(asked.basis))
        return model::Errc::text_too_long;
    return move_ticket(
        uses_,
        by_staff(staff, ref, Move::return_ticket, workflow::Return{asked.ground, asked.basis}),
        [&](MoveContext& context) {
            const auto& unit = context.record.ticket.unit;
            auto& course = context.course;
            course.returned_units.push_back(unit);
            ++course.returns;
            course.return_asked_by = staff.id;
            store::ReturnRow row;
            row.unit = unit;
            row.asked_by = staff.login;
            row.at = context.now;
            row.ground = *asked.ground;
            row.basis = asked.basis;
            ProceedingsRepository(context.connection).add(context.record.ticket.id, row);
            context.history(
                context.town.unit_name(unit) + "退办：" +
                std::string(model::chinese_name(*asked.ground)) + "。依据：" + asked.basis
            );
        }
    );
}

model::Result<Moved> Returns::rule(
    const model::Staff& staff, const TicketRef& ref, const RulingGiven& given
) {
    if (is_too_long(given.reason))
        return model::Errc::text_too_long;
    if (given.ruling == ReturnRuling::reassigned) {
        const auto town = uses_.town.snapshot();
        const auto* unit = town->unit(given.unit);
        if (!unit || !unit->active)
            return model::in_field(model::Errc::bad_request, "unit", kNoSuchUnit);
    }
    return move_ticket(
        uses_,
        by_staff(
            staff,
            ref,
            Move::rule_on_return,
            workflow::Ruling{given.ruling, given.unit, given.reason}
        ),
        [&](MoveContext& context) {
            const auto from = context.town.unit_name(context.record.ticket.unit);
            const auto& to = context.town.unit_name(given.unit);
            place(context, given);
            store::ReturnRow row;
            row.ruling = given.ruling;
            row.right_unit = given.ruling == ReturnRuling::reassigned ? given.unit : "";
            row.ruled_by = staff.login;
            row.ruled_at = context.now;
            row.reason = given.reason;
            ProceedingsRepository(context.connection).rule(context.record.ticket.id, row);
            if (*given.ruling == ReturnRuling::reassigned)
                tell_citizen(
                    context,
                    "unit_changed",
                    stage_words(context, draft::ReplyStage::unit_changed, {{"unit", to}})
                );
            context.history(sentence_of(given, from, to));
            store::PeopleRepository(context.connection)
                .add_audit(
                    context.now,
                    staff.login,
                    "rule_on_return",
                    context.record.ticket.number,
                    std::string(model::to_word(*given.ruling))
                );
        }
    );
}

}  // namespace huiying::desk
