// A few threads for what may not run on the io thread: SQL, files, password hashing. Private to
// http. Owned by Server. Thread-safe.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace huiying::http {

class BlockingPool {
  public:
    BlockingPool(std::size_t threads, std::size_t queue_limit);
    /// Runs what waits, then joins. REQUIRES: not on a thread of the pool.
    ~BlockingPool();
    BlockingPool(const BlockingPool&) = delete;
    BlockingPool& operator=(const BlockingPool&) = delete;

    /// False when too many tasks wait; what an idle thread is about to take does not wait. Tasks
    /// must not throw.
    bool submit(std::function<void()> task);

  private:
    void run();

    const std::size_t task_limit_;  // waiting and running

    std::mutex mutex_;  // guards tasks_, running_ and is_closing_
    std::condition_variable changed_;
    std::deque<std::function<void()>> tasks_;
    std::size_t running_ = 0;
    bool is_closing_ = false;

    std::vector<std::thread> threads_;
};

}  // namespace huiying::http
