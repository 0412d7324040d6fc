#include "board/desk/restrictions.hpp"

#include "board/desk/reply_text.hpp"
#include "board/desk/restricting.hpp"
#include "board/desk/ticket_move.hpp"
#include "board/model/ticket_state.hpp"
#include "board/store/people_repository.hpp"
#include "board/store/said_index.hpp"

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

/// Why it lies where it lies, in place of what the rules had said; who had it stays a candidate.
void explain(MoveContext& context, const std::string& reason, const std::string& unit_before) {
    model::RoutingDecision decision;
    decision.restricted = context.record.ticket.restricted;
    decision.accused_units = context.record.accused_units;
    decision.reasons = {reason};
    decision.rule_version = "office";
    if (!unit_before.empty())
        decision.candidates = {{unit_before, 1.0, {"限定前由它承办"}}};
    context.tickets.set_routing(context.record.ticket.id, decision);
}

/// Who had it when it was restricted; empty: nobody.
std::string unit_before_restriction(MoveContext& context) {
    const auto decision = context.tickets.routing(context.record.ticket.id);
    const bool known =
        decision && decision->rule_version == "office" && !decision->candidates.empty();
    return known ? decision->candidates.front().unit : std::string();
}

/// The words that a search finds are those that are shown.
void index_anew(
    store::TicketRepository& tickets, TicketRecord& record, const std::function<void()>& change
) {
    tickets.unindex(record);
    change();
    tickets.index(record);
}

void unmark(store::Connection& connection, TicketRecord& record) {
    store::index_said_anew(connection, record.ticket.id, false);
    record.ticket.restricted = false;
    record.accused_units.clear();
}

/// What an answered ticket carries is of the same matter, and would bring it back to its unit.
void restrict_carried(
    MoveContext& context, const Releasing& by, const std::vector<std::string>& accused
) {
    store::CourseRepository courses(context.connection);
    for (const auto id : courses.merged_into(context.record.ticket.id)) {
        auto carried = context.tickets.find(id);
        if (!carried || carried->ticket.restricted)
            continue;
        index_anew(context.tickets, *carried, [&] { mark_restricted(by, *carried, accused); });
        auto course = courses.find(id);
        take_answered_from_unit(*carried, course);
        courses.put(id, course);
        context.tickets.update(*carried);
        context.tickets.add_history(
            id,
            {context.now,
             context.login,
             "restricted",
             "随 " + context.record.ticket.number + " 限办公室办理"}
        );
        context.also("restricted", *carried);
    }
}

void restrict_now(MoveContext& context, const Accusation& accusation) {
    const Releasing by{context.connection, context.town, context.login, context.now};
    const auto unit_before = context.record.ticket.unit;
    index_anew(context.tickets, context.record, [&] {
        mark_restricted(by, context.record, accusation.units);
    });
    if (model::is_open(context.record.ticket.state)) {
        take_from_unit(by, context.record, context.course, context.also_announced);
    } else {
        take_answered_from_unit(context.record, context.course);
        restrict_carried(context, by, accusation.units);
    }
    const auto sentence = restricted_sentence(context.town, accusation);
    explain(context, sentence, unit_before);
    context.history(sentence);
    audit(context, Move::restrict_ticket, accusation.reason);
}

/// What it carries was merged as of the same secrecy, and has the same unit.
void lift_carried(MoveContext& context, const std::string& unit) {
    for (const auto id :
         store::CourseRepository(context.connection).merged_into(context.record.ticket.id)) {
        auto carried = context.tickets.find(id);
        if (!carried)
            continue;
        index_anew(context.tickets, *carried, [&] { unmark(context.connection, *carried); });
        if (carried->ticket.unit.empty())
            carried->ticket.unit = unit;
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
        [&](MoveContext& context) { restrict_now(context, accusation); }
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
            index_anew(context.tickets, context.record, [&] {
                unmark(context.connection, context.record);
            });
            const auto unit = unit_before_restriction(context);
            const bool open = model::is_open(context.record.ticket.state);
            // Whose answer it was sees it again; what is open is given to a unit by a person.
            if (!open && context.record.ticket.unit.empty() && context.town.unit(unit))
                context.record.ticket.unit = unit;
            lift_carried(context, context.record.ticket.unit);
            explain(
                context,
                "经办公室核实，不再限办公室办理" + std::string(open ? "，请分派" : ""),
                unit
            );
            context.history("解除限定：" + reason);
            audit(context, Move::lift_restriction, reason);
        }
    );
}

}  // namespace huiying::desk
