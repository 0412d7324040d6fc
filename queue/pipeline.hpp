// K pipelined connections to one Redis on an io_context: the engine under Appender, and the only
// place where hiredis' asynchronous interface meets asio. Adaptive fill, own deadlines by one
// sweeping timer, reconnecting with backoff.
// Thread rule: everything on the io_context's thread, but post() and is_ready() on any.
#pragma once

#include "queue/reply.hpp"
#include "queue/settings.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

namespace boost::asio {
class io_context;
}

namespace huiying::queue {

class Pipeline {
  public:
    /// Called once for each command; the view is lost when no answer came (outcome unknown).
    /// Must not throw: it is called through C frames.
    using OnReply = std::function<void(ReplyView)>;

    /// Starts connecting. `io` must outlive this.
    Pipeline(boost::asio::io_context& io, const Settings& settings);
    /// On the io thread, or when `io` does not run. Pending commands get a lost reply.
    ~Pipeline();
    Pipeline(const Pipeline&) = delete;
    Pipeline& operator=(const Pipeline&) = delete;

    /// Sends `wire`, a complete RESP command. Commands with equal `order` that are in flight
    /// together go down one connection, so Redis sees them in this order. When no connection is up
    /// the lost reply comes at once.
    void send(std::string_view wire, std::uint64_t order, OnReply on_reply);

    /// At least one connection is up and Redis has loaded.
    bool is_ready() const;
    /// Connections made since the start.
    std::uint64_t connects() const;

    /// Closes all connections and stops the timer, so that `io` can run out of work.
    void close();

    /// Runs `task` on the io thread.
    void post(std::function<void()> task);

  private:
    class Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace huiying::queue
