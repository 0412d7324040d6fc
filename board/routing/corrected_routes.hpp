// What people have put right: a message nearly the same as one that was corrected goes where that
// one went, and never by itself to the unit that was wrong. Used by router. Immutable, safe from
// any thread. Bounds by measurement: docs/benchmarks.md, "Routing".
#pragma once

#include "board/model/routing_rule.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace huiying::routing {

/// As alike as this, two messages say the same: the correction decides.
inline constexpr double kSameMatter = 0.5;
/// As alike as this, the unit that was wrong does not get it without a person.
inline constexpr double kLikeMatter = 0.3;

class CorrectedRoutes {
  public:
    /// `routes`: oldest first; of several alike the newest counts.
    explicit CorrectedRoutes(const std::vector<model::CorrectedRoute>& routes);

    struct Alike {
        const model::CorrectedRoute* route = nullptr;
        double likeness = 0;  ///< shared n-grams of one and two characters, of all of both, 0..1
    };

    /// The most alike one, from kLikeMatter on. REQUIRES: plain_form text. Very short messages
    /// (under a dozen n-grams) are like none.
    [[nodiscard]] std::optional<Alike> nearest(std::string_view plain) const;

  private:
    std::vector<model::CorrectedRoute> routes_;  ///< without their texts
    std::vector<std::uint32_t> sizes_;           ///< n-grams of each
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> having_;
};

}  // namespace huiying::routing
