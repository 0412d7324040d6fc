#include "queue/due_set.hpp"

#include "queue/keys.hpp"
#include "queue/redis_unavailable.hpp"

#include <algorithm>
#include <charconv>

namespace huiying::queue {
namespace {

// Claims what is due.
// KEYS  1 due: member by due time  2 leased: member by end of lease  (Unix ms)
// ARGV  1 now  2 end of the new leases  3 most members to claim
// Output  member, due time, member, due time, ... earliest first
constexpr std::string_view kClaim = R"(
for _, member in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', ARGV[1], 'LIMIT', 0, ARGV[3])) do
  redis.call('ZREM', KEYS[2], member)
  -- Due when its lease ended, unless it was given a new time meanwhile.
  redis.call('ZADD', KEYS[1], 'NX', ARGV[1], member)
end
local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'WITHSCORES', 'LIMIT', 0, ARGV[3])
for index = 1, #due, 2 do
  redis.call('ZREM', KEYS[1], due[index])
  redis.call('ZADD', KEYS[2], ARGV[2], due[index])
end
return due
)";

// Adds what is missing, moves forward what waits for a later time than is wanted.
// KEYS  1 due  2 leased
// ARGV  time, member, time, member, ...
constexpr std::string_view kAddMissing = R"(
for index = 1, #ARGV, 2 do
  if not redis.call('ZSCORE', KEYS[2], ARGV[index + 1]) then
    local at = redis.call('ZSCORE', KEYS[1], ARGV[index + 1])
    if not at or tonumber(at) > tonumber(ARGV[index]) then
      redis.call('ZADD', KEYS[1], ARGV[index], ARGV[index + 1])
    end
  end
end
)";
constexpr std::size_t kAddedAtOnce = 500;

model::Instant instant_of(std::string_view score) {
    // A score is a double; whole milliseconds are exact below 2^53, but may be printed as 1.7e+12.
    double value = 0;
    std::from_chars(score.data(), score.data() + score.size(), value);
    return model::from_unix_ms(static_cast<std::int64_t>(value));
}

}  // namespace

DueSet::DueSet(const Settings& settings, std::string_view name) : connection_(settings) {
    const Keys keys(settings.key_prefix, 0);
    due_key_ = keys.due(name);
    leased_key_ = keys.leased(name);
}

void DueSet::add(std::span<const Due> events) {
    if (events.empty())
        return;
    RespCommand command{"ZADD", due_key_};
    for (const Due& event : events)
        command.add(model::to_unix_ms(event.at)).add(event.member);
    connection_.command(std::move(command));
}

void DueSet::add_missing(std::span<const Due> events) {
    std::vector<RespCommand> commands;
    while (!events.empty()) {
        const auto some = events.subspan(0, std::min(events.size(), kAddedAtOnce));
        events = events.subspan(some.size());
        RespCommand command{"EVAL", kAddMissing, "2", due_key_, leased_key_};
        for (const Due& event : some)
            command.add(model::to_unix_ms(event.at)).add(event.member);
        commands.push_back(std::move(command));
    }
    if (commands.empty())
        return;
    for (const Reply& reply : connection_.pipeline(std::move(commands)))
        if (reply.view().is_error())
            throw RedisUnavailable("EVAL", std::string(reply.view().text()));
}

void DueSet::remove(std::string_view member) {
    connection_.pipeline(
        {RespCommand{"ZREM", due_key_, member}, RespCommand{"ZREM", leased_key_, member}}
    );
}

std::vector<Due> DueSet::claim(model::Instant now, std::chrono::milliseconds lease, int limit) {
    RespCommand command{"EVAL", kClaim, "2", due_key_, leased_key_};
    command.add(model::to_unix_ms(now))
        .add(model::to_unix_ms(now + lease))
        .add(std::int64_t{limit});
    const Reply reply = connection_.command(std::move(command));
    std::vector<Due> claimed;
    for (std::size_t index = 0; index + 1 < reply.view().size(); index += 2)
        claimed.push_back(
            {std::string(reply.view()[index].text()), instant_of(reply.view()[index + 1].text())}
        );
    return claimed;
}

void DueSet::finish(std::span<const std::string> members) {
    if (members.empty())
        return;
    RespCommand command{"ZREM", leased_key_};
    for (const std::string& member : members)
        command.add(member);
    connection_.command(std::move(command));
}

std::optional<model::Instant> DueSet::next() {
    const Reply reply = connection_.command({"ZRANGE", due_key_, "0", "0", "WITHSCORES"});
    if (reply.view().size() != 2)
        return std::nullopt;
    return instant_of(reply.view()[1].text());
}

void DueSet::clear() {
    connection_.command({"DEL", due_key_, leased_key_});
}

}  // namespace huiying::queue
