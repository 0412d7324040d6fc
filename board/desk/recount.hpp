// Counting every promised date anew, in the background, when the calendar or the policy has
// changed: in batches of their own short transactions, with the place kept in the record, by
// whichever process holds the run. A date that was told never becomes earlier: see
// docs/adr/0011-a-told-date-never-moves-earlier.md. Used by the clock role. Thread rule: one thread
// an object; blocking.
#pragma once

#include "board/desk/desk_uses.hpp"
#include "board/store/recount_repository.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace huiying::desk {

class TownSnapshot;

struct RecountSettings {
    std::string owner;                 ///< unique a process
    int batch = 2000;                  ///< tickets in one transaction
    std::chrono::seconds lease{10};    ///< after which what a dead process held is taken over
    std::chrono::seconds settling{5};  ///< until then others may still store by the old calendar
};

class Recount {
  public:
    Recount(DeskUses uses, RecountSettings settings);

    enum class Step { idle, worked };

    /// Begins a run where the record needs one, and does one batch of it. idle: nothing to do now.
    /// Throws StoreUnavailable.
    Step step();

    /// The newest run; nullopt before the first.
    [[nodiscard]] std::optional<store::RecountRun> newest() const;

  private:
    std::optional<store::RecountRun> claimed(const TownSnapshot& town);
    Step pass_ended(const store::RecountRun& run);
    bool done(
        const TownSnapshot& town,
        const store::RecountRun& run,
        const std::vector<store::PromisedDates>& batch
    );
    [[nodiscard]] store::RecountRepository::Lease lease() const;

    const DeskUses uses_;
    const RecountSettings settings_;
};

}  // namespace huiying::desk
