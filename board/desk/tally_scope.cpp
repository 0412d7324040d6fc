#include "board/desk/tally_scope.hpp"

#include "board/desk/ticket_access.hpp"

namespace huiying::desk {

model::Result<store::TallyScope> scope_of(
    const model::Staff& staff, const TownSnapshot& town, const PeriodAsked& asked
) {
    const auto filter = filter_of(staff, town.lead_unit(), Queue::all, {});
    store::TallyScope scope{
        .unit = std::nullopt,
        .channel = asked.channel,
        .kind = asked.kind,
        .include_restricted =
            filter.include_restricted && asked.restricted == PeriodAsked::Restricted::if_seen,
        .never_accused = filter.never_accused};
    if (!asked.unit.empty())
        scope.unit = asked.unit == "-" ? std::string() : asked.unit;
    if (filter.units.empty())
        return scope;
    const auto& own = filter.units.front();
    if (scope.unit && *scope.unit != own)
        return model::Errc::forbidden;
    scope.unit = own;
    scope.seen = store::TallyScope::Seen::own_unit;
    return scope;
}

}  // namespace huiying::desk
