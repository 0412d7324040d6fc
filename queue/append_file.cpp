#include "queue/append_file.hpp"

#include "queue/connection.hpp"

#include <charconv>
#include <string>
#include <string_view>

namespace huiying::queue {
namespace {

/// Idle workers ask for messages some ten times a second each.
constexpr std::uint64_t kQuietCommandsASecond = 200;

/// The number behind "name:" in the text of INFO; 0 when it is not there.
std::uint64_t field(std::string_view info, std::string_view name) {
    const auto line = info.find("\n" + std::string(name) + ":");
    std::uint64_t number = 0;
    if (line == std::string_view::npos)
        return number;
    const auto digits = info.substr(line + name.size() + 2);
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

}  // namespace

AppendFileState read_append_file(Connection& connection) {
    const Reply persistence = connection.command({"INFO", "persistence"});
    const Reply stats = connection.command({"INFO", "stats"});
    const std::string_view file = persistence.view().text();
    return {
        .bytes = field(file, "aof_current_size"),
        .base_bytes = field(file, "aof_base_size"),
        .commands = field(stats.view().text(), "total_commands_processed"),
        .is_rewriting =
            field(file, "aof_rewrite_in_progress") + field(file, "aof_rewrite_scheduled") > 0,
    };
}

bool is_rewrite_due(
    const AppendFileState& before,
    const AppendFileState& now,
    std::chrono::milliseconds elapsed,
    std::uint64_t worthwhile
) {
    // Restarted in between: the counts do not belong together.
    if (now.is_rewriting || now.commands < before.commands || elapsed.count() <= 0)
        return false;
    if (now.bytes < now.base_bytes + worthwhile || now.bytes < 2 * now.base_bytes)
        return false;
    const auto commands = now.commands - before.commands;
    return commands * 1000 < kQuietCommandsASecond * static_cast<std::uint64_t>(elapsed.count());
}

}  // namespace huiying::queue
