// Runs that count all promised dates anew: which calendar and policy, how far, by whom. What makes
// a run resumable and one process's. Used by desk, inside Database::write or ::read.
#pragma once

#include "board/model/ids.hpp"
#include "board/model/instant.hpp"
#include "board/store/due_repository.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace huiying::store {

/// Tickets, by what became of them.
struct RecountCounts {
    std::int64_t counted = 0;  ///< looked at
    std::int64_t later = 0;    ///< a promise that moved
    std::int64_t known = 0;    ///< a date where there was none
    std::int64_t kept = 0;     ///< would be earlier: the promise stays
    std::int64_t told = 0;     ///< letters to citizens

    friend bool operator==(const RecountCounts&, const RecountCounts&) = default;
};

struct RecountRun {
    std::int64_t id = 0;
    DueVersions versions;
    model::Instant began_at{};
    model::Instant pass_began_at{};
    model::TicketId place;   ///< the last ticket that is done in this pass
    std::int64_t found = 0;  ///< batches of this pass that had work
    RecountCounts counts;
    std::optional<model::Instant> ended_at;
    std::string owner;
    model::Instant leased_until{};
};

class RecountRepository {
  public:
    explicit RecountRepository(Connection& connection) : connection_(connection) {}

    std::optional<RecountRun> newest();
    /// Ends what an older run left undone, and begins a new one.
    void begin(const DueVersions& versions, model::Instant now);

    struct Lease {
        std::string owner;
        model::Instant now{};
        model::Instant until{};
    };

    /// False when another holds the run.
    bool claim(std::int64_t run, const Lease& lease);
    /// Moves the place on, for the holder and from the place that `before` has only: false else.
    bool advance(const RecountRun& before, const Lease& lease, model::TicketId place);
    void add(std::int64_t run, const RecountCounts& counts);
    /// Begins at the first ticket again.
    void next_pass(std::int64_t run, model::Instant now);
    void end(std::int64_t run, model::Instant now);

  private:
    Connection& connection_;
};

}  // namespace huiying::store
