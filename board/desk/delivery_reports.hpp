// What platforms report of messages that they had taken: a reply has arrived, or it has not and is
// a task for a person. Reported again, nothing changes. Used by bot/intake through app. Thread
// rule: safe from any thread; blocking.
#pragma once

#include "board/desk/ticket_event.hpp"
#include "board/model/instant.hpp"
#include "board/model/outbound.hpp"

#include <string>

namespace huiying::store {
class Database;
}

namespace huiying::desk {

class Town;

enum class Reported {
    noted,     ///< the message is known, and this is new of it
    repeated,  ///< it was known
    unknown,   ///< no message with such an id; kept for a day, for the sender may be still writing
};

class DeliveryReports {
  public:
    DeliveryReports(
        store::Database& database, const Town& town, const model::Clock& clock, Announce announce
    );

    /// Written down before this returns. Throws StoreUnavailable.
    Reported take(
        const std::string& channel, const std::string& account, const model::DeliveryReport& report
    );

  private:
    store::Database& database_;
    const Town& town_;
    const model::Clock& clock_;
    const Announce announce_;
};

}  // namespace huiying::desk
