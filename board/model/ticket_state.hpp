// States of a citizen's message, named as the field names them, and what every room asks of a state
// without knowing them all. Used by every room that shows, lists or moves tickets. Pure. The words
// are stored: a word is never changed, a state is never taken away.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace huiying::model {

/// `received` is never stored: a number that is on its way from the queue to the record answers
/// with it. docs/workflow.md has every state with its moves.
enum class TicketState {
    received,               ///< 已收到: accepted by the channel, not yet taken in
    pending_acceptance,     ///< 待受理: the office decides whether it is the government's matter
    not_accepted,           ///< 不予受理: with the reason, and where to go instead
    emergency_transferred,  ///< 转紧急: handed to 110, 119, 120 or 122
    to_foi,                 ///< 转依申请公开: its own statutory clock runs from now on
    to_petition,            ///< 转信访: directed to the petition office
    merged,                 ///< 并单: another ticket carries the matter
    to_dispatch,            ///< 待分派: a dispatcher decides on the unit
    to_sign,                ///< 待签收: given to a unit that has not confirmed it yet
    handling,               ///< 办理中: with the responsible unit
    drafted,                ///< 拟复: a person has written on the reply
    sent_back,              ///< 退改: the reviewer wants it otherwise
    rework,                 ///< 重办: answered, but the citizen or the office is not content
    dispatch_review,        ///< 派单异议审核: the unit returned it, the office decides
    paused,                 ///< 中止: stopped for a recorded reason
    in_review,              ///< 待审核: a reply waits for the reviewer
    in_second_review,       ///< 待签发: reviewed once, a leader signs
    approved,               ///< 已签发: may be sent, not sent yet
    final_replied,          ///< 已回复: the final reply is on its way or delivered
    to_evaluate,            ///< 待评价: the citizen was asked what the reply was worth
    closed,                 ///< 办结
    archived,               ///< 归档
    withdrawn,              ///< 撤回: by the citizen
    terminated,             ///< 终止: ended without a result, with approval
};

[[nodiscard]] std::span<const TicketState> all_ticket_states();

std::string_view to_word(TicketState state);
std::optional<TicketState> parse_ticket_state(std::string_view word);
std::string_view chinese_name(TicketState state);

/// What a citizen, a list or a figure tells apart.
enum class TicketPhase {
    intake,       ///< received, not yet accepted
    dispatching,  ///< accepted, with the office
    with_unit,    ///< with a unit, until the reply is out; also while paused
    answered,     ///< final reply given
    ended,        ///< over without one: not accepted, directed elsewhere, merged, withdrawn
};

[[nodiscard]] TicketPhase phase_of(TicketState state);

/// Whether somebody of the town still owes work: phases intake, dispatching, with_unit.
[[nodiscard]] bool is_open(TicketState state);

/// Whether the citizen has a final reply.
[[nodiscard]] bool is_answered(TicketState state);

}  // namespace huiying::model
