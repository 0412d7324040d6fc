// Which event stops which clock: one table of every event and every clock. Used by decision.hpp, by
// desk (when it records an event) and by figures. Pure, safe from any thread. docs/workflow.md has
// the table in words; a test holds the two to each other.
// Sources: 国办发〔2014〕57号 and the town's promise (response the same day, final reply within 5
// working days), 济南市12345条例 article 24 (replied and resolved are two things), the practice of
// 先行联系 within 1 working day.
#pragma once

#include "board/model/workflow_rules.hpp"

#include <span>
#include <string_view>

namespace huiying::workflow {

enum class Clock {
    receipt,        ///< 收件回执: the number, nothing else
    acceptance,     ///< 受理告知: unit, promised date, contact
    contact,        ///< 人工联系, or a sure answer that was sent
    human_contact,  ///< 先行联系: a person, never the machine; 1 working day
    final_reply,    ///< 最终答复
    unit_part,      ///< a unit's own date, lead or assisting
    commitment,     ///< 挂账: until the commitment is kept
};

enum class ClockAction {
    none,
    start,   ///< starts it, or starts it anew
    stop,    ///< met: the time of the event is compared with the due time
    cancel,  ///< ends it without saying met or missed
    pause,
    resume,
    extend,
};

enum class ClockEvent {
    received,
    receipt_sent,
    accepted_automatically,  ///< the notice names the routed unit
    accepted_by_person,
    sure_answer_sent,  ///< a reviewed FAQ entry answered at once
    bot_spoke,         ///< anything else that the machine said
    contact_reached,   ///< a call or visit, the citizen was spoken with
    contact_tried,     ///< nobody was reached
    dispatched,
    signed_for,
    assist_asked,
    opinion_given,
    assist_dropped,
    return_asked,
    return_upheld,
    return_reassigned,
    return_refused,
    draft_saved,
    submitted,
    approved,
    sent_back,
    replied,           ///< final reply released in writing
    replied_by_phone,  ///< final reply told by phone, with its summary
    delivery_failed,
    not_accepted,  ///< told with reason and channel
    merged,
    unmerged,
    withdrawn,
    terminated,
    paused,
    resumed,
    extended,
    evaluated,
    rework_ordered,
    reopened,
    added,  ///< by the citizen
    noted,  ///< internal
    reminded,
    supervised,
    escalated,
    commitment_made,
    commitment_kept,
    closed,
    archived,
    given_back,  ///< the body that passed it on took it back
};

/// Who an event comes from: only a person's makes a human figure.
enum class Origin { citizen, machine, person };

using model::ResponseGrade;

[[nodiscard]] std::span<const Clock> all_clocks();
[[nodiscard]] std::span<const ClockEvent> all_clock_events();
[[nodiscard]] std::string_view to_word(Clock clock);
[[nodiscard]] std::string_view to_word(ClockAction action);
[[nodiscard]] std::string_view to_word(ClockEvent event);

[[nodiscard]] ClockAction action_of(ClockEvent event, Clock clock);
/// Who an event comes from as a rule; a move's actor says it for the case at hand.
[[nodiscard]] Origin origin_of(ClockEvent event);

[[nodiscard]] Clock clock_of(ResponseGrade grade);
/// Whether the event is the response that the town promises the same day.
[[nodiscard]] bool meets_response(ClockEvent event, ResponseGrade grade);

}  // namespace huiying::workflow
