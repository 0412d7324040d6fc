// Server-sent events: the handle by which any thread writes to one open `text/event-stream`.
// Given to event-stream routes by the server. Source: WHATWG HTML section 9.2 (server-sent events).
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace huiying::http {

/// What waits to be written to one client, shared by the writers and the connection. Thread-safe.
class EventChannel {
  public:
    enum class State {
        open,
        ended,   ///< write what waits, then end
        aborted  ///< the client is gone or too slow: end at once
    };

    /// `wake` is called, from the writer's thread, when something waits or the state changed.
    EventChannel(std::size_t limit_bytes, std::function<void()> wake);

    /// False when the channel is not open. Over the limit the channel is aborted.
    bool append(std::string_view bytes);
    /// Ends or aborts the channel and calls the close callbacks, once.
    void finish(State state);
    /// Everything that waits, in order.
    std::string take();
    State state() const;
    /// Called once when the channel ends; at once when it has ended already.
    void on_finish(std::function<void()> callback);

  private:
    const std::size_t limit_bytes_;

    mutable std::mutex mutex_;  // guards all below
    std::function<void()> wake_;
    std::function<void()> finished_;
    std::string waiting_;
    State state_ = State::open;
    bool is_awake_ = false;
};

/// Copyable, thread-safe. The stream ends when the client goes, reads too slowly (its bounded
/// buffer is full), the server stops, or close() is called.
class EventStream {
  public:
    explicit EventStream(std::shared_ptr<EventChannel> channel);

    /// Queues one event. `data` may have several lines; `event` and `id` may be empty and are cut
    /// at the first line break. Never blocks. False when the stream is closed.
    bool send(std::string_view event, std::string_view data, std::string_view id = {}) const;
    bool closed() const;
    /// Sends what waits, then ends the stream.
    void close() const;
    /// `callback` runs once when the stream has ended, on any thread; it must not block. One a
    /// stream.
    void on_close(std::function<void()> callback) const;

  private:
    std::shared_ptr<EventChannel> channel_;
};

/// The bytes of one event, with its closing empty line.
std::string format_event(std::string_view event, std::string_view data, std::string_view id);

}  // namespace huiying::http
