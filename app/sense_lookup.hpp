// Asks what texts mean, within a strict time: the citizen's platform waits. Two threads, a bounded
// queue; a watch answers with nothing when the time is over, whatever the endpoint, its name server
// or the network do. Owned by app. Thread-safe.
#pragma once

#include "board/desk/sense.hpp"
#include "bot/intake/turn_taking.hpp"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace huiying::http {
class IoThread;
}

namespace huiying::app {

class SenseLookup {
  public:
    /// `ask` may take longer than `limit`; what it brings later is left.
    SenseLookup(desk::AskSenses ask, std::chrono::milliseconds limit);
    /// Waits for what is under way. REQUIRES: nobody asks any more.
    ~SenseLookup();
    SenseLookup(const SenseLookup&) = delete;
    SenseLookup& operator=(const SenseLookup&) = delete;

    /// For a thread that may wait for the limit.
    [[nodiscard]] desk::AskSenses waiting();
    /// For the io thread, which may not; the answer comes there. REQUIRES: `io` outlives this.
    [[nodiscard]] intake::AskSense asking(http::IoThread& io);

  private:
    using Done = std::function<void(std::vector<desk::SensePtr>)>;
    struct Asked;

    void submit(std::vector<std::string> texts, Done done);
    void run(const std::stop_token& stop);
    void watch(const std::stop_token& stop);

    const desk::AskSenses ask_;
    const std::chrono::milliseconds limit_;
    std::mutex mutex_;  // guards the two queues
    std::condition_variable_any changed_;
    std::deque<std::shared_ptr<Asked>> waiting_;
    std::deque<std::shared_ptr<Asked>> watched_;  // by their deadlines
    std::vector<std::jthread> threads_;
};

}  // namespace huiying::app
