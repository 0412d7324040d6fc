// People and tickets for the tests of this room.
#pragma once

#include "board/workflow/decision.hpp"

#include <string>
#include <utility>
#include <vector>

namespace huiying::test {

inline model::Staff person(std::vector<model::Role> roles, std::string unit, std::int64_t id = 1) {
    model::Staff staff;
    staff.id = {id};
    staff.login = "p" + std::to_string(id);
    staff.unit = std::move(unit);
    staff.roles = std::move(roles);
    return staff;
}

/// A ticket of unit "cjzx" in a town whose lead office is "dzb".
inline workflow::TicketFacts ticket(model::TicketState state) {
    workflow::TicketFacts facts;
    facts.state = state;
    facts.unit = state == model::TicketState::to_dispatch ? "" : "cjzx";
    facts.lead_unit = "dzb";
    return facts;
}

inline workflow::TicketFacts restricted(
    std::vector<std::string> accused, model::TicketState state = model::TicketState::handling
) {
    auto facts = ticket(state);
    facts.unit = "dzb";
    facts.restricted = true;
    facts.accused_units = std::move(accused);
    return facts;
}

/// The state that follows, or the code of the refusal.
inline std::string decided(
    const workflow::TicketFacts& facts,
    const workflow::Actor& actor,
    workflow::Move move,
    const workflow::Details& details = {}
) {
    const auto now = *model::parse_rfc3339("2026-11-23T12:00:00+08:00");
    const auto decision = workflow::decide(facts, {move, actor, details, now});
    if (const auto* refusal = std::get_if<workflow::Refusal>(&decision))
        return std::string(model::code_of(refusal->errc));
    return std::string(model::to_word(std::get<workflow::Outcome>(decision).state));
}

inline std::string decided(
    const workflow::TicketFacts& facts,
    const model::Staff& staff,
    workflow::Move move,
    const workflow::Details& details = {}
) {
    return decided(facts, workflow::acting(staff), move, details);
}

/// What the refused request should have had; "" when it was not refused for that.
inline std::string missing_field(
    const workflow::TicketFacts& facts,
    const model::Staff& staff,
    workflow::Move move,
    const workflow::Details& details
) {
    const auto now = *model::parse_rfc3339("2026-11-23T12:00:00+08:00");
    const auto decision = workflow::decide(facts, {move, workflow::acting(staff), details, now});
    const auto* refusal = std::get_if<workflow::Refusal>(&decision);
    return refusal ? std::string(refusal->field) : "";
}

/// What follows. REQUIRES: it is allowed.
inline std::vector<workflow::Effect> effects(
    const workflow::TicketFacts& facts,
    const workflow::Actor& actor,
    workflow::Move move,
    const workflow::Details& details = {}
) {
    const auto now = *model::parse_rfc3339("2026-11-23T12:00:00+08:00");
    return std::get<workflow::Outcome>(workflow::decide(facts, {move, actor, details, now}))
        .effects;
}

template <class Kind>
bool has_effect(const std::vector<workflow::Effect>& all, const Kind& wanted) {
    for (const auto& effect : all)
        if (const auto* one = std::get_if<Kind>(&effect); one && *one == wanted)
            return true;
    return false;
}

}  // namespace huiying::test
