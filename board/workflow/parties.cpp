#include "board/workflow/parties.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace huiying::workflow {
namespace {

using model::Role;

struct Row {
    Party party;
    std::string_view word;
    std::string_view chinese;
};

constexpr std::array kRows{
    Row{Party::dispatcher, "dispatcher", "分派员"},
    Row{Party::handler, "handler", "承办人"},
    Row{Party::assistant, "assistant", "协办单位"},
    Row{Party::reviewer, "reviewer", "审核人"},
    Row{Party::unit_manager, "unit_manager", "承办单位分管领导"},
    Row{Party::office_manager, "office_manager", "办公室分管领导"},
    Row{Party::administrator, "administrator", "管理员"},
    Row{Party::citizen, "citizen", "来信人"},
    Row{Party::system, "system", "系统"},
};

constexpr auto kParties = [] {
    std::array<Party, kRows.size()> parties{};
    for (std::size_t i = 0; i < kRows.size(); ++i)
        parties[i] = kRows[i].party;
    return parties;
}();

const Row& row_of(Party party) {
    return kRows.at(static_cast<std::size_t>(party));
}

bool contains(const std::vector<std::string>& codes, const std::string& code) {
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

bool in_lead_office(const model::Staff& staff, const TicketFacts& ticket) {
    return !ticket.lead_unit.empty() && staff.unit == ticket.lead_unit;
}

bool in_responsible_unit(const model::Staff& staff, const TicketFacts& ticket) {
    return !ticket.unit.empty() && staff.unit == ticket.unit;
}

bool in_assisting_unit(const model::Staff& staff, const TicketFacts& ticket) {
    return !staff.unit.empty() &&
           std::any_of(ticket.assists.begin(), ticket.assists.end(), [&](const Assist& assist) {
               return assist.unit == staff.unit;
           });
}

Parties parties_of(const model::Staff& staff, Role role, const TicketFacts& ticket) {
    const bool own = in_responsible_unit(staff, ticket);
    const bool office = in_lead_office(staff, ticket);
    switch (role) {
        case Role::dispatcher:
            return {Party::dispatcher};
        case Role::administrator:
            return {Party::administrator};
        case Role::handler:
            return own ? Parties{Party::handler} : Parties{};
        case Role::reviewer:
            return own || office ? Parties{Party::reviewer} : Parties{};
        case Role::manager:
            return (own ? Parties{Party::unit_manager} : Parties{}) |
                   (office ? Parties{Party::office_manager} : Parties{});
    }
    return {};
}

/// A role at work in the unit itself; a dispatcher's or an administrator's is the town's.
bool has_unit_role(const model::Staff& staff) {
    return model::has_role(staff, Role::handler) || model::has_role(staff, Role::reviewer) ||
           model::has_role(staff, Role::manager);
}

Parties parties_of(const model::Staff& staff, const TicketFacts& ticket) {
    Parties parties;
    for (const auto role : staff.roles)
        parties = parties | parties_of(staff, role, ticket);
    if (in_assisting_unit(staff, ticket) && has_unit_role(staff))
        parties = parties | Parties{Party::assistant};
    return parties;
}

bool may_see_restricted(const model::Staff& staff, const TicketFacts& ticket) {
    return model::has_role(staff, Role::administrator) ||
           (in_lead_office(staff, ticket) &&
            (model::has_role(staff, Role::dispatcher) || model::has_role(staff, Role::reviewer) ||
             model::has_role(staff, Role::manager)));
}

}  // namespace

std::span<const Party> all_parties() {
    return kParties;
}

std::string_view to_word(Party party) {
    return row_of(party).word;
}

std::string_view chinese_name(Party party) {
    return row_of(party).chinese;
}

Actor acting(const model::Staff& staff) {
    return {Actor::Kind::staff, staff};
}

Actor the_citizen() {
    return {Actor::Kind::citizen, {}};
}

Actor the_system() {
    return {Actor::Kind::system, {}};
}

Parties parties_of(const Actor& actor, const TicketFacts& ticket) {
    if (actor.kind == Actor::Kind::citizen)
        return {Party::citizen};
    if (actor.kind == Actor::Kind::system)
        return {Party::system};
    return is_visible_to(actor.staff, ticket) ? parties_of(actor.staff, ticket) : Parties{};
}

bool is_visible_to(const model::Staff& staff, const TicketFacts& ticket) {
    if (!staff.active)
        return false;
    if (!staff.unit.empty() && contains(ticket.accused_units, staff.unit))
        return false;
    if (ticket.restricted)
        return may_see_restricted(staff, ticket);
    return !parties_of(staff, ticket).empty();
}

bool is_person(const Actor& actor, const std::optional<model::StaffId>& person) {
    return actor.kind == Actor::Kind::staff && person && actor.staff.id == *person;
}

}  // namespace huiying::workflow
