// Answered tickets that say much the same as one that is worked on, with what people replied. A
// restricted ticket has none and is none. Thread rule: safe from any thread; blocking.
#pragma once

#include "board/desk/desk_uses.hpp"
#include "board/model/errc.hpp"
#include "board/model/staff.hpp"

#include <string>
#include <vector>

namespace huiying::desk {

struct SimilarTicket {
    std::string number;
    std::string subject;
    std::string excerpt;
    std::string unit;  ///< code
    model::Instant replied_at{};
    std::string reply;    ///< the last, without personal details of whom it was written to
    double likeness = 0;  ///< of the telling words how much is common, 0 to 1
};

class SimilarTickets {
  public:
    explicit SimilarTickets(DeskUses uses) : uses_(std::move(uses)) {}

    /// The most alike first, at most five; of what this person may see. Errors: not_found.
    [[nodiscard]] model::Result<std::vector<SimilarTicket>> of(
        const model::Staff& staff, const std::string& number
    ) const;

  private:
    const DeskUses uses_;
};

}  // namespace huiying::desk
