#include "queue/partition_leases.hpp"

#include "queue/connection.hpp"
#include "queue/process_identity.hpp"
#include "queue/redis_unavailable.hpp"

#include <algorithm>

namespace huiying::queue {
namespace {

// Says that a worker lives.
// KEYS  1 sorted set of workers
// ARGV  1 owner  2 milliseconds after which a silent worker counts as gone
// Output  all living owners, this one included
constexpr std::string_view kHeartbeat = R"(
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZADD', KEYS[1], now, ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - ARGV[2])
return redis.call('ZRANGE', KEYS[1], 0, -1)
)";

// Takes a partition.
// KEYS  1 lease  2 fence
// ARGV  1 owner  2 lease in milliseconds  3 owner known to be dead, or ''
// Output  the fencing token, or 0 when somebody else holds it
constexpr std::string_view kTake = R"(
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[3] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return redis.call('INCR', KEYS[2])
)";

// Renews a lease.
// KEYS  1 lease    ARGV  1 owner  2 lease in milliseconds
// Output  1, or 0 when it is no longer this owner's
constexpr std::string_view kRenew = R"(
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])
)";

// Gives a lease up.
// KEYS  1 lease    ARGV  1 owner
// Output  1, or 0 when it is no longer this owner's
constexpr std::string_view kRelease = R"(
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])
)";

// Gives a lease up whose token is too old.
// KEYS  1 lease  2 fence    ARGV  1 owner  2 newest token that the record knows
// Output  the fence from now on
constexpr std::string_view kYield = R"(
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
local fence = tonumber(redis.call('GET', KEYS[2]) or '0')
if fence >= tonumber(ARGV[2]) then return fence end
redis.call('SET', KEYS[2], ARGV[2])
return tonumber(ARGV[2])
)";

std::chrono::steady_clock::time_point now() {
    return std::chrono::steady_clock::now();
}

void refuse_errors(const std::vector<Reply>& replies, const std::string& operation) {
    for (const Reply& reply : replies)
        if (reply.view().is_error())
            throw RedisUnavailable(operation, std::string(reply.view().text()));
}

}  // namespace

PartitionLeases::PartitionLeases(const Settings& settings, const Keys& keys, std::string_view name)
    : ttl_(settings.lease_ttl), keys_(keys), owner_(make_owner(name)) {}

void PartitionLeases::tend(Connection& connection) {
    const auto workers = static_cast<std::size_t>(heartbeat(connection));
    const auto partitions = static_cast<std::size_t>(keys_.partitions());
    const std::size_t share = (partitions + workers - 1) / workers;
    renew(connection);
    give_up_beyond(connection, share);
    take_up_to(connection, share);
    next_tending_ = now() + ttl_ / 3;
}

bool PartitionLeases::is_due() const {
    return now() >= next_tending_;
}

int PartitionLeases::heartbeat(Connection& connection) {
    RespCommand command{"EVAL", kHeartbeat, "1", keys_.workers(), owner_};
    const Reply reply = connection.command(std::move(command.add(std::int64_t{ttl_.count()})));
    const ReplyView living = reply.view();
    int count = 0;
    RespCommand forget{"ZREM", keys_.workers()};
    for (std::size_t index = 0; index < living.size(); ++index) {
        if (is_certainly_dead(living[index].text()))
            forget.add(living[index].text());
        else
            ++count;
    }
    if (static_cast<std::size_t>(count) < living.size())
        connection.command(std::move(forget));
    return std::max(count, 1);
}

void PartitionLeases::renew(Connection& connection) {
    std::vector<RespCommand> commands;
    for (const Lease& lease : leases_)
        commands.push_back(std::move(
            RespCommand{"EVAL", kRenew, "1", keys_.lease(lease.partition), owner_}.add(std::int64_t{
                ttl_.count()})
        ));
    // From before sending: Redis' clock for the lease starts later than ours.
    const SteadyTime valid_until = now() + ttl_;
    const std::vector<Reply> replies = connection.pipeline(std::move(commands));
    refuse_errors(replies, "renew lease");
    std::vector<Lease> kept;
    for (std::size_t index = 0; index < replies.size(); ++index)
        if (replies[index].view().integer() == 1)
            kept.push_back({leases_[index].partition, leases_[index].fencing_token, valid_until});
    leases_ = std::move(kept);
}

void PartitionLeases::give_up_beyond(Connection& connection, std::size_t share) {
    std::vector<RespCommand> commands;
    while (leases_.size() > share) {
        const std::string key = keys_.lease(leases_.back().partition);
        commands.push_back(RespCommand{"EVAL", kRelease, "1", key, owner_});
        leases_.pop_back();
    }
    refuse_errors(connection.pipeline(std::move(commands)), "release lease");
}

bool PartitionLeases::holds(int partition) const {
    return std::any_of(leases_.begin(), leases_.end(), [partition](const Lease& lease) {
        return lease.partition == partition;
    });
}

void PartitionLeases::take_up_to(Connection& connection, std::size_t share) {
    if (leases_.size() >= share)
        return;
    std::vector<RespCommand> commands;
    commands.reserve(static_cast<std::size_t>(keys_.partitions()));
    for (int partition = 0; partition < keys_.partitions(); ++partition)
        commands.push_back(RespCommand{"GET", keys_.lease(partition)});
    const std::vector<Reply> holders = connection.pipeline(std::move(commands));
    refuse_errors(holders, "read lease");
    for (int partition = 0; partition < keys_.partitions() && leases_.size() < share; ++partition) {
        const ReplyView holder = holders[static_cast<std::size_t>(partition)].view();
        if (!holds(partition) && (holder.is_nil() || is_certainly_dead(holder.text())))
            take(connection, partition, holder.text());
    }
    std::sort(leases_.begin(), leases_.end(), [](const Lease& left, const Lease& right) {
        return left.partition < right.partition;
    });
}

void PartitionLeases::take(Connection& connection, int partition, std::string_view dead_owner) {
    RespCommand command{"EVAL", kTake, "2", keys_.lease(partition), keys_.fence(partition), owner_};
    command.add(std::int64_t{ttl_.count()}).add(dead_owner);
    const SteadyTime valid_until = now() + ttl_;
    const std::int64_t token = connection.command(std::move(command)).view().integer();
    if (token > 0)
        leases_.push_back({partition, token, valid_until});
}

void PartitionLeases::yield(Connection& connection, int partition, std::int64_t newest) {
    RespCommand command{
        "EVAL", kYield, "2", keys_.lease(partition), keys_.fence(partition), owner_};
    connection.command(std::move(command.add(newest)));
    std::erase_if(leases_, [partition](const Lease& lease) {
        return lease.partition == partition;
    });
    next_tending_ = {};
}

void PartitionLeases::release(Connection& connection) {
    give_up_beyond(connection, 0);
    connection.command({"ZREM", keys_.workers(), owner_});
    next_tending_ = {};
}

std::vector<HeldPartition> PartitionLeases::held() const {
    std::vector<HeldPartition> held;
    const SteadyTime present = now();
    for (const Lease& lease : leases_)
        if (present < lease.valid_until)
            held.push_back({lease.partition, lease.fencing_token});
    return held;
}

}  // namespace huiying::queue
