#include "board/desk/restrictions.hpp"

#include "board/desk/reply_text.hpp"
#include "board/desk/restricting.hpp"
#include "board/desk/ticket_move.hpp"
#include "board/model/ticket_state.hpp"
#include "board/store/people_repository.hpp"

#include <algorithm>

namespace huiying::desk {
namespace {

using store::TicketRecord;
using workflow::Move;

std::string names_of(const TownSnapshot& town, const std::vector<std::string>& units) {
    std::string names;
    for (const auto& code : units)
        names += (names.empty() ? "" : "、") + town.unit_name(code);
    return names;
}

std::string restricted_sentence(const TownSnapshot& town, const Accusation& accusation) {
    const auto names = names_of(town, accusation.units);
    return "限办公室办理，" +
           (names.empty() ? std::string("未写明被反映单位") : "被反映单位：" + names) + "。理由：" +
           accusation.reason;
}

void audit(MoveContext& context, Move move, const std::string& reason) {
    store::PeopleRepository(context.connection)
        .add_audit(
            context.now,
            context.login,
            std::string(workflow::to_word(move)),
            context.record.ticket.number,
            reason
        );
}

/// Why it lies where it lies, in place of what the rules had said.
void explain(MoveContext& context, const std::string& reason) {
    model::RoutingDecision decision;
    decision.restricted = context.record.ticket.restricted;
    decision.accused_units = context.record.accused_units;
    decision.reasons = {reason};
    decision.rule_version = "office";
    context.tickets.set_routing(context.record.ticket.id, decision);
}

/// The words that a search finds are those that are shown.
void index_anew(
    store::TicketRepository& tickets, TicketRecord& record, const std::function<void()>& change
) {
    tickets.unindex(record);
    change();
    tickets.index(record);
}

void unmark(TicketRecord& record) {
    record.ticket.restricted = false;
    record.accused_units.clear();
}

/// What it carries was merged as of the same secrecy.
void lift_carried(MoveContext& context) {
    for (const auto id :
         store::CourseRepository(context.connection).merged_into(context.record.ticket.id)) {
        auto carried = context.tickets.find(id);
        if (!carried)
            continue;
        index_anew(context.tickets, *carried, [&] { unmark(*carried); });
        context.tickets.update(*carried);
        context.tickets.add_history(
            id,
            {context.now,
             context.login,
             "restriction_lifted",
             "随 " + context.record.ticket.number + " 解除限定"}
        );
        context.also("restriction_lifted", *carried);
    }
}

}  // namespace

model::Result<Moved> Restrictions::restrict_to_office(
    const model::Staff& staff, const TicketRef& ref, const Accusation& accusation
) {
    if (is_too_long(accusation.reason))
        return model::Errc::text_too_long;
    const auto town = uses_.town.snapshot();
    const bool known =
        std::all_of(accusation.units.begin(), accusation.units.end(), [&](const std::string& code) {
            return town->unit(code) != nullptr;
        });
    if (!known)
        return model::in_field(model::Errc::bad_request, "accused_units", kNoSuchUnit);
    const workflow::Accused accused{accusation.units, accusation.reason};
    return move_ticket(
        uses_,
        by_staff(staff, ref, Move::restrict_ticket, accused),
        [&](MoveContext& context) {
            const Releasing by{context.connection, context.town, context.login, context.now};
            index_anew(context.tickets, context.record, [&] {
                mark_restricted(by, context.record, accusation.units);
            });
            if (model::is_open(context.record.ticket.state))
                take_from_unit(by, context.record, context.course, context.also_announced);
            explain(context, restricted_sentence(context.town, accusation));
            context.history(restricted_sentence(context.town, accusation));
            audit(context, Move::restrict_ticket, accusation.reason);
        }
    );
}

model::Result<Moved> Restrictions::lift(
    const model::Staff& staff, const TicketRef& ref, const std::string& reason
) {
    if (is_too_long(reason))
        return model::Errc::text_too_long;
    return move_ticket(
        uses_,
        by_staff(staff, ref, Move::lift_restriction, workflow::Words{.text = reason}),
        [&](MoveContext& context) {
            index_anew(context.tickets, context.record, [&] { unmark(context.record); });
            lift_carried(context);
            explain(context, "经办公室核实，不再限办公室办理，请分派");
            context.history("解除限定：" + reason);
            audit(context, Move::lift_restriction, reason);
        }
    );
}

}  // namespace huiying::desk
