// A blocking connection to Redis for threads that may wait: workers, clocks, senders, commands.
// One funnel for every command. It connects when first used and again after a failure. Not
// thread-safe: one owner, one thread.
#pragma once

#include "queue/reply.hpp"
#include "queue/resp_command.hpp"
#include "queue/settings.hpp"

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct redisContext;

namespace huiying::queue {

class Connection {
  public:
    /// Does not connect yet. Throws std::invalid_argument for an endpoint that is none.
    explicit Connection(Settings settings);
    ~Connection();
    Connection(Connection&&) noexcept;
    Connection& operator=(Connection&&) noexcept;

    /// Sends one command and waits for its reply, at most operation_timeout. Throws
    /// RedisUnavailable (outcome unknown) or RedisRefused.
    Reply command(RespCommand command);

    Reply command(std::initializer_list<std::string_view> arguments) {
        return command(RespCommand(arguments));
    }

    /// For a command that blocks in Redis by itself for up to `block`.
    Reply command_waiting(RespCommand command, std::chrono::milliseconds block);

    /// Sends all, then reads all: one round trip. Replies in order; an error reply does not throw
    /// but is in its place. Throws RedisUnavailable.
    std::vector<Reply> pipeline(std::vector<RespCommand> commands);

    /// Sends without waiting for a reply (SUBSCRIBE, PING of a subscriber).
    void send(RespCommand command);
    /// The next pushed message, or nullopt when none came in time or `wake_fd` became readable.
    /// Throws RedisUnavailable when the connection ended.
    std::optional<Reply> receive(std::chrono::milliseconds patience, int wake_fd);

    /// Closes; the next command connects anew.
    void drop();

    /// Counts the connections made: a change tells that replies may have been lost in between.
    std::uint64_t generation() const { return generation_; }

  private:
    struct Free {
        void operator()(redisContext* context) const;
    };

    void ensure_open();
    void open();
    void authenticate();
    bool is_stale() const;
    void append(RespCommand& command);
    Reply next_reply(const std::string& operation);
    void limit_waiting(std::chrono::milliseconds limit);
    [[noreturn]] void fail(const std::string& operation);

    Settings settings_;
    std::unique_ptr<redisContext, Free> context_;
    std::uint64_t generation_ = 0;
};

}  // namespace huiying::queue
