// What the year's citizens write, and what is to become of it: drawn from a seed, the same in every
// run. Used by the simulated year. Plain values.
#pragma once

#include "board/model/inbound_message.hpp"
#include "plain_count.hpp"

#include <random>
#include <string>
#include <vector>

namespace huiying::year {

/// How a matter goes, unless something else happens to it.
struct Plan {
    Ms first_step = 0;   ///< from one hand to the next
    Ms reply_after = 0;  ///< from the unit's taking it up to its reply
    bool refused = false;
    bool contacted = false;
    bool saved_first = false;
    bool sent_back = false;
    bool returned = false;
    bool extended = false;
    bool merged = false;
    bool unmerged = false;
    bool evaluated = false;
    bool dissatisfied = false;
    bool closed = false;
    Ms withdrawn_after = 0;  ///< 0: never
    Ms added_after = 0;      ///< after the reply; 0: never
    Ms paused_for = 0;       ///< once the unit has it; 0: never
    int opinion_days = 0;    ///< that another unit is given; 0: none is asked
    Ms opinion_after = 0;    ///< when that unit says it
    int promised_days = 0;   ///< of what the reply promises for later; 0: nothing
    int kept_after = 0;      ///< days after the promised one, negative before it
};

struct Matter {
    model::InboundMessage message;
    Ms written_at = 0;
    std::string right_unit;  ///< whose it is, whatever routing thinks
    Plan plan;
};

struct YearSettings {
    int messages = 20'000;
    std::string first_day = "2026-01-01";
    std::string last_day = "2026-12-31";
    unsigned seed = 2026;
};

/// By time. More by day than by night, more on working days than on others.
[[nodiscard]] std::vector<Matter> write_matters(
    const YearSettings& settings, const PlainCalendar& calendar
);

/// What must reach somebody at any hour.
[[nodiscard]] Matter emergency(Ms written_at);

}  // namespace huiying::year
