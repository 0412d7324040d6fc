// The same person on two channels is known as one only by what nobody else has: the query codes of
// a ticket on each. Then the writer and whoever works on one sees that there is the other; what was
// written, names and phones stay where they are. Thread rule: safe from any thread; blocking.
#pragma once

#include "board/desk/citizen_status.hpp"
#include "board/desk/desk_uses.hpp"

#include <string>

namespace huiying::desk {

enum class Joined {
    done,
    other_wrong,   ///< number and code of the other do not belong together
    other_locked,  ///< too many wrong codes of the other: a wait
    same,          ///< it is the ticket itself
    too_many,      ///< of one ticket
};

struct OtherTicket {
    std::string number;  ///< as typed
    std::string code;    ///< as typed
};

class Joining {
  public:
    Joining(const DeskUses& uses, CitizenStatus& status) : uses_(uses), status_(status) {}

    // Errors of both: wrong_code and rate_limited (of the proof), not_found (one of the two is
    // still on its way to the record, or for `part`: there is no such pair).

    /// Again is harmless.
    [[nodiscard]] model::Result<Joined> join(const CitizenProof& proof, const OtherTicket& other);
    /// Either side may; the other's code is not asked for.
    [[nodiscard]] model::Result<void> part(
        const CitizenProof& proof, const std::string& other_number
    );

  private:
    const DeskUses uses_;
    CitizenStatus& status_;
};

}  // namespace huiying::desk
