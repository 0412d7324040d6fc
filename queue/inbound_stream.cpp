#include "queue/inbound_stream.hpp"

#include "queue/redis_unavailable.hpp"

#include <algorithm>
#include <thread>

namespace huiying::queue {
namespace {

// Raises the partition count that is on record.
// KEYS  1 the count    ARGV  1 the count of this process
// Output  the larger one
constexpr std::string_view kRaisePartitionCount = R"(
local known = tonumber(redis.call('GET', KEYS[1]) or '0')
if known >= tonumber(ARGV[1]) then return known end
redis.call('SET', KEYS[1], ARGV[1])
return tonumber(ARGV[1])
)";

FieldViews fields_of(ReplyView list) {
    FieldViews fields;
    fields.reserve(list.size() / 2);
    for (std::size_t index = 0; index + 1 < list.size(); index += 2)
        fields.emplace_back(list[index].text(), list[index + 1].text());
    return fields;
}

std::size_t count_of(const Batch& batch, const HeldPartition& held) {
    return static_cast<std::size_t>(std::count_if(
        batch.begin(),
        batch.end(),
        [&held](const Entry& entry) { return entry.partition == held.partition; }
    ));
}

}  // namespace

InboundReader::InboundReader(Settings settings, std::string consumer)
    : settings_(std::move(settings)),
      consumer_(std::move(consumer)),
      keys_(settings_.key_prefix, settings_.partitions),
      connection_(settings_),
      leases_(std::make_unique<PartitionLeases>(settings_, keys_, consumer_)) {}

InboundReader::~InboundReader() {
    try {
        if (!leases_->held().empty())
            release_partitions();
    } catch (const std::exception&) {
        // Redis is away: the leases run out by themselves.
    }
}

/// A partition count that was lowered must not strand what lies in the upper streams.
void InboundReader::adopt_partition_count() {
    RespCommand command{"EVAL", kRaisePartitionCount, "1", keys_.partition_count()};
    command.add(std::int64_t{settings_.partitions});
    const auto count = static_cast<int>(connection_.command(std::move(command)).view().integer());
    if (count > keys_.partitions())
        keys_ = Keys(settings_.key_prefix, count);
}

void InboundReader::create_groups() {
    std::vector<RespCommand> commands;
    commands.reserve(static_cast<std::size_t>(keys_.partitions()));
    for (int partition = 0; partition < keys_.partitions(); ++partition)
        commands.push_back(RespCommand{
            "XGROUP", "CREATE", keys_.inbound(partition), settings_.group, "0", "MKSTREAM"});
    for (const Reply& reply : connection_.pipeline(std::move(commands)))
        if (reply.view().is_error() && !reply.view().text().starts_with("BUSYGROUP"))
            throw RedisUnavailable("XGROUP CREATE", std::string(reply.view().text()));
}

/// After every new connection: this may be another Redis, or an empty one, and replies of the old
/// connection may have been lost on the way, so whatever is pending is read again.
void InboundReader::prepare() {
    if (seen_generation_ != 0 && connection_.generation() == seen_generation_)
        return;
    adopt_partition_count();
    create_groups();
    progress_.clear();
    seen_generation_ = connection_.generation();
}

void InboundReader::acquire_partitions() {
    prepare();
    leases_->tend(connection_);
    refresh_progress();
}

void InboundReader::yield_partition(int partition, std::int64_t newest) {
    leases_->yield(connection_, partition, newest);
    progress_.erase(partition);
}

void InboundReader::release_partitions() {
    leases_->release(connection_);
    progress_.clear();
}

void InboundReader::refresh_progress() {
    std::map<int, Progress> present;
    for (const HeldPartition& held : leases_->held()) {
        Progress progress;
        const auto known = progress_.find(held.partition);
        if (known != progress_.end() && known->second.fencing_token == held.fencing_token)
            progress = known->second;
        progress.fencing_token = held.fencing_token;
        present.emplace(held.partition, progress);
    }
    progress_ = std::move(present);
}

Batch InboundReader::read(int count, std::chrono::milliseconds block) {
    try {
        prepare();
        if (leases_->is_due())
            acquire_partitions();
        refresh_progress();
        take_back_unacknowledged();
        const auto wanted = static_cast<std::size_t>(std::clamp(count, 1, kLargestBatch));
        Batch batch = read_held(wanted, std::min(block, kLongestBlock));
        // A connection made while reading knows nothing of what its predecessor was told.
        if (connection_.generation() != seen_generation_)
            throw RedisUnavailable("read", "connection was replaced");
        return batch;
    } catch (const RedisRefused& refused) {
        // The streams or the group vanished (an emptied Redis): made anew by the next call.
        seen_generation_ = 0;
        throw RedisUnavailable("read", refused.what());
    }
}

/// The caller is back without having acknowledged: it failed, so it gets them again.
void InboundReader::take_back_unacknowledged() {
    for (auto& [partition, progress] : progress_)
        if (progress.unacknowledged > 0)
            progress = Progress{progress.fencing_token, true, "0-0", 0};
}

