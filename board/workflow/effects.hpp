// What a move brings about, as a closed list of values that desk carries out: a row of the history,
// changes of clocks, notices to colleagues, a message to the citizen, a correction for routing.
// Made by decide(). Plain values.
#pragma once

#include "board/workflow/clock_events.hpp"
#include "board/workflow/enum_set.hpp"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace huiying::workflow {

/// Who in the town is told, or holds a ticket.
enum class Audience {
    office,           ///< dispatchers
    office_managers,  ///< of the lead office
    handlers,         ///< of the lead unit
    unit_lead,        ///< managers of the lead unit
    assistants,       ///< assisting units whose opinion is open
    reviewers,        ///< of the lead unit and the office
    signers,          ///< who sign at the second level
    on_duty,          ///< the duty roster, day and night
    asker,            ///< who asked for what is decided now
    nobody,           ///< over, or with the citizen
};

using Audiences = EnumSet<Audience>;

[[nodiscard]] std::string_view to_word(Audience audience);

/// What the citizen is told, on the channel the citizen used.
enum class CitizenWord {
    accepted,      ///< 受理告知: unit, promised date, contact
    not_accepted,  ///< reason and where to go
    merged,        ///< which ticket carries the matter
    unit_changed,  ///< who handles it now
    final_reply,   ///< the reply itself
    please_evaluate,
    rework_begun,
    reopened,
    paused,  ///< since when and why
    resumed,
    extended,    ///< the old date, the new one, the reason
    terminated,  ///< why
    withdrawal_confirmed,
    commitment_kept,
};

[[nodiscard]] std::string_view to_word(CitizenWord word);

struct HistoryRow {
    std::string_view event;

    friend bool operator==(const HistoryRow&, const HistoryRow&) = default;
};

struct ClockChange {
    Clock clock = Clock::final_reply;
    ClockAction action = ClockAction::none;
    Origin origin = Origin::person;
    std::string unit;  ///< whose part, with Clock::unit_part
    int workdays = 0;  ///< with start and extend where the move says how long; 0: by the policy

    friend bool operator==(const ClockChange&, const ClockChange&) = default;
};

struct Notify {
    Audience audience = Audience::nobody;

    friend bool operator==(const Notify&, const Notify&) = default;
};

/// An outbox row.
struct TellCitizen {
    CitizenWord word = CitizenWord::accepted;

    friend bool operator==(const TellCitizen&, const TellCitizen&) = default;
};

/// A return that the office accepted: routing learns from it.
struct CorrectRouting {
    std::string wrong_unit;
    std::string right_unit;  ///< empty: the dispatcher will say

    friend bool operator==(const CorrectRouting&, const CorrectRouting&) = default;
};

using Effect = std::variant<HistoryRow, ClockChange, Notify, TellCitizen, CorrectRouting>;

/// The word of the history row among the effects; "" when there is none.
[[nodiscard]] std::string_view history_event(const std::vector<Effect>& effects);

/// Whether the effects stop the clock.
[[nodiscard]] bool stops(const std::vector<Effect>& effects, Clock clock);

}  // namespace huiying::workflow
