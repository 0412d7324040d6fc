// Asks the record about talks for intake, which may not block: two threads, a bounded queue, the
// answer back on the io thread. Owned by app. Thread-safe.
#pragma once

#include "board/desk/talk_lines.hpp"
#include "board/desk/talk_standing.hpp"
#include "bot/intake/chat_routes.hpp"
#include "bot/intake/turn_taking.hpp"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace huiying::http {
class IoThread;
}

namespace huiying::app {

class TalkLookup {
  public:
    TalkLookup(store::Database& database, const model::Clock& clock, http::IoThread& io);
    ~TalkLookup();
    TalkLookup(const TalkLookup&) = delete;
    TalkLookup& operator=(const TalkLookup&) = delete;

    /// Beyond the bound of what may wait, the answer is an empty standing.
    [[nodiscard]] intake::AskStanding asking();
    /// The same for the lines of talks.
    [[nodiscard]] intake::AskLines asking_lines();
    /// Runs `task` on one of the threads. False when too many wait.
    bool submit(std::function<void()> task);
    /// Drops what waits, and what is asked from now on; what was answered has been heard when this
    /// returns. REQUIRES: `io` runs, and this is not its thread.
    void end();

  private:
    void run(const std::stop_token& stop);

    const desk::TalkStandings standings_;
    const desk::TalkLines lines_;
    http::IoThread& io_;
    std::mutex mutex_;  // guards tasks_
    std::condition_variable_any changed_;
    std::deque<std::function<void()>> tasks_;
    std::vector<std::jthread> threads_;
};

}  // namespace huiying::app