Batch InboundReader::read_held(std::size_t wanted, std::chrono::milliseconds block) {
    Batch batch;
    std::vector<HeldPartition> held = leases_->held();
    if (held.empty()) {
        std::this_thread::sleep_for(std::min(block, settings_.lease_ttl / 6));
        return batch;
    }
    const auto first = static_cast<std::ptrdiff_t>(turn_++ % held.size());
    std::rotate(held.begin(), held.begin() + first, held.end());
    for (const HeldPartition& partition : held)
        if (progress_.at(partition.partition).recovering && batch.size() < wanted)
            take_pending(partition, wanted - batch.size(), batch);
    std::vector<HeldPartition> settled;
    for (const HeldPartition& partition : held)
        if (!progress_.at(partition.partition).recovering)
            settled.push_back(partition);
    if (batch.size() < wanted && !settled.empty())
        take_new(settled, wanted, batch.empty() ? block : std::chrono::milliseconds{0}, batch);
    return batch;
}

/// Of any consumer and however fresh: only the holder of the lease reads this partition, so what is
/// pending is ours from before or a dead worker's.
void InboundReader::take_pending(const HeldPartition& held, std::size_t count, Batch& batch) {
    Progress& progress = progress_.at(held.partition);
    const std::size_t before = batch.size();
    do {
        RespCommand command{
            "XAUTOCLAIM",
            keys_.inbound(held.partition),
            settings_.group,
            consumer_,
            "0",
            progress.cursor,
            "COUNT"};
        command.add(static_cast<std::int64_t>(count));
        const Reply reply = connection_.command(std::move(command));
        progress.cursor = reply.view()[0].text();
        progress.recovering = progress.cursor != "0-0";
        give(held, reply.view()[1], batch);
    } while (progress.recovering && batch.size() == before);
    count_deliveries(held, std::span(batch).subspan(before));
}

/// One round trip (and one fsync of Redis) for all partitions; a second one only when one of them
/// has a backlog and the others left most of the batch empty.
void InboundReader::take_new(
    const std::vector<HeldPartition>& from,
    std::size_t wanted,
    std::chrono::milliseconds block,
    Batch& batch
) {
    const std::size_t each = std::max<std::size_t>((wanted - batch.size()) / from.size(), 1);
    read_group(from, each, block, batch);
    for (const HeldPartition& partition : from)
        if (from.size() > 1 && 2 * batch.size() < wanted && count_of(batch, partition) >= each)
            read_group({partition}, wanted - batch.size(), std::chrono::milliseconds{0}, batch);
}

void InboundReader::read_group(
    const std::vector<HeldPartition>& from,
    std::size_t each,
    std::chrono::milliseconds block,
    Batch& batch
) {
    RespCommand command{"XREADGROUP", "GROUP", settings_.group, consumer_, "COUNT"};
    command.add(static_cast<std::int64_t>(each));
    if (block.count() > 0)
        command.add("BLOCK").add(std::int64_t{block.count()});
    command.add("STREAMS");
    for (const HeldPartition& partition : from)
        command.add(keys_.inbound(partition.partition));
    for (std::size_t index = 0; index < from.size(); ++index)
        command.add(">");
    const Reply reply = connection_.command_waiting(std::move(command), block);
    for (std::size_t index = 0; index < reply.view().size(); ++index)
        for (const HeldPartition& partition : from)
            if (keys_.inbound(partition.partition) == reply.view()[index][0].text())
                give(partition, reply.view()[index][1], batch);
}

void InboundReader::give(const HeldPartition& held, ReplyView entries, Batch& batch) {
    for (std::size_t index = 0; index < entries.size(); ++index) {
        const ReplyView entry = entries[index];
        if (entry.size() != 2)
            continue;
        batch.push_back(
            {held.partition,
             held.fencing_token,
             std::string(entry[0].text()),
             1,
             decode(fields_of(entry[1]))}
        );
        ++progress_.at(held.partition).unacknowledged;
    }
}

void InboundReader::count_deliveries(const HeldPartition& held, std::span<Entry> entries) {
    if (entries.empty())
        return;
    RespCommand command{
        "XPENDING",
        keys_.inbound(held.partition),
        settings_.group,
        entries.front().id,
        entries.back().id};
    const Reply reply =
        connection_.command(std::move(command.add(static_cast<std::int64_t>(entries.size()))));
    for (std::size_t index = 0; index < reply.view().size(); ++index)
        for (Entry& entry : entries)
            if (entry.id == reply.view()[index][0].text())
                entry.deliveries = static_cast<int>(reply.view()[index][3].integer());
}

void InboundReader::acknowledge(std::span<const Entry> done) {
    std::map<int, std::vector<std::string_view>> ids;
    for (const Entry& entry : done)
        ids[entry.partition].push_back(entry.id);
    std::vector<RespCommand> commands;
    for (const auto& [partition, list] : ids) {
        // Deleted first: should Redis die in between, the group drops a deleted entry by itself,
        // while an entry without a group would stay for ever.
        RespCommand remove{"XDEL", keys_.inbound(partition)};
        RespCommand settle{"XACK", keys_.inbound(partition), settings_.group};
        for (const std::string_view id : list) {
            remove.add(id);
            settle.add(id);
        }
        commands.push_back(std::move(remove));
        commands.push_back(std::move(settle));
    }
    for (const Reply& reply : connection_.pipeline(std::move(commands)))
        if (reply.view().is_error())
            throw RedisUnavailable("acknowledge", std::string(reply.view().text()));
    for (const auto& [partition, list] : ids)
        if (const auto known = progress_.find(partition); known != progress_.end())
            known->second.unacknowledged =
                std::max(0, known->second.unacknowledged - static_cast<int>(list.size()));
}

}  // namespace huiying::queue
