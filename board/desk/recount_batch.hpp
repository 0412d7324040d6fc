// One batch of a recount: counted from what was read, written in one transaction. Private to this
// room.
#pragma once

#include "board/desk/renewal.hpp"
#include "board/desk/ticket_event.hpp"
#include "board/store/recount_repository.hpp"

#include <deque>
#include <set>
#include <vector>

namespace huiying::desk {

class RecountBatch {
  public:
    /// `town` must outlive the batch.
    RecountBatch(const TownSnapshot& town, model::Instant now);

    /// Works out the tickets of the batch, and those that carry one of them. `batch` must outlive
    /// this.
    void count(store::Connection& connection, const std::vector<store::PromisedDates>& batch);

    /// Dates, history, letters, notices; a ticket that was changed meanwhile is left to the next
    /// pass. `events`: the first of the changes, for open pages.
    store::RecountCounts write(
        store::Connection& connection,
        const store::RecountRun& run,
        std::vector<TicketEvent>& events
    ) const;

  private:
    void add(store::Connection& connection, const store::PromisedDates& dates);

    const TownSnapshot& town_;
    const model::Instant now_;
    std::deque<store::PromisedDates> survivors_;  // addresses stay
    std::set<std::int64_t> seen_;
    std::vector<RenewedTicket> renewed_;
};

}  // namespace huiying::desk
