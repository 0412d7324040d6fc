// What the rules need to know of a ticket and of the town: plain facts, gathered by desk. Times and
// calendars do not appear: desk says what they mean (ReturnWindow, Term). Pure values.
#pragma once

#include "board/model/grounds.hpp"
#include "board/model/inbound_message.hpp"
#include "board/model/staff.hpp"
#include "board/model/ticket.hpp"
#include "board/model/workflow_rules.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::workflow {

/// Where publication of the masked copy stands.
enum class Publication { none, proposed, published };

using model::Pausing;
using model::PhoneReview;
using model::Signing;
using model::WorkflowRules;

/// A unit that helps the lead unit (协办).
struct Assist {
    enum class State { asked, overdue, answered };

    std::string unit;
    State state = State::asked;
};

/// Whether the first working day after dispatch to the present unit is still running.
enum class ReturnWindow { open, closed };

/// Whether the final due instant has passed.
enum class Term { running, passed };

struct ReturnRecord {
    std::vector<std::string> units;          ///< that have returned this ticket, refused or not
    int total = 0;                           ///< returns so far
    std::optional<model::StaffId> asked_by;  ///< who asked for the return that waits for a ruling
    ReturnWindow window = ReturnWindow::open;
    bool designated = false;  ///< the present unit was named by a ruling
};

struct ExtensionRecord {
    int granted_workdays = 0;
    int asked_workdays = 0;  ///< of the request that waits; 0: none waits
    std::optional<model::StaffId> asked_by;
};

enum class Commitment { none, open };

/// A citizen's grade, or none in this round.
using Grade = std::optional<model::Satisfaction>;

/// What is asked of a body that passed a matter on (转办).
enum class UpstreamRequest { take_back, more_time };

[[nodiscard]] std::string_view to_word(UpstreamRequest request);
[[nodiscard]] std::optional<UpstreamRequest> parse_upstream_request(std::string_view word);

/// A matter that another body passed on, and what it was asked that it has not answered.
struct PassedOn {
    std::optional<UpstreamRequest> asked;
};

struct TicketFacts {
    model::TicketState state = model::TicketState::to_dispatch;
    std::string unit;                            ///< responsible unit, empty until routed
    bool restricted = false;                     ///< accuses a unit or staff
    std::vector<std::string> accused_units;      ///< may be empty although restricted
    std::string lead_unit;                       ///< code of the lead office
    std::optional<model::StaffId> submitted_by;  ///< who sent the draft for review
    model::ReplyReview reply_review = model::ReplyReview::needed;
    model::PublishConsent consent = model::PublishConsent::no;
    Publication publication = Publication::none;
    std::optional<model::StaffId> proposed_by;  ///< who proposed the public copy
    WorkflowRules rules;
    std::optional<model::TicketState> before;  ///< state that a pause, a merging interrupted
    std::optional<model::PauseGround> paused_for;
    std::optional<model::StaffId> approved_by;  ///< who approved at the first level
    std::vector<Assist> assists;
    ReturnRecord returns;
    ExtensionRecord extension;
    Term term = Term::running;
    std::optional<model::StaffId> termination_asked_by;
    Commitment commitment = Commitment::none;
    int reworks = 0;
    Grade grade;
    int reminders_today = 0;  ///< by the citizen
    std::optional<PassedOn> passed_on;
    bool in_hand = false;  ///< somebody of the unit has signed, written or telephoned
};

}  // namespace huiying::workflow
