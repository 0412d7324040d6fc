// How much went out over accounts that have a quota, by day. Used by desk. Inside a transaction.
#pragma once

#include "board/model/instant.hpp"
#include "board/model/outbound.hpp"

namespace huiying::store {

class Connection;

struct SentCounts {
    int to_one_today = 0;  ///< messages to the recipient
    int today = 0;         ///< parts over the account
    int this_month = 0;
};

class SentCountRepository {
  public:
    explicit SentCountRepository(Connection& connection) : connection_(connection) {}

    SentCounts sent(const model::OutboundMessage& message, model::Date day);
    void add(const model::OutboundMessage& message, model::Date day, int parts);
    /// Counted, and not sent. Not below nothing: a day may have ended in between.
    void take_back(const model::OutboundMessage& message, model::Date day, int parts);

  private:
    void change(
        const model::OutboundMessage& message, const std::string& recipient, model::Date day, int by
    );

    Connection& connection_;
};

}  // namespace huiying::store
