// The town's list of synonyms as staff keep it. Used by web. Thread rule: safe from any thread;
// blocking.
#pragma once

#include "board/desk/town.hpp"
#include "board/model/errc.hpp"
#include "board/model/instant.hpp"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace huiying::desk {

/// Groups of words that mean the same.
using Synonyms = std::vector<std::vector<std::string>>;

struct SynonymsKept {
    std::int64_t version = 0;  ///< 0: none was ever saved
    Synonyms groups;
};

/// Why a list is not kept, in Chinese, where a group is to blame.
struct SynonymsRefused {
    model::Errc errc = model::Errc::bad_request;
    std::string words;
};

class SynonymList {
  public:
    SynonymList(store::Database& database, Town& town, const model::Clock& clock)
        : database_(database), town_(town), clock_(clock) {}

    [[nodiscard]] SynonymsKept kept() const;

    /// In force at once here, in other processes within a second. `seen`: the version that was
    /// changed. Refused: bad_request (a group of one, a word of one character, a word in two
    /// groups, over 500 groups), version_conflict.
    [[nodiscard]] std::variant<SynonymsKept, SynonymsRefused> keep(
        const Synonyms& groups, std::int64_t seen, const std::string& by
    );

  private:
    store::Database& database_;
    Town& town_;
    const model::Clock& clock_;
};

}  // namespace huiying::desk
