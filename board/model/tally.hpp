// What figures over a period are made of: counts of tickets, days, and the names of the figures
// whose tickets can be listed. Used by store, which keeps the counts, desk and web. Plain values.
#pragma once

#include "board/model/measures.hpp"
#include "board/model/ticket_state.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string_view>

namespace huiying::model {

/// In the order of the table's columns.
enum class Tally : std::size_t {
    received,
    answered,  ///< of those received, with the first round's final reply
    replied,   ///< final replies given on that day, whenever received
    accepted,
    contacted,  ///< a person has spoken with the citizen
    satisfied,  ///< these three by the last evaluation
    mostly_satisfied,
    dissatisfied,
    resolved,   ///< evaluated, not dissatisfied, and did not come back
    came_back,  ///< answered and came back; see came_back.hpp
    open,
    at_dispatch,  ///< from here on: where those received stand now, each in one
    at_sign,
    at_handling,
    at_review,
    at_pause,
    at_answered,  ///< answered, not closed yet
    at_closed,
    at_ended,  ///< over without a reply
    checked,   ///< final replies given on that day that were looked at as they went out
    evasive,   ///< of these, those that say hardly anything
    first_measure,
};

/// In hundredths: from here on a reply counts as evasive; see draft/reply_checks.hpp.
inline constexpr int kEvasiveHundredths = 50;

inline constexpr std::size_t kTallyHours =
    static_cast<std::size_t>(Tally::first_measure) + 2 * kMeasures.size();
inline constexpr std::size_t kTallyColumns = kTallyHours + 24;

struct TallyCounts {
    std::array<int, kTallyColumns> values{};

    [[nodiscard]] int operator[](Tally what) const {
        return values.at(static_cast<std::size_t>(what));
    }

    int& operator[](Tally what) { return values.at(static_cast<std::size_t>(what)); }

    [[nodiscard]] int met(Measure measure) const {
        return values.at(column_of(measure, Standing::met));
    }

    [[nodiscard]] int missed(Measure measure) const {
        return values.at(column_of(measure, Standing::missed));
    }

    /// Received in that hour of the day, 0..23, in the town's zone.
    [[nodiscard]] int hour(std::size_t hour) const { return values.at(kTallyHours + hour); }

    static constexpr std::size_t column_of(Measure measure, Standing standing) {
        return static_cast<std::size_t>(Tally::first_measure) +
               2 * static_cast<std::size_t>(measure) + (standing == Standing::missed ? 1 : 0);
    }

    TallyCounts& operator+=(const TallyCounts& more) {
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] += more.values[i];
        return *this;
    }

    friend bool operator==(const TallyCounts&, const TallyCounts&) = default;
};

/// Which of the at_... a ticket in that state is counted in.
[[nodiscard]] Tally stage_of(TicketState state);

/// Days of the town, both counted.
struct DaySpan {
    std::chrono::sys_days from;
    std::chrono::sys_days to;
};

/// A figure whose tickets can be listed. The first ones are of tickets received in a span of days,
/// those from `open` on of all that is open now.
enum class Selection {
    received,
    answered,
    unanswered,  ///< received then, still open
    replied,     ///< final reply given in the span, whenever received
    response_missed,
    contact_missed,
    final_missed,
    came_back,
    satisfied,  ///< or mostly
    dissatisfied,
    stage,       ///< `value`: dispatch, sign, handling, review, pause, answered, closed, ended
    hour,        ///< `value`: "2-09" received on a Tuesday between 9 and 10
    replied_by,  ///< `value`: id of who has it in hand
    returned,    ///< asked back in the span; `value`: unit to which it went, or ""
    evasive,     ///< final reply given in the span that says hardly anything
    open,
    open_stage,     ///< `value` as of stage
    open_received,  ///< received in the span: the age of what is open
    overdue,
    due,      ///< due in the span, not overdue
    held_by,  ///< `value`: id of who has it in hand
};

/// The API's word.
[[nodiscard]] std::optional<Selection> parse_selection(std::string_view word);

}  // namespace huiying::model
