// What the town's promises are measured by: which clock of a ticket was met, which was missed,
// which does not count. The rule of docs/clocks.md ("What is counted"), in one place. Used by store
// (the kept figures), desk (which counts them again). Pure, safe from any thread.
#pragma once

#include "board/model/ticket.hpp"

#include <array>
#include <span>
#include <string_view>
#include <vector>

namespace huiying::model {

/// Each has its own rate: the machine's never counts as a person's.
enum class Measure {
    response,       ///< 当天有回应, of the grade that the town promises
    receipt,        ///< 收件回执
    acceptance,     ///< 受理告知
    human_contact,  ///< 人工联系 (先行联系): a person, within one working day
    final_reply,    ///< 五日内答复: the first final reply
    later_reply,    ///< every further one: rework, reopened
};

inline constexpr std::array kMeasures{
    Measure::response,
    Measure::receipt,
    Measure::acceptance,
    Measure::human_contact,
    Measure::final_reply,
    Measure::later_reply};

/// Of a promise: how often it was met, of how many that count. docs/clocks.md says which those are.
struct Rate {
    int met = 0;
    int counted = 0;

    friend bool operator==(const Rate&, const Rate&) = default;
};

/// One for each of kMeasures, in its order.
using Rates = std::array<Rate, kMeasures.size()>;

/// The API's word; also the beginning of a column's name in the record.
[[nodiscard]] std::string_view to_word(Measure measure);

/// `open`: counts neither way until its due time passes; then it is missed at once, whoever looks
/// when. `none`: never counts.
enum class Standing { none, open, met, missed };

/// One promise of one ticket, as instants.
struct MeasuredClock {
    std::optional<Instant> due;    ///< nullopt: not known, or it stands still
    std::optional<Instant> done;   ///< when it was done
    std::optional<Instant> ended;  ///< since when nobody owes it any more
};

/// Done at the due time's second is in time. What ended undone counts only where it was late then.
[[nodiscard]] Standing standing_of(const MeasuredClock& clock);
/// The same at a moment: what is open and past due is missed.
[[nodiscard]] Standing standing_at(const MeasuredClock& clock, Instant now);

/// A round of a ticket that is over: what its clocks said when the next one began.
struct PastRound {
    int round = 1;
    std::string unit;
    std::optional<Instant> final_due;
    std::optional<Instant> replied_at;
    std::optional<Instant> ended_at;

    friend bool operator==(const PastRound&, const PastRound&) = default;
};

/// A promise of a ticket, and whose it is.
struct MeasuredPromise {
    Measure measure = Measure::response;
    std::string_view unit;  ///< lives as long as ticket and rounds
    MeasuredClock clock;
};

/// All promises of a ticket. `past` holds its rounds before the present one, in order; empty in the
/// first. The first response and the first reply are the first round's unit's.
[[nodiscard]] std::vector<MeasuredPromise> promises_of(
    const Ticket& ticket, std::span<const PastRound> past
);

}  // namespace huiying::model
