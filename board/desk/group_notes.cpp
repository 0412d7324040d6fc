#include "board/desk/group_notes.hpp"

#include "board/desk/ladder_rules.hpp"
#include "board/store/robot_repository.hpp"

#include <set>

namespace huiying::desk {
namespace {

using workflow::Audience;
using workflow::Audiences;

/// What comes due together comes within moments.
constexpr std::chrono::seconds kGather{60};

bool has_any(const Audiences& told, const Audiences& wanted) {
    return !((told - wanted) == told);
}

std::set<std::string> units_of(
    const TownSnapshot& town, const model::Ticket& ticket, const Audiences& told
) {
    std::set<std::string> units;
    if (has_any(told, {Audience::handlers, Audience::unit_lead, Audience::reviewers}))
        units.insert(ticket.unit);
    if (has_any(told, {Audience::office, Audience::office_managers, Audience::on_duty}) ||
        ticket.unit.empty())
        units.insert(town.lead_unit());
    units.erase("");
    return units;
}

}  // namespace

void note_in_groups(
    store::Connection& connection,
    const TownSnapshot& town,
    const model::Ticket& ticket,
    const workflow::PlannedRung& rung,
    model::Instant send_at
) {
    if (ticket.restricted)
        return;
    store::RobotRepository robots(connection);
    const auto hours = hours_of(town.settings());
    for (const auto& unit : units_of(town, ticket, rung.told)) {
        if (!robots.has_active(unit))
            continue;
        const store::RobotLine line{
            unit, to_text(rung.key), ticket.id, std::string(workflow::to_word(rung.key.rung))};
        if (rung.key.rung == workflow::Rung::emergency)
            robots.add_urgent(line, send_at);
        else
            robots.add(line, workflow::window_of(hours, send_at), hours.window, send_at + kGather);
    }
}

}  // namespace huiying::desk
