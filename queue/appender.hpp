// Appends to the inbound streams with group commit: appends in flight together share one fsync of
// Redis. Used by `bot/intake` and `board/web`. `ok` means: Redis acknowledged, and with
// `appendfsync always` it is on disk.
// Thread rule: on the io_context's thread, but append_blocking(), post(), is_ready(), in_flight()
// and totals() on any.
#pragma once

#include "board/model/errc.hpp"
#include "queue/settings.hpp"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace boost::asio {
class io_context;
}

namespace huiying::model {
struct InboundMessage;
}

namespace huiying::queue {

class Keys;
class Pipeline;
class ReplyView;
class RespCommand;
struct RawDelivery;

/// Counted since the start, for metrics.
struct AppenderTotals {
    std::uint64_t acknowledged = 0;
    std::uint64_t refused_full = 0;  ///< over the bound, or Redis out of memory
    std::uint64_t failed = 0;        ///< no connection, connection lost, deadline missed
    std::uint64_t connects = 0;
};

class Appender {
  public:
    using OnAppended = std::function<void(model::Result<void>)>;
    using OnValue = std::function<void(model::Result<std::string>)>;
    using OnLookup = std::function<void(model::Result<std::optional<std::string>>)>;

    /// Starts connecting. `io` must outlive this; it has work until close().
    Appender(boost::asio::io_context& io, Settings settings);
    /// On the io thread, or when `io` does not run. What is pending is called back with
    /// queue_unavailable.
    ~Appender();
    Appender(const Appender&) = delete;
    Appender& operator=(const Appender&) = delete;

    /// Appends to the stream of the citizen's partition. `done` is called once, on the io thread,
    /// possibly before this returns (then always with an error); it must not throw or destroy this.
    /// Errors: queue_full (over the bound, nothing was sent; or Redis refuses for memory),
    /// queue_unavailable (no connection; or sent without an answer, so that it may be in the stream
    /// all the same: the platform's repetition is harmless, a receipt would be a lie).
    /// Messages of one sender appended one after the other are in the stream in that order.
    void append(const model::InboundMessage& message, OnAppended done);
    /// The same for a delivery that cannot be read.
    void append_raw(const RawDelivery& delivery, OnAppended done);

    /// For other threads: posts to the io thread and waits. Errors as append(); queue_unavailable
    /// too when no answer came within `timeout`. REQUIRES: not on the io thread, which runs.
    [[nodiscard]] model::Result<void> append_blocking(
        const model::InboundMessage& message, std::chrono::milliseconds timeout
    );

    /// Keeps `value` under `name` for `ttl` unless there is one already (SET NX GET); `done` gets
    /// the value that is kept from now on: the former or this one. So two deliveries of one message
    /// are answered with identical bytes. Errors as append().
    void remember(
        std::string_view name, std::string_view value, std::chrono::milliseconds ttl, OnValue done
    );
    /// Keeps `value` under `name` for `ttl` if what is kept there is still `expected` ("":
    /// nothing); `done` gets what is kept from now on: `value`, or what another has put there
    /// meanwhile. Errors as append().
    void replace(
        std::string_view name,
        std::string_view expected,
        std::string_view value,
        std::chrono::milliseconds ttl,
        OnValue done
    );
    /// What remember() or replace() kept, or nullopt. Errors as append().
    void lookup(std::string_view name, OnLookup done);

    /// Keeps `value` under `name` for good, in place of what was there. Errors as append().
    void keep(std::string_view name, std::string_view value, OnAppended done);

    /// Runs `task` on the io thread. Any thread.
    void post(std::function<void()> task);

    /// A connection is up and Redis has loaded.
    bool is_ready() const;

    /// Commands that wait for their acknowledgement.
    int in_flight() const { return in_flight_.load(std::memory_order_relaxed); }

    AppenderTotals totals() const;

    /// Closes the connections: what is pending fails, everything after fails, `io` can run out.
    void close();

  private:
    template <class Record>
    void append_record(const Record& record, std::uint64_t order, OnAppended done);
    /// Sends within the bound; `done` gets the error, or what `convert` makes of the reply.
    template <class Done, class Convert>
    void send(RespCommand& command, std::uint64_t order, Done done, Convert convert);
    bool has_room_for(std::size_t bytes) const;
    /// Queue_full or queue_unavailable when the command failed. Counts.
    std::optional<model::Errc> judge(ReplyView reply);

    Settings settings_;
    std::unique_ptr<Keys> keys_;
    std::unique_ptr<RespCommand> scratch_;
    std::atomic<int> in_flight_{0};
    std::atomic<std::uint64_t> acknowledged_{0};
    std::atomic<std::uint64_t> refused_full_{0};
    std::atomic<std::uint64_t> failed_{0};
    std::size_t in_flight_bytes_ = 0;
    // Last: its end calls back what is pending, which uses all of the above.
    std::unique_ptr<Pipeline> pipeline_;
};

}  // namespace huiying::queue
