#include "board/desk/evaluations.hpp"

#include "board/desk/faq_uses.hpp"
#include "board/desk/letters.hpp"
#include "board/desk/reply_text.hpp"
#include "board/desk/stage_words.hpp"
#include "board/desk/ticket_move.hpp"
#include "board/store/people_repository.hpp"
#include "board/store/proceedings_repository.hpp"

namespace huiying::desk {
namespace {

using model::TicketState;
using workflow::Move;

model::Result<void> check(const EvaluationGiven& given) {
    const bool long_one = is_too_long(given.reason) || is_too_long(given.summary);
    return long_one ? model::Result<void>(model::Errc::text_too_long) : model::Result<void>();
}

/// The clock has started anew already; the draft of the reply that did not do stays to work on.
void begin_rework(MoveContext& context) {
    ++context.course.reworks;
    context.record.submitted_by.reset();
    const auto days = std::to_string(context.town.settings().workflow.rework_workdays);
    context.tickets.add_history(
        context.record.ticket.id,
        {context.now, "system", "rework_ordered", "重办，" + days + "个工作日内再次答复"}
    );
    tell_citizen(
        context,
        "rework_begun",
        stage_words(context, draft::ReplyStage::rework_begun, {{"days", days}, {"evaluated", "1"}})
    );
}

void settle(MoveContext& context, const EvaluationGiven& given) {
    const bool again = context.outcome.state == TicketState::rework;
    auto& ticket = context.record.ticket;
    store::EvaluationRow row;
    row.at = context.now;
    row.by = context.login;
    // A rework has begun the next round already.
    row.round = again ? ticket.round - 1 : ticket.round;
    row.grade = *given.grade;
    row.reason = given.reason;
    row.summary = given.summary;
    store::ProceedingsRepository(context.connection).add(ticket.id, row);
    note_grade(context.connection, ticket.id, *given.grade);
    context.history(
        "评价：" + std::string(model::chinese_name(*given.grade)) +
        (given.reason.empty() ? "" : "。" + given.reason) +
        (given.summary.empty() ? "" : "（回访：" + given.summary + "）")
    );
    if (again) {
        begin_rework(context);
        return;
    }
    context.course.grade = given.grade;
    if (context.outcome.state == TicketState::closed && context.state_before != TicketState::closed)
        context.tickets.add_history(
            ticket.id, {context.now, "system", "closed", "来信人认可，办结"}
        );
}

}  // namespace

MadeMove evaluate_within(
    store::Connection& connection,
    const TownSnapshot& town,
    const std::string& number,
    const EvaluationGiven& given,
    model::Instant now
) {
    const auto call = desk::by_citizen(
        number, Move::evaluate, workflow::Evaluation{given.grade, given.reason, given.summary}
    );
    return move_within(connection, town, call, now, [&](MoveContext& context) {
        settle(context, given);
    });
}

model::Result<Moved> Evaluations::by_citizen(
    const std::string& number, const EvaluationGiven& given
) {
    if (const auto checked = check(given); checked.has_error())
        return checked.error();
    return move_ticket(
        uses_,
        desk::by_citizen(
            number, Move::evaluate, workflow::Evaluation{given.grade, given.reason, given.summary}
        ),
        [&](MoveContext& context) { settle(context, given); }
    );
}

model::Result<Moved> Evaluations::by_office(
    const model::Staff& staff, const TicketRef& ref, const EvaluationGiven& given
) {
    if (const auto checked = check(given); checked.has_error())
        return checked.error();
    return move_ticket(
        uses_,
        by_staff(
            staff,
            ref,
            Move::evaluate,
            workflow::Evaluation{given.grade, given.reason, given.summary}
        ),
        [&](MoveContext& context) { settle(context, given); }
    );
}

model::Result<Moved> Evaluations::order_rework(
    const model::Staff& staff, const TicketRef& ref, const std::string& reason
) {
    if (is_too_long(reason))
        return model::Errc::text_too_long;
    return move_ticket(
        uses_,
        by_staff(staff, ref, Move::order_rework, workflow::Words{.text = reason}),
        [&](MoveContext& context) {
            ++context.course.reworks;
            context.record.submitted_by.reset();
            context.history("责令重办：" + reason);
            const auto days = std::to_string(context.town.settings().workflow.rework_workdays);
            tell_citizen(
                context,
                "rework_begun",
                stage_words(context, draft::ReplyStage::rework_begun, {{"days", days}})
            );
            store::PeopleRepository(context.connection)
                .add_audit(
                    context.now, staff.login, "order_rework", context.record.ticket.number, reason
                );
        }
    );
}

}  // namespace huiying::desk
