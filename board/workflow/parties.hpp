// Who acts on a ticket: a person of the town in one or more parts, the citizen, or the clockwork;
// and who may see it at all. Used by every rule of this room and by desk. Pure, safe from any
// thread. Source: 信访工作条例 article 30 (a message is never shown to whom it accuses).
#pragma once

#include "board/model/staff.hpp"
#include "board/workflow/enum_set.hpp"
#include "board/workflow/ticket_facts.hpp"

#include <span>
#include <string_view>

namespace huiying::workflow {

/// The part that somebody has in one ticket; a role alone says too little (whose handler?).
enum class Party {
    dispatcher,      ///< 分派员 of the office
    handler,         ///< 承办人 of the lead unit (主办)
    assistant,       ///< anybody of an assisting unit (协办)
    reviewer,        ///< 审核人 of the lead unit or of the office
    unit_manager,    ///< 分管领导 of the lead unit
    office_manager,  ///< 分管领导 of the office
    administrator,   ///< 管理员
    citizen,         ///< 来信人
    system,          ///< rules and clocks
};

using Parties = EnumSet<Party>;

[[nodiscard]] std::span<const Party> all_parties();
[[nodiscard]] std::string_view to_word(Party party);
[[nodiscard]] std::string_view chinese_name(Party party);

/// Who wants to move a ticket. A person of the town; or, without one, the citizen or the system.
struct Actor {
    enum class Kind { staff, citizen, system };

    Kind kind = Kind::system;
    model::Staff staff;  ///< only with Kind::staff
};

[[nodiscard]] Actor acting(const model::Staff& staff);
[[nodiscard]] Actor the_citizen();
[[nodiscard]] Actor the_system();

/// The parts of a person in this ticket; none when the ticket does not exist for this person.
/// Handlers, reviewers and managers count for their own unit's tickets, those of the lead office
/// who review or manage for all.
[[nodiscard]] Parties parties_of(const Actor& actor, const TicketFacts& ticket);

/// Whether the ticket exists for this person: people of the lead and of assisting units,
/// dispatchers, reviewers and managers of the lead office, administrators. Restricted ones: the
/// lead office's dispatchers, reviewers and managers, and administrators; never anybody of an
/// accused unit.
[[nodiscard]] bool is_visible_to(const model::Staff& staff, const TicketFacts& ticket);

/// Whether the actor is this person; never for the citizen and the system.
[[nodiscard]] bool is_person(const Actor& actor, const std::optional<model::StaffId>& person);

}  // namespace huiying::workflow
