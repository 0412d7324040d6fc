#include "board/desk/audience.hpp"

#include "board/workflow/parties.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace huiying::desk {
namespace {

using model::Role;
using workflow::Audience;
using workflow::Audiences;
using workflow::TicketFacts;

bool is_of(const model::Staff& person, Role role, const std::string& unit) {
    return !unit.empty() && person.unit == unit && model::has_role(person, role);
}

bool assists(const model::Staff& person, const TicketFacts& ticket) {
    return std::any_of(ticket.assists.begin(), ticket.assists.end(), [&](const auto& assist) {
        return assist.unit == person.unit && assist.state != workflow::Assist::State::answered;
    });
}

bool is_in(Audience audience, const model::Staff& person, const TicketFacts& ticket) {
    switch (audience) {
        case Audience::office:
        case Audience::on_duty:  // where no roster says who that is
            return model::has_role(person, Role::dispatcher);
        case Audience::office_managers:
        case Audience::signers:
            return is_of(person, Role::manager, ticket.lead_unit);
        case Audience::handlers:
            return is_of(person, Role::handler, ticket.unit);
        case Audience::unit_lead:
            return is_of(person, Role::manager, ticket.unit);
        case Audience::assistants:
            return assists(person, ticket);
        case Audience::reviewers:
            return is_of(person, Role::reviewer, ticket.unit) ||
                   is_of(person, Role::reviewer, ticket.lead_unit);
        case Audience::asker:
            return ticket.submitted_by == person.id;
        case Audience::nobody:
            break;
    }
    return false;
}

constexpr std::array kAudiences{
    Audience::office,
    Audience::office_managers,
    Audience::handlers,
    Audience::unit_lead,
    Audience::assistants,
    Audience::reviewers,
    Audience::signers,
    Audience::on_duty,
    Audience::asker};

std::vector<model::Staff> told(
    const Audiences& audiences, const TicketFacts& ticket, const std::vector<model::Staff>& staff
) {
    std::vector<model::Staff> people;
    for (const auto& person : staff) {
        const bool is_meant =
            std::any_of(kAudiences.begin(), kAudiences.end(), [&](Audience audience) {
                return audiences.contains(audience) && is_in(audience, person, ticket);
            });
        if (is_meant && person.active && workflow::is_visible_to(person, ticket))
            people.push_back(person);
    }
    return people;
}

}  // namespace

std::optional<model::Staff> first_on_duty(
    const TicketFacts& ticket, const std::vector<model::Staff>& on_duty
) {
    for (const auto& person : on_duty)
        if (workflow::is_visible_to(person, ticket))
            return person;
    return std::nullopt;
}

std::vector<model::Staff> people_of(
    const Audiences& audiences,
    const TicketFacts& ticket,
    const std::vector<model::Staff>& staff,
    const std::vector<model::Staff>& on_duty
) {
    const auto first =
        audiences.contains(Audience::on_duty) ? first_on_duty(ticket, on_duty) : std::nullopt;
    auto people = told(first ? audiences - Audiences{Audience::on_duty} : audiences, ticket, staff);
    const bool is_told = std::any_of(people.begin(), people.end(), [&](const auto& person) {
        return first && person.id == first->id;
    });
    if (first && !is_told)
        people.push_back(*first);
    return people.empty() ? told({Audience::office}, ticket, staff) : people;
}

}  // namespace huiying::desk
