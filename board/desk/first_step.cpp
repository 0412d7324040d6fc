#include "board/desk/first_step.hpp"

#include "text/encoding.hpp"

namespace huiying::desk {
namespace {

constexpr std::size_t kSubjectCharacters = 24;

}  // namespace

std::string subject_of(const model::InboundMessage& message) {
    if (!text::trim(message.subject).empty())
        return message.subject;
    return text::shorten(text::trim(message.text), kSubjectCharacters);
}

bool is_with_unit(model::TicketState state) {
    return state == model::TicketState::handling || state == model::TicketState::to_sign;
}

model::TicketState first_state(const std::string& unit, const model::WorkflowRules& rules) {
    if (rules.acceptance == model::Acceptance::by_person)
        return model::TicketState::pending_acceptance;
    if (unit.empty())
        return model::TicketState::to_dispatch;
    return rules.signing == model::Signing::needed ? model::TicketState::to_sign
                                                   : model::TicketState::handling;
}

std::pair<std::string, std::string> first_step(
    const model::Ticket& ticket, const std::string& unit_name
) {
    if (is_with_unit(ticket.state))
        return {"routed", "交" + unit_name + "办理："};
    if (ticket.state == model::TicketState::to_dispatch)
        return {"to_dispatch", "转分派员："};
    return {"to_accept", ticket.unit.empty() ? "待受理：" : "待受理，拟交" + unit_name + "："};
}

std::string joined_reasons(const std::vector<std::string>& reasons) {
    std::string text;
    for (const auto& reason : reasons)
        text += (text.empty() ? "" : "；") + reason;
    return text;
}

}  // namespace huiying::desk
