#include "board/model/tally.hpp"

#include <algorithm>

namespace huiying::model {
namespace {

constexpr std::array<std::string_view, 21> kSelections{
    "received",     "answered",  "unanswered", "replied",      "response_missed", "contact_missed",
    "final_missed", "came_back", "satisfied",  "dissatisfied", "stage",           "hour",
    "replied_by",   "returned",  "evasive",    "open",         "open_stage",      "open_received",
    "overdue",      "due",       "held_by"};

}  // namespace

Tally stage_of(TicketState state) {
    using enum TicketState;
    switch (state) {
        case received:
        case pending_acceptance:
        case to_dispatch:
        case dispatch_review:
            return Tally::at_dispatch;
        case to_sign:
            return Tally::at_sign;
        case handling:
        case drafted:
        case sent_back:
        case rework:
            return Tally::at_handling;
        case in_review:
        case in_second_review:
        case approved:
            return Tally::at_review;
        case paused:
            return Tally::at_pause;
        case final_replied:
        case to_evaluate:
            return Tally::at_answered;
        case closed:
        case archived:
            return Tally::at_closed;
        case not_accepted:
        case emergency_transferred:
        case to_foi:
        case to_petition:
        case merged:
        case withdrawn:
        case terminated:
            break;
    }
    return Tally::at_ended;
}

std::optional<Selection> parse_selection(std::string_view word) {
    const auto* const found = std::find(kSelections.begin(), kSelections.end(), word);
    return found == kSelections.end()
               ? std::nullopt
               : std::optional(static_cast<Selection>(found - kSelections.begin()));
}

}  // namespace huiying::model
