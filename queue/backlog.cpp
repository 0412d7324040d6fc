#include "queue/backlog.hpp"

#include "queue/connection.hpp"
#include "queue/keys.hpp"
#include "queue/redis_unavailable.hpp"

#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

namespace huiying::queue {
namespace {

/// A lowered partition count leaves streams above it that still may hold entries.
int partitions_in_use(Connection& connection, const Settings& settings) {
    const Keys keys(settings.key_prefix, 0);
    const Reply reply = connection.command({"GET", keys.partition_count()});
    const std::string_view text = reply.view().text();
    int known = 0;
    std::from_chars(text.data(), text.data() + text.size(), known);
    return std::max(known, settings.partitions);
}

/// An entry's id begins with the time of its append in Unix milliseconds.
std::chrono::milliseconds age_of(std::string_view id) {
    std::int64_t appended = 0;
    std::from_chars(id.data(), id.data() + id.size(), appended);
    const auto now = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::system_clock::now().time_since_epoch()
    );
    return std::max(now - std::chrono::milliseconds(appended), std::chrono::milliseconds{0});
}

}  // namespace

Backlog measure_backlog(Connection& connection, const Settings& settings) {
    const Keys keys(settings.key_prefix, partitions_in_use(connection, settings));
    std::vector<RespCommand> commands;
    for (int partition = 0; partition < keys.partitions(); ++partition) {
        commands.push_back(RespCommand{"XLEN", keys.inbound(partition)});
        commands.push_back(RespCommand{"XRANGE", keys.inbound(partition), "-", "+", "COUNT", "1"});
    }
    Backlog backlog;
    // An acknowledged entry is deleted, so what is there is what waits.
    for (const Reply& reply : connection.pipeline(std::move(commands))) {
        const ReplyView view = reply.view();
        if (view.is_error())
            throw RedisUnavailable("backlog", std::string(view.text()));
        backlog.entries += view.integer();
        if (view.size() == 1)
            backlog.oldest_age = std::max(backlog.oldest_age, age_of(view[0][0].text()));
    }
    return backlog;
}

}  // namespace huiying::queue
