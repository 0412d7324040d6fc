#include "board/desk/acceptance.hpp"

#include "board/desk/letters.hpp"
#include "board/desk/reply_text.hpp"
#include "board/desk/stage_words.hpp"
#include "board/desk/ticket_move.hpp"
#include "board/model/ticket_number.hpp"
#include "board/store/people_repository.hpp"
#include "text/encoding.hpp"

namespace huiying::desk {
namespace {

using workflow::Move;

std::string letter_of(
    const MoveContext& context, const NotAccepted& details, const std::string& earlier
) {
    return stage_letter(
        context,
        draft::refused_for(*details.reason),
        {{"reason", details.words}, {"channel", details.channel}, {"earlier", earlier}}
    );
}

/// The earlier ticket's number as the record has it; only the same sender's is named to the writer.
std::string earlier_number(MoveContext& context, const NotAccepted& details) {
    if (details.reason != model::NonAcceptance::duplicate)
        return {};
    const auto number = model::canonical_number(text::normalise(details.earlier));
    const auto earlier = number ? context.tickets.find(*number) : std::nullopt;
    if (!earlier || earlier->ticket.id == context.record.ticket.id)
        throw MoveRefused(model::in_field(
            model::Errc::bad_request, "earlier", "没有这个编号，或者就是这件来信自己"
        ));
    const auto& ticket = context.record.ticket;
    const bool same_person = !ticket.sender.empty() && ticket.sender == earlier->ticket.sender &&
                             ticket.channel == earlier->ticket.channel;
    return same_person ? earlier->ticket.number : std::string();
}

}  // namespace

model::Result<Moved> Acceptance::accept(const model::Staff& staff, const TicketRef& ref) {
    return move_ticket(uses_, by_staff(staff, ref, Move::accept), [&](MoveContext& context) {
        const auto& unit = context.record.ticket.unit;
        if (unit.empty()) {
            context.history("受理，待分派");
            return;
        }
        context.give_to(std::string(unit));
        context.history("受理，交" + context.town.unit_name(unit) + "办理");
    });
}

model::Result<Moved> Acceptance::not_accept(
    const model::Staff& staff, const TicketRef& ref, const NotAccepted& details
) {
    for (const auto* text : {&details.words, &details.channel})
        if (is_too_long(*text))
            return model::Errc::text_too_long;
    const workflow::NonAcceptanceDetails asked{
        details.reason, details.words, details.channel, details.earlier};
    return move_ticket(
        uses_,
        by_staff(staff, ref, Move::not_accept, asked),
        [&](MoveContext& context) {
            const auto earlier = earlier_number(context, details);
            add_letter(context, letter_of(context, details, earlier), "");
            context.record.submitted_by.reset();
            const std::string reason(model::chinese_name(*details.reason));
            context.history(
                "不予受理：" + reason +
                (details.channel.empty() ? "" : "，告知渠道：" + details.channel) +
                (details.earlier.empty() ? "" : "，原件：" + details.earlier)
            );
            store::PeopleRepository(context.connection)
                .add_audit(
                    context.now, staff.login, "not_accept", context.record.ticket.number, reason
                );
        }
    );
}

model::Result<Moved> Acceptance::sign(const model::Staff& staff, const TicketRef& ref) {
    return move_ticket(uses_, by_staff(staff, ref, Move::sign), [&](MoveContext& context) {
        context.course.signed_at = context.now;
        context.course.holder = staff.id;
        context.history(staff.name + "签收");
    });
}

}  // namespace huiying::desk
