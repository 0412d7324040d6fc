// Platforms whose callback is only a bell: the messages are pulled, page by page. A channel that
// can do so is a `Puller` too. Used by bot/intake/doorbell_worker from its own thread; blocking.
#pragma once

#include "bot/channel/channel.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace huiying::channel {

/// A message as the platform has it.
struct Pulled {
    std::string id;   ///< the platform's, "" when it has none
    std::string raw;  ///< for `Channel::reread`
};

/// What pulling needs besides the way to the platform.
struct PullUses {
    const SendContext& context;
    std::string token;   ///< of the bell; empty: none is known
    std::string cursor;  ///< up to where has been read; empty: from the beginning
    /// Takes a message in, durably. False: it could not be; pulling stops, the cursor stays.
    std::function<bool(const Pulled&)> take;
    /// Keeps how far has been read. False: it could not be; pulling stops.
    std::function<bool(const std::string& cursor)> keep_cursor;
    /// Hears of replies that did not arrive, durably; of one more than once where a page is
    /// repeated. False: it could not be kept; pulling stops, the cursor stays.
    std::function<bool(const model::DeliveryReport&)> undelivered = {};
};

enum class PullEnd {
    all,    ///< nothing is left
    later,  ///< the platform or the queue was away: try again
    never   ///< the account is wrong: a person must see to it
};

struct PullOutcome {
    PullEnd end = PullEnd::later;
    std::string detail;  ///< for the log, no secrets
};

class Puller {
  public:
    virtual ~Puller() = default;

    /// What is pulled, by the platform's own names: the same for every account that pulls it.
    virtual std::string inbox() const = 0;

    /// Pulls what came after `uses.cursor`. Every message of a page is taken in before the page's
    /// cursor is kept: a crash between repeats messages, and loses none.
    virtual PullOutcome pull(const PullUses& uses) const = 0;
};

}  // namespace huiying::channel
