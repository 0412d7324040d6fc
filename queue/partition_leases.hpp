// Which inbound partitions this worker may read: leases with fencing tokens, shared out evenly
// between the workers that live. Used by InboundReader. Not thread-safe.
#pragma once

#include "queue/keys.hpp"
#include "queue/settings.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::queue {

class Connection;

/// A partition that this worker holds. The token grows with every change of owner: who writes under
/// it can refuse a smaller one.
struct HeldPartition {
    int partition;
    std::int64_t fencing_token;
};

class PartitionLeases {
  public:
    /// `name` is for people; the owner in Redis is unique for every object.
    PartitionLeases(const Settings& settings, const Keys& keys, std::string_view name);

    /// Tells that this worker lives, renews what it holds, gives up what is more than its share
    /// (ceil(partitions / living workers)) and takes what is free. At most three round trips.
    /// Throws RedisUnavailable.
    void tend(Connection& connection);
    /// tend() is due: a third of the lease has passed.
    bool is_due() const;
    /// The record knows the token `newest`, above ours. Gives the partition up, and where Redis
    /// knows less than the record does (it was emptied), raises its counter, so that the next lease
    /// is newer. Throws RedisUnavailable.
    void yield(Connection& connection, int partition, std::int64_t newest);
    /// Gives all up at once. Throws RedisUnavailable.
    void release(Connection& connection);

    /// Those whose lease has not run out by this machine's own clock, in ascending order.
    std::vector<HeldPartition> held() const;

  private:
    using SteadyTime = std::chrono::steady_clock::time_point;

    struct Lease {
        int partition;
        std::int64_t fencing_token;
        SteadyTime valid_until;
    };

    /// Number of living workers, this one included.
    int heartbeat(Connection& connection);
    void renew(Connection& connection);
    void give_up_beyond(Connection& connection, std::size_t share);
    void take_up_to(Connection& connection, std::size_t share);
    void take(Connection& connection, int partition, std::string_view dead_owner);
    bool holds(int partition) const;

    std::chrono::milliseconds ttl_;
    const Keys& keys_;
    std::string owner_;
    std::vector<Lease> leases_;
    SteadyTime next_tending_{};
};

}  // namespace huiying::queue
