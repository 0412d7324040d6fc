// The live feed: what happened (a new ticket, a move), for the pages that are open now. By Redis
// publish/subscribe, so it reaches every web process and is lost when nobody listens: a page that
// reconnects reads its state from SQL.
#pragma once

#include "queue/connection.hpp"
#include "queue/settings.hpp"

#include <functional>
#include <string_view>
#include <thread>

namespace huiying::queue {

/// Used by workers and desk threads, one object a thread. Blocking.
class LivePublisher {
  public:
    explicit LivePublisher(const Settings& settings);

    /// Publishes one event, UTF-8 JSON without a citizen's text. Returns how many processes
    /// listened. Throws RedisUnavailable; nothing depends on the feed, so the caller may go on.
    std::int64_t publish(std::string_view event_json);

  private:
    Connection connection_;
    std::string channel_;
};

/// A thread that listens and calls back; reconnects by itself. Used by the web role, one a process.
class LiveSubscriber {
  public:
    struct Callbacks {
        /// One event, on the subscriber's thread. Must not block.
        std::function<void(std::string_view event_json)> on_event;
        /// Listening from now on: at the start and after every loss of the connection. Events
        /// may have been missed before it.
        std::function<void()> on_listening;
    };

    LiveSubscriber(Settings settings, Callbacks callbacks);
    /// Stops the thread and waits for it; not from a callback.
    ~LiveSubscriber();
    LiveSubscriber(const LiveSubscriber&) = delete;
    LiveSubscriber& operator=(const LiveSubscriber&) = delete;

  private:
    void run(const std::stop_token& stop);
    void listen(Connection& connection, const std::stop_token& stop);
    void dispatch(ReplyView message) const;
    void rest(const std::stop_token& stop) const;

    Settings settings_;
    Callbacks callbacks_;
    int wake_fd_;
    std::jthread thread_;
};

}  // namespace huiying::queue
