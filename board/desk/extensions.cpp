#include "board/desk/extensions.hpp"

#include "board/desk/letters.hpp"
#include "board/desk/reply_text.hpp"
#include "board/desk/stage_words.hpp"
#include "board/desk/ticket_move.hpp"
#include "board/model/passed_on.hpp"
#include "board/store/people_repository.hpp"
#include "board/store/proceedings_repository.hpp"

namespace huiying::desk {
namespace {

using store::ExtensionDecision;
using store::ProceedingsRepository;
using workflow::Move;

std::string day_of(const std::optional<model::Instant>& due, model::Instant now) {
    return due ? model::to_chinese(*due, now) : "待定（相应年份的放假安排尚未公布）";
}

std::string reason_asked(MoveContext& context) {
    const auto rows =
        ProceedingsRepository(context.connection).extensions(context.record.ticket.id);
    return rows.empty() ? std::string() : rows.back().reason;
}

/// Writes the decision and frees the ticket for another request.
void decide(MoveContext& context, store::ExtensionRow row) {
    row.decided_by = context.login;
    row.decided_at = context.now;
    ProceedingsRepository(context.connection).decide(context.record.ticket.id, row);
    context.course.extension_asked = 0;
    context.course.extension_asked_by.reset();
    store::PeopleRepository(context.connection)
        .add_audit(
            context.now,
            context.login,
            row.decision == ExtensionDecision::granted ? "grant_extension" : "refuse_extension",
            context.record.ticket.number,
            row.opinion
        );
}

}  // namespace

model::Result<Moved> Extensions::ask(
    const model::Staff& staff, const TicketRef& ref, int workdays, const std::string& reason
) {
    if (is_too_long(reason))
        return model::Errc::text_too_long;
    return move_ticket(
        uses_,
        by_staff(staff, ref, Move::ask_extension, workflow::ExtensionAsked{workdays, reason}),
        [&](MoveContext& context) {
            context.course.extension_asked = workdays;
            context.course.extension_asked_by = staff.id;
            store::ExtensionRow row;
            row.asked_by = staff.login;
            row.at = context.now;
            row.workdays = workdays;
            row.reason = reason;
            ProceedingsRepository(context.connection).add(context.record.ticket.id, row);
            context.history("申请延期" + std::to_string(workdays) + "个工作日：" + reason);
        }
    );
}

model::Result<Moved> Extensions::grant(
    const model::Staff& staff, const TicketRef& ref, const std::string& opinion
) {
    if (is_too_long(opinion))
        return model::Errc::text_too_long;
    return move_ticket(
        uses_,
        by_staff(staff, ref, Move::grant_extension),
        [&](MoveContext& context) {
            store::ExtensionRow row;
            row.decision = ExtensionDecision::granted;
            row.opinion = opinion;
            row.old_due = context.due_before;
            row.new_due = context.record.ticket.due.final_due;
            const auto reason = reason_asked(context);
            decide(context, row);
            const bool is_provisional = row.new_due && context.record.ticket.due.provisional;
            if (row.new_due == row.old_due && model::is_passed_on(context.record.ticket)) {
                context.history(
                    "同意延期。转办单位要求的日期在前，答复日期仍为" +
                    day_of(row.new_due, context.now) + "，还须请其延期。原因：" + reason
                );
                return;
            }
            const auto until =
                day_of(row.new_due, context.now) + (is_provisional ? "（暂定）" : "");
            tell_citizen(
                context,
                "extended",
                stage_words(
                    context,
                    draft::ReplyStage::extended,
                    {{"old_due", day_of(row.old_due, context.now)},
                     {"final_due", day_of(row.new_due, context.now)},
                     {"reason", reason}}
                )
            );
            context.history("同意延期，答复日期改为" + until + "前。原因：" + reason);
        }
    );
}

model::Result<Moved> Extensions::refuse(
    const model::Staff& staff, const TicketRef& ref, const std::string& reason
) {
    if (is_too_long(reason))
        return model::Errc::text_too_long;
    return move_ticket(
        uses_,
        by_staff(staff, ref, Move::refuse_extension, workflow::Words{.text = reason}),
        [&](MoveContext& context) {
            store::ExtensionRow row;
            row.decision = ExtensionDecision::refused;
            row.opinion = reason;
            decide(context, row);
            context.history("不同意延期：" + reason);
        }
    );
}

}  // namespace huiying::desk
