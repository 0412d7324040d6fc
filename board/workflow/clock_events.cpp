#include "board/workflow/clock_events.hpp"

#include <array>
#include <cstddef>

namespace huiying::workflow {
namespace {

using enum ClockEvent;

constexpr std::size_t kClocks = 7;

constexpr std::array<Clock, kClocks> kAllClocks{
    Clock::receipt,
    Clock::acceptance,
    Clock::contact,
    Clock::human_contact,
    Clock::final_reply,
    Clock::unit_part,
    Clock::commitment};

constexpr std::array<std::string_view, kClocks> kClockWords{
    "receipt", "acceptance", "contact", "human_contact", "final_reply", "unit_part", "commitment"};

constexpr std::array<std::string_view, 7> kActionWords{
    "none", "start", "stop", "cancel", "pause", "resume", "extend"};

constexpr auto kNone = ClockAction::none;
constexpr auto kStart = ClockAction::start;
constexpr auto kStop = ClockAction::stop;
constexpr auto kCancel = ClockAction::cancel;
constexpr auto kPause = ClockAction::pause;
constexpr auto kResume = ClockAction::resume;
constexpr auto kExtend = ClockAction::extend;

using Actions = std::array<ClockAction, kClocks>;

constexpr Actions kNothing{};
/// Whoever heard from a person has heard of receipt and acceptance too.
constexpr Actions kHeard{kStop, kStop, kStop, kStop, kNone, kNone, kNone};
constexpr Actions kAnswered{kStop, kStop, kStop, kStop, kStop, kStop, kNone};
/// Ended with a reasoned letter: the promise is met by it, the unit is let go.
constexpr Actions kLetter{kStop, kStop, kStop, kStop, kStop, kCancel, kNone};
constexpr Actions kNewRound{kNone, kNone, kNone, kNone, kStart, kStart, kNone};

constexpr Actions unit(ClockAction action) {
    return {kNone, kNone, kNone, kNone, kNone, action, kNone};
}

constexpr Actions work(ClockAction action) {
    return {kNone, kNone, kNone, kNone, action, action, kNone};
}

constexpr Actions commitment(ClockAction action) {
    return {kNone, kNone, kNone, kNone, kNone, kNone, action};
}

struct Row {
    ClockEvent event;
    std::string_view word;
    Origin origin;
    Actions actions;
};

constexpr auto kCitizen = Origin::citizen;
constexpr auto kMachine = Origin::machine;
constexpr auto kPerson = Origin::person;

// The whole table. Columns: receipt, acceptance, contact, human contact, final reply, unit's part,
// commitment.
constexpr std::array kRows{
    Row{received, "received", kCitizen, {kStart, kStart, kStart, kStart, kStart, kNone, kNone}},
    Row{receipt_sent, "receipt_sent", kMachine, {kStop, kNone, kNone, kNone, kNone, kNone, kNone}},
    Row{accepted_automatically,
        "accepted_automatically",
        kMachine,
        {kStop, kStop, kNone, kNone, kNone, kNone, kNone}},
    Row{accepted_by_person,
        "accepted_by_person",
        kPerson,
        {kStop, kStop, kNone, kNone, kNone, kNone, kNone}},
    Row{sure_answer_sent,
        "sure_answer_sent",
        kMachine,
        {kStop, kStop, kStop, kNone, kNone, kNone, kNone}},
    Row{bot_spoke, "bot_spoke", kMachine, kNothing},
    Row{contact_reached, "contact_reached", kPerson, kHeard},
    Row{contact_tried, "contact_tried", kPerson, kNothing},
    Row{dispatched, "dispatched", kPerson, unit(kStart)},
    Row{signed_for, "signed_for", kPerson, kNothing},
    Row{assist_asked, "assist_asked", kPerson, unit(kStart)},
    Row{opinion_given, "opinion_given", kPerson, unit(kStop)},
    Row{assist_dropped, "assist_dropped", kPerson, unit(kCancel)},
    Row{return_asked, "return_asked", kPerson, kNothing},
    Row{return_upheld, "return_upheld", kPerson, unit(kCancel)},
    Row{return_reassigned, "return_reassigned", kPerson, unit(kStart)},
    Row{return_refused, "return_refused", kPerson, kNothing},
    Row{draft_saved, "draft_saved", kPerson, kNothing},
    Row{submitted, "submitted", kPerson, kNothing},
    Row{approved, "approved", kPerson, kNothing},
    Row{sent_back, "sent_back", kPerson, kNothing},
    Row{replied, "replied", kPerson, kAnswered},
    Row{replied_by_phone, "replied_by_phone", kPerson, kAnswered},
    Row{delivery_failed, "delivery_failed", kMachine, kNothing},
    Row{not_accepted, "not_accepted", kPerson, kLetter},
    Row{merged, "merged", kPerson, {kStop, kStop, kCancel, kCancel, kCancel, kCancel, kNone}},
    Row{unmerged, "unmerged", kPerson, {kNone, kNone, kResume, kResume, kResume, kResume, kNone}},
    Row{withdrawn,
        "withdrawn",
        kCitizen,
        {kCancel, kCancel, kCancel, kCancel, kCancel, kCancel, kNone}},
    Row{terminated, "terminated", kPerson, kLetter},
    Row{paused, "paused", kPerson, work(kPause)},
    Row{resumed, "resumed", kPerson, work(kResume)},
    Row{extended, "extended", kPerson, work(kExtend)},
    Row{evaluated, "evaluated", kCitizen, kNothing},
    Row{rework_ordered, "rework_ordered", kPerson, kNewRound},
    Row{reopened, "reopened", kPerson, kNewRound},
    Row{added, "added", kCitizen, kNothing},
    Row{noted, "noted", kPerson, kNothing},
    Row{reminded, "reminded", kPerson, kNothing},
    Row{supervised, "supervised", kPerson, kNothing},
    Row{escalated, "escalated", kPerson, kNothing},
    Row{commitment_made, "commitment_made", kPerson, commitment(kStart)},
    Row{commitment_kept, "commitment_kept", kPerson, commitment(kStop)},
    Row{closed, "closed", kPerson, kNothing},
    Row{archived, "archived", kPerson, kNothing},
    Row{given_back,
        "given_back",
        kPerson,
        {kCancel, kCancel, kCancel, kCancel, kCancel, kCancel, kNone}},
};

constexpr bool is_in_order() {
    for (std::size_t i = 0; i < kRows.size(); ++i)
        if (static_cast<std::size_t>(kRows[i].event) != i)
            return false;
    return true;
}

constexpr ClockAction at(const Row& row, Clock clock) {
    return row.actions[static_cast<std::size_t>(clock)];
}

/// The machine's words never count as a person's.
constexpr bool no_machine_stops_human_contact() {
    for (const auto& row : kRows)
        if (row.origin == kMachine && at(row, Clock::human_contact) != kNone)
            return false;
    return true;
}

static_assert(is_in_order(), "a row for every event, in the order of the enumeration");
static_assert(no_machine_stops_human_contact());
static_assert(kRows[static_cast<std::size_t>(noted)].actions == kNothing);
static_assert(kRows[static_cast<std::size_t>(signed_for)].actions == kNothing);

constexpr auto kAllEvents = [] {
    std::array<ClockEvent, kRows.size()> events{};
    for (std::size_t i = 0; i < kRows.size(); ++i)
        events[i] = kRows[i].event;
    return events;
}();

const Row& row_of(ClockEvent event) {
    return kRows.at(static_cast<std::size_t>(event));
}

}  // namespace

std::span<const Clock> all_clocks() {
    return kAllClocks;
}

std::span<const ClockEvent> all_clock_events() {
    return kAllEvents;
}

std::string_view to_word(Clock clock) {
    return kClockWords.at(static_cast<std::size_t>(clock));
}

std::string_view to_word(ClockAction action) {
    return kActionWords.at(static_cast<std::size_t>(action));
}

std::string_view to_word(ClockEvent event) {
    return row_of(event).word;
}

ClockAction action_of(ClockEvent event, Clock clock) {
    return at(row_of(event), clock);
}

Origin origin_of(ClockEvent event) {
    return row_of(event).origin;
}

Clock clock_of(ResponseGrade grade) {
    static constexpr std::array kClocksOfGrades{Clock::receipt, Clock::acceptance, Clock::contact};
    return kClocksOfGrades.at(static_cast<std::size_t>(grade));
}

bool meets_response(ClockEvent event, ResponseGrade grade) {
    return action_of(event, clock_of(grade)) == ClockAction::stop;
}

}  // namespace huiying::workflow
