// Puts ticket events into the live feed from a thread of its own, so that no use case waits for
// Redis. What cannot be published is dropped: a page that reconnects reads its state from the
// record.
#pragma once

#include "queue/settings.hpp"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

namespace huiying::app {

class LiveAnnouncer {
  public:
    explicit LiveAnnouncer(queue::Settings settings);
    ~LiveAnnouncer();
    LiveAnnouncer(const LiveAnnouncer&) = delete;
    LiveAnnouncer& operator=(const LiveAnnouncer&) = delete;

    /// Never blocks; over a bound the oldest event is dropped.
    void publish(std::string event);

  private:
    void run(const std::stop_token& stop);

    const queue::Settings settings_;
    std::mutex mutex_;  // guards events_
    std::condition_variable_any arrived_;
    std::deque<std::string> events_;
    std::jthread thread_;
};

}  // namespace huiying::app
