// Weights of the knowledge base that were learnt from the town's own questions, as they are kept.
#pragma once

#include "board/model/instant.hpp"

#include <cstdint>
#include <string>

namespace huiying::model {

/// Shares, 0 to 1, over questions that the weights had not been learnt from.
struct OrderFigures {
    double mrr = 0;       ///< mean reciprocal rank of the right entry, among the first ten
    double first = 0;     ///< the right entry comes first
    double answered = 0;  ///< answered by itself, with 95 of 100 answers right
    double aurc = 0;      ///< area under the risk-coverage curve: the smaller, the better
};

struct LearntOrder {
    std::int64_t id = 0;
    Instant made_at{};
    std::string made_by;
    std::int64_t known = 0;       ///< questions that it was learnt from
    std::int64_t answerable = 0;  ///< of them, those that an entry answers
    OrderFigures usual;           ///< by the weights that are shipped
    OrderFigures learnt;          ///< by weights learnt from the other four fifths
};

}  // namespace huiying::model
