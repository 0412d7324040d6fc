// The append-only file of the own Redis: when it is rewritten without what has been acknowledged
// meanwhile. A rewrite forks and writes beside the appends, so that under load some wait for
// milliseconds: it is done while little happens. Used by EmbeddedServer.
// Thread rule: one thread a Connection.
#pragma once

#include <chrono>
#include <cstdint>

namespace huiying::queue {

class Connection;

/// Bytes and counts as Redis tells them (INFO).
struct AppendFileState {
    std::uint64_t bytes = 0;
    std::uint64_t base_bytes = 0;  ///< after the last rewrite
    std::uint64_t commands = 0;    ///< since Redis' start
    bool is_rewriting = false;
};

/// Throws RedisUnavailable, RedisRefused.
[[nodiscard]] AppendFileState read_append_file(Connection& connection);

/// Whether to rewrite now: at least `worthwhile` bytes were appended since the last rewrite, more
/// than the base holds, and since `before`, `elapsed` ago, few commands came. Pure.
[[nodiscard]] bool is_rewrite_due(
    const AppendFileState& before,
    const AppendFileState& now,
    std::chrono::milliseconds elapsed,
    std::uint64_t worthwhile
);

}  // namespace huiying::queue
