// The sum of the request bodies that a server holds in memory: each has its route's limit, and many
// large ones at once have this one. Private to http. Thread rule: the io thread. Bodies that fit
// into a connection's own buffer (a few KiB) do not count, and are never refused.
#pragma once

#include <cstddef>

namespace huiying::http {

class BodyBudget {
  public:
    explicit BodyBudget(std::size_t limit) : left_(limit) {}

    std::size_t left() const { return left_; }

  private:
    friend class BodyShare;
    std::size_t left_;
};

/// What one connection holds of it; gives it back when it dies.
class BodyShare {
  public:
    explicit BodyShare(BodyBudget& budget) : budget_(budget) {}

    ~BodyShare() { static_cast<void>(hold(0)); }

    BodyShare(const BodyShare&) = delete;
    BodyShare& operator=(const BodyShare&) = delete;

    /// From now on `bytes` instead of what was held before. False when there is not so much left;
    /// nothing changes then.
    [[nodiscard]] bool hold(std::size_t bytes) {
        if (bytes == held_)
            return true;  // also where a session that has given all back dies on another thread
        if (bytes > held_ && bytes - held_ > budget_.left_)
            return false;
        budget_.left_ = budget_.left_ + held_ - bytes;
        held_ = bytes;
        return true;
    }

  private:
    BodyBudget& budget_;
    std::size_t held_ = 0;
};

}  // namespace huiying::http
