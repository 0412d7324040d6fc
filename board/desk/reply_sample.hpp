// The quality of what is answered: checks before a reply is sent, and the monthly sample (抽查)
// that the office reads and scores. Used by web. Thread rule: safe from any thread; blocking.
#pragma once

#include "board/desk/desk_uses.hpp"
#include "board/model/errc.hpp"
#include "board/model/instant.hpp"
#include "board/model/staff.hpp"

#include <optional>
#include <string>
#include <vector>

namespace huiying::desk {

inline constexpr int kBestScore = 5;

/// One of the final replies that are read.
struct SampledReply {
    std::string number;
    std::string subject;
    int round = 1;
    model::Instant at{};
    std::string unit;
    std::vector<std::string> findings;
    bool evasive = false;
    std::optional<int> draft_kept;  ///< hundredths
    std::optional<int> score;       ///< 1 to 5
    std::string remark;
    std::string scored_by;
};

struct UnitQuality {
    std::string unit;
    std::string name;
    int replies = 0;
    int evasive = 0;
    int found = 0;    ///< with any finding
    int drafted = 0;  ///< from a draft that rests on an entry
    int kept = 0;     ///< of a hundred symbols of these drafts, in what was sent
    int scored = 0;
    double score = 0;
};

struct QualityMonth {
    std::string month;       ///< 2026-11
    bool may_score = false;  ///< this person
    std::vector<UnitQuality> units;
    std::vector<SampledReply> sample;
};

/// A score given to one of the sample.
struct ScoreGiven {
    std::string number;
    int round = 1;
    int score = 0;  ///< 1 to 5; 0 takes it back
    std::string remark;
};

class ReplySample {
  public:
    explicit ReplySample(DeskUses uses) : uses_(std::move(uses)) {}

    /// Of a text that nobody has sent. Errors: not_found (not visible to this person),
    /// text_too_long.
    [[nodiscard]] model::Result<std::vector<std::string>> findings(
        const model::Staff& staff, const std::string& number, const std::string& text
    ) const;

    /// Of the units that the person sees the tickets of. `month`: "2026-11"; empty: the present
    /// one. Restricted tickets are not in it. Errors: bad_request (`month`).
    [[nodiscard]] model::Result<QualityMonth> month(
        const model::Staff& staff, const std::string& month
    ) const;

    /// For who sees all units. Errors: forbidden, not_found, bad_request (`score`), text_too_long
    /// (`remark`).
    model::Result<void> score(const model::Staff& staff, const ScoreGiven& given);

  private:
    const DeskUses uses_;
};

}  // namespace huiying::desk
