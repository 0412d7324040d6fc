#include "board/model/ticket_state.hpp"

#include <algorithm>
#include <array>

namespace huiying::model {
namespace {

using enum TicketState;
using enum TicketPhase;

struct Row {
    TicketState state;
    std::string_view word;
    std::string_view chinese;
    TicketPhase phase;
};

constexpr std::array kRows{
    Row{received, "received", "已收到", intake},
    Row{pending_acceptance, "pending_acceptance", "待受理", intake},
    Row{not_accepted, "not_accepted", "不予受理", ended},
    Row{emergency_transferred, "emergency_transferred", "已转紧急处置", ended},
    Row{to_foi, "to_foi", "已转依申请公开", ended},
    Row{to_petition, "to_petition", "已转信访渠道", ended},
    Row{merged, "merged", "已并单", ended},
    Row{to_dispatch, "to_dispatch", "待分派", dispatching},
    Row{to_sign, "to_sign", "待签收", with_unit},
    Row{handling, "handling", "办理中", with_unit},
    Row{drafted, "drafted", "拟复中", with_unit},
    Row{sent_back, "sent_back", "退改中", with_unit},
    Row{rework, "rework", "重办中", with_unit},
    Row{dispatch_review, "dispatch_review", "派单异议审核", dispatching},
    Row{paused, "paused", "中止办理", with_unit},
    Row{in_review, "in_review", "待审核", with_unit},
    Row{in_second_review, "in_second_review", "待签发", with_unit},
    Row{approved, "approved", "已签发", with_unit},
    Row{final_replied, "final_replied", "已回复", answered},
    Row{to_evaluate, "to_evaluate", "待评价", answered},
    Row{closed, "closed", "已办结", answered},
    Row{archived, "archived", "已归档", answered},
    Row{withdrawn, "withdrawn", "已撤回", ended},
    Row{terminated, "terminated", "已终止", ended},
};

constexpr bool is_in_order() {
    for (std::size_t i = 0; i < kRows.size(); ++i)
        if (static_cast<std::size_t>(kRows[i].state) != i)
            return false;
    return true;
}

static_assert(is_in_order(), "a row for every state, in the order of the enumeration");

constexpr auto kStates = [] {
    std::array<TicketState, kRows.size()> states{};
    for (std::size_t i = 0; i < kRows.size(); ++i)
        states[i] = kRows[i].state;
    return states;
}();

const Row& row_of(TicketState state) {
    return kRows.at(static_cast<std::size_t>(state));
}

}  // namespace

std::span<const TicketState> all_ticket_states() {
    return kStates;
}

std::string_view to_word(TicketState state) {
    return row_of(state).word;
}

std::optional<TicketState> parse_ticket_state(std::string_view word) {
    const auto* found =
        std::find_if(kRows.begin(), kRows.end(), [&](const Row& row) { return row.word == word; });
    return found == kRows.end() ? std::nullopt : std::optional(found->state);
}

std::string_view chinese_name(TicketState state) {
    return row_of(state).chinese;
}

TicketPhase phase_of(TicketState state) {
    return row_of(state).phase;
}

bool is_open(TicketState state) {
    const auto phase = phase_of(state);
    return phase == intake || phase == dispatching || phase == with_unit;
}

bool is_answered(TicketState state) {
    return phase_of(state) == answered;
}

}  // namespace huiying::model
