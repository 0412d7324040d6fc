// A model that routing has learnt from the town's tickets, without its bytes. Used by store, desk,
// web.
#pragma once

#include "board/model/ids.hpp"
#include "board/model/instant.hpp"

#include <cstdint>
#include <string>

namespace huiying::model {

/// Figures are of held-back tickets; those of the model that was in use then are of the same ones,
/// and absent (`in_use_held` 0) where it had learnt from them. Shares are 0 to 1.
struct RoutingModel {
    std::int64_t id = 0;
    Instant made_at{};
    std::string made_by;
    std::int64_t tickets = 0;
    std::int64_t corrections = 0;
    TicketId last_ticket;
    int precision = 95;  ///< how many of a hundred decisions had to be right for the bound
    double bound = 0;    ///< it decides from this probability on; over 1: it only proposes
    std::int64_t held = 0;
    double accuracy = 0;
    double macro_f1 = 0;
    double coverage = 0;  ///< share that would be decided
    double ece = 0;
    std::int64_t in_use_held = 0;
    double in_use_accuracy = 0;
    double in_use_macro_f1 = 0;
};

}  // namespace huiying::model
