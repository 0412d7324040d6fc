// The tally counted once more for `huiying report verify`: every cell by SQL of its own, from the
// tickets' histories, replies, evaluations and rounds. It shares no code with what keeps the tally.
// Used by desk inside Database::read; reads every ticket, some seconds in a big record.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace huiying::store {

class Connection;

/// A count of a cell that is not what the history says.
struct TallyDifference {
    std::string cell;  ///< "u 2026-11-26 cjzx.received"
    std::int64_t kept = 0;
    std::int64_t counted = 0;
};

struct TallyVerdict {
    int counts = 0;  ///< that were compared, none of them 0 on both sides
    std::vector<TallyDifference> differences;
};

/// As of now: what still runs past its due time counts neither way, as in the tally.
[[nodiscard]] TallyVerdict recount_tally(Connection& connection);

}  // namespace huiying::store
