// Counts tries of somebody within a window: guesses of a query code, log-ins, messages. Shared by
// all processes. Used by `board/web`. Not thread-safe; blocking.
#pragma once

#include "queue/connection.hpp"
#include "queue/settings.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace huiying::queue {

class RateLimit {
  public:
    /// At most `most` tries in `window`, counted from the first; `name` tells limits apart.
    RateLimit(Settings settings, std::string name, int most, std::chrono::milliseconds window);

    /// Counts a try of `subject` (an address, a ticket number). True while it is within the limit.
    /// Throws RedisUnavailable: the caller decides whether to allow.
    [[nodiscard]] bool admit(std::string_view subject);
    /// Forgets the tries of `subject`, after a success.
    void forgive(std::string_view subject);

  private:
    Connection connection_;
    std::string prefix_;
    std::string name_;
    int most_;
    std::chrono::milliseconds window_;
};

}  // namespace huiying::queue
