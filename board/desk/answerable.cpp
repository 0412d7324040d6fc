#include "board/desk/answerable.hpp"

#include "board/desk/audience.hpp"
#include "board/desk/ladder_plan.hpp"
#include "board/desk/ticket_access.hpp"
#include "board/store/digest_repository.hpp"
#include "board/workflow/decision.hpp"

#include <algorithm>

namespace huiying::desk {
namespace {

using model::Staff;
using model::StaffId;
using workflow::Audience;

std::vector<model::TicketState> answerable_states() {
    std::vector<model::TicketState> states;
    for (const auto state : model::all_ticket_states())
        if (model::is_open(state) && state != model::TicketState::paused)
            states.push_back(state);
    return states;
}

void keep_only(std::vector<Staff>& people, const std::vector<StaffId>& wanted) {
    std::vector<Staff> kept;
    for (const auto& person : people)
        if (std::find(wanted.begin(), wanted.end(), person.id) != wanted.end())
            kept.push_back(person);
    if (!kept.empty())
        people = std::move(kept);
}

/// Whom the ticket lies with: of a unit's handlers the one who has taken it in hand, if anybody.
std::vector<StaffId> people_with(
    const workflow::TicketFacts& facts,
    const store::Course& course,
    const Colleagues& colleagues,
    const std::string& lead_unit
) {
    const auto& staff = colleagues.today();
    const auto audience = workflow::holder_of(facts);
    auto people = people_of({audience}, facts, staff);
    if (audience == Audience::handlers && course.holder) {
        const auto deputy = colleagues.deputy_of(*course.holder);
        keep_only(people, {*course.holder, deputy ? deputy->id : *course.holder});
    }
    std::vector<StaffId> ids;
    for (const auto& person : people)
        ids.push_back(person.id);
    for (const auto& person : staff)
        if (person.active && is_manager_over(person, facts.unit, lead_unit) &&
            workflow::is_visible_to(person, facts) &&
            std::find(ids.begin(), ids.end(), person.id) == ids.end())
            ids.push_back(person.id);
    return ids;
}

}  // namespace

bool is_manager_over(const Staff& staff, const std::string& unit, const std::string& lead_unit) {
    return model::has_role(staff, model::Role::manager) && !staff.unit.empty() &&
           (staff.unit == unit || staff.unit == lead_unit);
}

void for_each_answerable(
    store::Connection& connection,
    const TownSnapshot& town,
    const Colleagues& colleagues,
    const std::string& unit,
    const std::function<void(const AnswerableTicket&)>& use
) {
    store::TicketRepository tickets(connection);
    store::CourseRepository courses(connection);
    const auto rules = rules_of(town);
    for (const auto id :
         store::DigestRepository(connection).tickets_in(answerable_states(), unit)) {
        auto record = tickets.find(id);
        if (!record)
            continue;
        const auto facts = facts_of(*record, rules);
        AnswerableTicket ticket;
        ticket.people = people_with(facts, courses.find(id), colleagues, rules.lead_unit);
        ticket.deadlines = deadlines_of(record->ticket, record->ticket.received_at);
        ticket.record = std::move(*record);
        use(ticket);
    }
}

}  // namespace huiying::desk
