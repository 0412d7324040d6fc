// A thread that runs one io_context: the event loop of a role. Owned by app; used by the server and
// by the queue's asynchronous appends, so that both share a thread and need no locks.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace boost::asio {
class io_context;
}

namespace huiying::http {

class IoThread {
  public:
    /// Starts the thread. `name` (at most 15 bytes) is what top and gdb show. `on_failure` hears of
    /// an exception that a task let escape (the loop goes on); default: std::terminate.
    explicit IoThread(
        const std::string& name, std::function<void(std::string_view what)> on_failure = {}
    );
    /// Stops and joins.
    ~IoThread();
    IoThread(const IoThread&) = delete;
    IoThread& operator=(const IoThread&) = delete;

    boost::asio::io_context& context();
    /// Runs `task` on the thread, later. Any thread.
    void post(std::function<void()> task);
    /// Runs `task` on the thread, after what was posted before it, and waits until it has run. What
    /// it throws is thrown here. Where the loop has ended it runs here: nobody is left to race
    /// with. REQUIRES: not on the thread itself.
    void run(const std::function<void()>& task);
    /// Lets the loop end after the task it is running; what waits is dropped. Any thread.
    void stop();
    /// Waits until the loop has ended. REQUIRES: not on the thread itself.
    void join();

  private:
    struct Loop;
    std::unique_ptr<Loop> loop_;
};

}  // namespace huiying::http
