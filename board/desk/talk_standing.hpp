// How the record sees a citizen's talk: the ticket it is about, and whether a person has it in
// hand. Asked by intake before it decides what is said at once. Thread rule: safe from any thread;
// blocking (one short read).
#pragma once

#include "board/model/instant.hpp"

#include <string>

namespace huiying::store {
class Database;
}

namespace huiying::desk {

/// One citizen at one account of a channel.
struct TalkOf {
    std::string channel;
    std::string account;
    std::string sender;
};

/// How far the talk is remembered: the record may be behind.
struct LastTurn {
    std::string number;  ///< the talk's ticket, or empty
    std::string key;     ///< the last delivery that was about it, or empty
};

/// What became of the talk's ticket.
enum class TalkTicketIs {
    none,             ///< not in the record (yet)
    open,             ///< somebody of the town owes an answer
    system_answered,  ///< closed, answered at once from the FAQ
    to_rate,          ///< finally answered, not evaluated yet
    over,             ///< closed or ended otherwise
};

enum class TalkOwner { system, person };

struct TalkStanding {
    std::string number;  ///< empty with `none`
    TalkTicketIs ticket = TalkTicketIs::none;
    TalkOwner owner = TalkOwner::system;
    std::string recorded_key;  ///< the last turn's, where it is in the record
};

class TalkStandings {
  public:
    TalkStandings(store::Database& database, const model::Clock& clock)
        : database_(database), clock_(clock) {}

    /// About the last turn's ticket where it is this sender's, else about the sender's latest.
    /// Throws StoreUnavailable.
    [[nodiscard]] TalkStanding of(const TalkOf& talk, const LastTurn& last) const;

  private:
    store::Database& database_;
    const model::Clock& clock_;
};

}  // namespace huiying::desk
