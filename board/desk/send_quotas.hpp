// How much may go out over an account that somebody pays for, by the town's days and months, and to
// one person. What is over it is not sent and becomes a task for a person. Used by bot/delivery.
// Thread rule: safe from any thread; blocking.
#pragma once

#include "board/model/outbound.hpp"

#include <string>
#include <string_view>

namespace huiying::store {
class Database;
}

namespace huiying::desk {

class Town;

/// 0: no bound.
struct QuotaBounds {
    int to_one_a_day = 0;  ///< messages
    int a_day = 0;         ///< this and the month: parts
    int a_month = 0;
};

enum class Bound { none, to_one_a_day, a_day, a_month };

std::string_view to_word(Bound bound);

struct QuotaTaken {
    Bound over = Bound::none;  ///< which bound is in the way; the message is a person's task then
    int today = 0;             ///< parts over the account, this message's included
    int this_month = 0;
};

class SendQuotas {
  public:
    SendQuotas(store::Database& database, const Town& town, const model::Clock& clock);

    /// Counts a claimed message, or hands it to a person.
    QuotaTaken take(const model::OutboundMessage& message, int parts, const QuotaBounds& bounds);
    /// It did not go out after all.
    void give_back(const model::OutboundMessage& message, int parts);

  private:
    store::Database& database_;
    const Town& town_;
    const model::Clock& clock_;
};

}  // namespace huiying::desk
