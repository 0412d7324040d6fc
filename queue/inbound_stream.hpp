// The worker's end of the inbound streams: reads the partitions that it holds, in order, by
// consumer group, and acknowledges what is done. Used by the worker role: one object a thread.
// Not thread-safe; all calls block.
//
//   for (;;) {
//       const auto batch = reader.read(100, 500ms);
//       ... one SQL transaction ...
//       reader.acknowledge(batch);   // only after COMMIT
//   }
#pragma once

#include "queue/connection.hpp"
#include "queue/inbound_codec.hpp"
#include "queue/keys.hpp"
#include "queue/partition_leases.hpp"
#include "queue/settings.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::queue {

/// One entry of a partition.
struct Entry {
    int partition = 0;
    std::int64_t fencing_token = 0;  ///< of the lease under which it was read
    std::string id;      ///< "<unix ms>-<sequence>", unique and ascending in a partition
    int deliveries = 1;  ///< how often it was read, this time included
    Content content;
};

using Batch = std::vector<Entry>;

class InboundReader {
  public:
    /// Most entries of one read().
    static constexpr int kLargestBatch = 1000;
    /// Longest a read() waits, so that leases are renewed and a stop is noticed.
    static constexpr std::chrono::milliseconds kLongestBlock{1000};

    /// Does not connect yet. `consumer` is this worker's name in the group; keep it from run to
    /// run.
    InboundReader(Settings settings, std::string consumer);
    /// Gives the partitions up so that others take them at once; best effort.
    ~InboundReader();
    InboundReader(const InboundReader&) = delete;
    InboundReader& operator=(const InboundReader&) = delete;

    /// The next entries, in stream order within each partition; at most `count` (or one a
    /// partition, if that is more); empty after `block` without any. Tends the leases when due.
    /// What an earlier read() gave and acknowledge() did not take comes again, first: so also after
    /// a restart, after Redis was away, and what a dead worker left. Throws RedisUnavailable; call
    /// again later.
    Batch read(int count, std::chrono::milliseconds block);

    /// Removes entries from stream and group, in one round trip. Throws RedisUnavailable: then they
    /// may come again, which the unique delivery key makes harmless.
    void acknowledge(std::span<const Entry> done);

    /// Renews the leases and takes this worker's share; read() does it by itself when due. Throws
    /// RedisUnavailable.
    void acquire_partitions();
    /// A transaction under our token was refused, because the record knows the token `newest`.
    /// Gives the partition up; the next lease on it is newer than that, also when Redis was emptied
    /// and began to count anew. Throws RedisUnavailable.
    void yield_partition(int partition, std::int64_t newest);
    /// Gives all partitions up. Throws RedisUnavailable.
    void release_partitions();

    /// The partitions that this worker may read now.
    std::vector<HeldPartition> held() const { return leases_->held(); }

  private:
    /// What is known of a partition that is held.
    struct Progress {
        std::int64_t fencing_token = 0;
        bool recovering = true;      ///< entries may be pending: given, never acknowledged
        std::string cursor = "0-0";  ///< where the next claim of pending ones starts
        int unacknowledged = 0;      ///< given by read() since the last recovery
    };

    void prepare();
    void adopt_partition_count();
    void create_groups();
    void refresh_progress();
    void take_back_unacknowledged();
    Batch read_held(std::size_t wanted, std::chrono::milliseconds block);
    void take_pending(const HeldPartition& held, std::size_t count, Batch& batch);
    void take_new(
        const std::vector<HeldPartition>& from,
        std::size_t wanted,
        std::chrono::milliseconds block,
        Batch& batch
    );
    void read_group(
        const std::vector<HeldPartition>& from,
        std::size_t each,
        std::chrono::milliseconds block,
        Batch& batch
    );
    void give(const HeldPartition& held, ReplyView entries, Batch& batch);
    void count_deliveries(const HeldPartition& held, std::span<Entry> entries);

    Settings settings_;
    std::string consumer_;
    Keys keys_;
    Connection connection_;
    std::unique_ptr<PartitionLeases> leases_;
    std::map<int, Progress> progress_;
    std::uint64_t seen_generation_ = 0;
    std::size_t turn_ = 0;
};

}  // namespace huiying::queue
