#include "queue/server_state.hpp"

#include "queue/connection.hpp"
#include "queue/redis_unavailable.hpp"

#include <charconv>
#include <map>
#include <vector>

namespace huiying::queue {
namespace {

using Lines = std::map<std::string, std::string, std::less<>>;

/// INFO's lines "key:value".
Lines info_lines(std::string_view text) {
    Lines lines;
    while (!text.empty()) {
        const auto end = text.find("\r\n");
        const auto line = text.substr(0, end);
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 2);
        const auto colon = line.find(':');
        if (colon != std::string_view::npos)
            lines.emplace(line.substr(0, colon), line.substr(colon + 1));
    }
    return lines;
}

std::string said(const Lines& lines, std::string_view key) {
    const auto line = lines.find(key);
    return line == lines.end() ? std::string() : line->second;
}

std::int64_t number_in(const Lines& lines, std::string_view key) {
    const auto text = said(lines, key);
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

}  // namespace

ServerState server_state(Connection& connection) {
    std::vector<RespCommand> commands;
    commands.reserve(2);
    commands.push_back(RespCommand{"INFO"});
    // Not every provider of a Redis lets this be asked.
    commands.push_back(RespCommand{"CONFIG", "GET", "appendfsync"});
    const auto replies = connection.pipeline(std::move(commands));
    if (replies[0].view().is_error())
        throw RedisUnavailable("info", std::string(replies[0].view().text()));
    const auto lines = info_lines(replies[0].view().text());
    ServerState state;
    state.version = said(lines, "redis_version");
    state.uptime_seconds = number_in(lines, "uptime_in_seconds");
    state.memory_used = number_in(lines, "used_memory");
    state.memory_limit = number_in(lines, "maxmemory");
    state.keeps_file = said(lines, "aof_enabled") == "1";
    state.file_written = said(lines, "aof_last_write_status") != "err";
    const auto sync = replies[1].view();
    if (!sync.is_error() && sync.size() == 2)
        state.sync = sync[1].text();
    return state;
}

}  // namespace huiying::queue
