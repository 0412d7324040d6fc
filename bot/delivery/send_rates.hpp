// How fast replies may go out: so many a second over an account, so many a minute to one person,
// as the platform's row says. A reply that is sent in parts counts as many. Beyond it a reply is
// put off, which is not a try. One object a
// process, shared by its sender threads; thread-safe.
#pragma once

#include "board/model/instant.hpp"
#include "board/model/outbound.hpp"
#include "bot/channel/channel_table.hpp"

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace huiying::delivery {

class SendRates {
  public:
    /// Nothing: the message may go now, and counts. Else when it may be asked for again.
    std::optional<model::Instant> put_off_until(
        const model::OutboundMessage& message,
        int parts,
        const channel::Limits& limits,
        model::Instant now
    );

  private:
    /// What may go at once, filled up again as time passes; below nothing: promised already.
    struct Bucket {
        double left = 0;
        model::Instant at{};
    };

    /// What a bucket holds when it is full, and how long one of it takes.
    struct Rate {
        double most = 0;
        std::chrono::duration<double> each{};
    };

    /// Whose turn it is, and how many it takes.
    struct Taker {
        std::string key;
        double parts = 1;
    };

    /// When it may take its parts of the bucket: now, or at the time that it is promised from now
    /// on. More than a bucket holds goes when that is full, and those after it wait the longer.
    model::Instant turn_of(
        const std::string& name, const Rate& rate, const Taker& taker, model::Instant now
    );
    void forget_old_ones(model::Instant now);

    std::mutex mutex_;  // guards the members below
    std::map<std::string, Bucket> buckets_;
    std::map<std::string, model::Instant> turns_;  ///< by bucket and message
};

}  // namespace huiying::delivery
