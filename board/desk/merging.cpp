#include "board/desk/merging.hpp"

#include "board/desk/carried_tickets.hpp"
#include "board/desk/letters.hpp"
#include "board/desk/stage_words.hpp"
#include "board/desk/ticket_access.hpp"
#include "board/model/ticket_number.hpp"
#include "board/store/database.hpp"
#include "board/store/people_repository.hpp"
#include "text/encoding.hpp"

namespace huiying::desk {
namespace {

using store::TicketRecord;
using workflow::Move;
using workflow::Survivor;

Survivor survivor_of(
    const std::optional<TicketRecord>& record,
    const std::string& own_number,
    const model::Staff& staff,
    const TownRules& rules
) {
    if (!record || !workflow::is_visible_to(staff, facts_of(*record, rules)))
        return {.visible = false};
    return {
        .is = record->ticket.number == own_number ? Survivor::Is::itself : Survivor::Is::another,
        .state = record->ticket.state,
        .visible = true,
        .restricted = record->ticket.restricted,
        .accused_units = record->accused_units};
}

/// Whether both were written by the same known person, who may hear the other number.
bool is_same_writer(const model::Ticket& left, const model::Ticket& right) {
    return !left.sender.empty() && left.sender == right.sender && left.channel == right.channel &&
           left.account == right.account;
}

std::string words_for_citizen(const MoveContext& context, const model::Ticket& survivor) {
    const bool is_own = is_same_writer(context.record.ticket, survivor);
    const bool is_paused = survivor.state == model::TicketState::paused;
    return stage_words(
        context,
        draft::ReplyStage::merged,
        {{"earlier", is_own ? survivor.number : ""}, {"paused", is_paused ? "1" : ""}}
    );
}

void audit(MoveContext& context, const std::string& action, const std::string& other) {
    store::PeopleRepository(context.connection)
        .add_audit(context.now, context.login, action, context.record.ticket.number, other);
}

/// The survivor as it is now, inside the transaction; somebody may just have ended it.
TicketRecord still_fit(MoveContext& context, const std::string& number) {
    auto survivor = context.tickets.find(number);
    const bool carries =
        !store::CourseRepository(context.connection).merged_into(context.record.ticket.id).empty();
    // No chains: what carries others stays where its writers were told it is.
    if (!survivor || carries || !model::is_open(survivor->ticket.state) ||
        survivor->ticket.restricted != context.record.ticket.restricted ||
        survivor->accused_units != context.record.accused_units)
        throw MoveRefused(model::Errc::survivor_unfit);
    return *survivor;
}

}  // namespace

model::Result<Moved> Merging::merge(
    const model::Staff& staff, const TicketRef& ref, const std::string& survivor
) {
    const auto number = model::canonical_number(text::normalise(survivor));
    if (!number)
        return model::Errc::not_found;
    const auto rules = rules_of(*uses_.town.snapshot());
    const auto record = uses_.database.read([&](store::Connection& connection) {
        return store::TicketRepository(connection).find(*number);
    });
    return move_ticket(
        uses_,
        by_staff(staff, ref, Move::merge, survivor_of(record, ref.number, staff, rules)),
        [&](MoveContext& context) {
            auto kept = still_fit(context, *number);
            carry(context, kept);
            tell_citizen(context, "merged", words_for_citizen(context, kept.ticket));
            context.history("并入 " + *number);
            audit(context, "merge", *number);
        }
    );
}

model::Result<Moved> Merging::unmerge(const model::Staff& staff, const TicketRef& ref) {
    return move_ticket(uses_, by_staff(staff, ref, Move::unmerge), [&](MoveContext& context) {
        let_go(context);
        context.history("撤销并单，恢复单独办理");
        audit(context, "unmerge", "");
    });
}

}  // namespace huiying::desk
