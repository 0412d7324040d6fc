// The exceptions of this room: the world is broken (Redis down), or a command was refused (a bug,
// a wrong type, no permission). Foreseen failures of an append are `model::Errc` instead.
#pragma once

#include <stdexcept>
#include <string>

namespace huiying::queue {

/// Redis cannot be reached, does not answer in time, or is still loading. The outcome of the
/// command is unknown. Try again later: the connection reopens itself.
class RedisUnavailable : public std::runtime_error {
  public:
    RedisUnavailable(const std::string& operation, const std::string& reason)
        : std::runtime_error("redis: " + operation + ": " + reason) {}
};

/// Redis answered with an error. `code()` is its first word ("WRONGTYPE", "NOGROUP", "OOM").
class RedisRefused : public std::runtime_error {
  public:
    RedisRefused(const std::string& operation, std::string text)
        : std::runtime_error("redis: " + operation + ": " + text), text_(std::move(text)) {}

    std::string code() const { return text_.substr(0, text_.find(' ')); }

  private:
    std::string text_;
};

}  // namespace huiying::queue
