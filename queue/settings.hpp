// How this process talks to Redis. Filled by `app` from the configuration; copied by value into
// every class of this room. Constant after construction.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace huiying::queue {

/// Told of what an operator should know: a stable event name ("redis.lost") and a detail without
/// any citizen's text. Called on whatever thread it happened; must not block and must not throw.
using Notice = std::function<void(std::string_view event, std::string_view detail)>;

struct Settings {
    /// Absolute path of a unix socket, or "host:port" ("[::1]:6379" for IPv6).
    std::string endpoint;
    /// Sent by AUTH when not empty. Secret: never logged.
    std::string password;
    /// First part of every key, so that two installations can share one Redis.
    std::string key_prefix = "hy";
    /// Consumer group of the inbound streams.
    std::string group = "desk";

    /// Inbound streams that the citizens are spread over; also the most workers that can share the
    /// load. May be changed between runs: entries of the old count are still read.
    int partitions = 8;

    /// Pipelined connections of one Appender. Redis reads some 16 KB a client a turn and does one
    /// fsync a turn, so one connection caps a group commit at about 27 messages.
    int connections = 12;
    /// A connection with fewer commands outstanding than this is filled before the next one.
    int fill_target = 24;
    /// Commands that may wait for their acknowledgement at once; the next one is `queue_full`.
    int in_flight_limit = 1024;
    /// Bytes that may wait at once; bounds memory when messages are large.
    std::size_t in_flight_bytes_limit = std::size_t{32} << 20;

    std::chrono::milliseconds connect_timeout{1000};
    /// From sending a command to its reply. A connection that misses it is dropped.
    std::chrono::milliseconds operation_timeout{2000};
    /// How long a partition stays with a worker that says nothing. Renewed at a third of it.
    std::chrono::milliseconds lease_ttl{5000};

    Notice notice;
};

}  // namespace huiying::queue
