// The names of all Redis keys, in one place, and which partition a message belongs to. The tag in
// braces keeps the keys of one partition in one slot of a Redis Cluster. Pure; constant after
// construction, any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::model {
struct InboundMessage;
}

namespace huiying::queue {

class Keys {
  public:
    Keys(std::string prefix, int partitions);

    /// "{hy:3}:inbound", a stream. REQUIRES: 0 <= partition < partitions()
    const std::string& inbound(int partition) const;
    /// "{hy:3}:lease", a string: the owner, with expiry.
    std::string lease(int partition) const;
    /// "{hy:3}:fence", a counter: one more for every change of owner.
    std::string fence(int partition) const;

    /// Sorted set of the workers that live, by when they were last heard.
    std::string workers() const { return prefix_ + ":workers"; }

    /// The largest partition count that ever was in use.
    std::string partition_count() const { return prefix_ + ":partitions"; }

    /// Publish/subscribe channel of the live feed.
    std::string live() const { return prefix_ + ":live"; }

    /// A value kept for a while under a caller's name (Appender::remember).
    std::string remembered(std::string_view name) const;
    /// A counter of the rate limit `limit` for one subject.
    std::string rate(std::string_view limit, std::string_view subject) const;
    /// The two sorted sets of a due set: what waits, and what is leased.
    std::string due(std::string_view name) const;
    std::string leased(std::string_view name) const;

    int partitions() const { return static_cast<int>(inbound_.size()); }

  private:
    std::string tagged(int partition, std::string_view what) const;

    std::string prefix_;
    std::vector<std::string> inbound_;
};

/// Equal for messages whose order must be kept: those of one sender on one channel account. An
/// anonymous message (no sender) stands for itself, so that anonymous ones spread; what is added by
/// query code goes by its ticket's number, whatever the channel. Stable across builds and machines
/// (FNV-1a, 64 bit, finished by MurmurHash3's mixer).
std::uint64_t ordering_hash(const model::InboundMessage& message);
/// The same for a sender by name. `discriminator` is used only when `sender` is empty.
std::uint64_t ordering_hash(
    std::string_view channel,
    std::string_view account,
    std::string_view sender,
    std::string_view discriminator
);
/// 0 .. partitions-1. REQUIRES: partitions > 0
int partition_of(std::uint64_t ordering_hash, int partitions);

}  // namespace huiying::queue
