#include "board/desk/answerable.hpp"

#include "board/desk/audience.hpp"
#include "board/desk/ladder_plan.hpp"
#include "board/desk/ticket_access.hpp"
#include "board/store/assist_repository.hpp"
#include "board/store/commitment_repository.hpp"
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

std::vector<model::TicketState> promised_states() {
    std::vector<model::TicketState> states;
    for (const auto state : model::all_ticket_states())
        if (workflow::is_wanted(workflow::Rung::commitment_soon, state))
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

/// Finds who answers for what, in one transaction.
class Responsible {
  public:
    Responsible(
        store::Connection& connection,
        const Colleagues& colleagues,
        const TownSnapshot& town,
        const std::function<void(const Answerable&)>& use
    )
        : tickets_(connection),
          courses_(connection),
          assists_(connection),
          commitments_(connection),
          colleagues_(colleagues),
          town_(town),
          rules_(rules_of(town)),
          use_(use) {}

    void dates_of(model::TicketId id) {
        const auto record = tickets_.find(id);
        if (!record)
            return;
        const auto& ticket = record->ticket;
        auto facts = facts_of(*record, rules_);
        use_(
            {*record,
             ticket.unit,
             deadlines_of(ticket, ticket.received_at),
             people_with(workflow::holder_of(facts), facts, courses_.find(id))}
        );
        for (auto& deadline : part_deadlines(ticket.number, assists_.of(id))) {
            const auto unit = deadline.unit;
            facts.assists = {{unit, workflow::Assist::State::asked}};
            const auto people = people_of({Audience::assistants}, facts, colleagues_.today());
            use_({*record, unit, {std::move(deadline)}, with_managers(people, facts, unit)});
        }
    }

    void promise_of(model::TicketId id) {
        const auto record = tickets_.find(id);
        const auto promised = commitments_.open(id);
        if (!record || !promised)
            return;
        const auto facts = facts_of(*record, rules_);
        use_(
            {*record,
             record->ticket.unit,
             {commitment_deadline(town_, record->ticket, *promised)},
             people_with(Audience::handlers, facts, courses_.find(id))}
        );
    }

  private:
    /// Whom it lies with: of a unit's handlers the one who has taken it in hand, if anybody.
    std::vector<StaffId> people_with(
        Audience audience, const workflow::TicketFacts& facts, const store::Course& course
    ) const {
        auto people = people_of({audience}, facts, colleagues_.today());
        if (audience == Audience::handlers && course.holder) {
            const auto deputy = colleagues_.deputy_of(*course.holder);
            keep_only(people, {*course.holder, deputy ? deputy->id : *course.holder});
        }
        return with_managers(people, facts, facts.unit);
    }

    std::vector<StaffId> with_managers(
        const std::vector<Staff>& people,
        const workflow::TicketFacts& facts,
        const std::string& unit
    ) const {
        std::vector<StaffId> ids;
        ids.reserve(people.size());
        for (const auto& person : people)
            ids.push_back(person.id);
        for (const auto& person : colleagues_.today())
            if (person.active && is_manager_over(person, unit, rules_.lead_unit) &&
                workflow::is_visible_to(person, facts) &&
                std::find(ids.begin(), ids.end(), person.id) == ids.end())
                ids.push_back(person.id);
        return ids;
    }

    store::TicketRepository tickets_;
    store::CourseRepository courses_;
    store::AssistRepository assists_;
    store::CommitmentRepository commitments_;
    const Colleagues& colleagues_;
    const TownSnapshot& town_;
    const TownRules rules_;
    const std::function<void(const Answerable&)>& use_;
};

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
    const std::function<void(const Answerable&)>& use
) {
    Responsible responsible(connection, colleagues, town, use);
    store::DigestRepository digests(connection);
    for (const auto id : digests.tickets_in(answerable_states(), unit))
        responsible.dates_of(id);
    for (const auto id : digests.promised_in(promised_states(), unit))
        responsible.promise_of(id);
}

}  // namespace huiying::desk
