// Threads of their own for routes that are slow on purpose (password hashes), so that a flood of
// them leaves the blocking pool to all others: few at a time, a short queue, beyond it a refusal at
// once. Owned by app; outlives the server whose routes it carries, and is outlived by the IoThread.
#pragma once

#include "http/router.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <string_view>

namespace huiying::http {

class IoThread;

struct SlowLaneSettings {
    std::size_t threads = 2;
    std::size_t queue = 8;  ///< requests waiting for a thread; beyond it `refusal`
    /// The answer to a request that found the queue full. On the io thread: must not block.
    std::function<Response(const Request&)> refusal;
    /// A handler threw (the answer is 500): what, and the request id. On a thread of the lane.
    std::function<void(std::string_view request_id, std::string_view what)> on_failure;
};

class SlowLane {
  public:
    /// REQUIRES: `io` runs the server.
    SlowLane(IoThread& io, SlowLaneSettings settings);
    /// Runs what waits, then joins.
    ~SlowLane();
    SlowLane(const SlowLane&) = delete;
    SlowLane& operator=(const SlowLane&) = delete;

    /// The handler as a route of the lane.
    AsyncHandler carry(Handler handler);

  private:
    struct Lane;
    std::unique_ptr<Lane> lane_;
};

}  // namespace huiying::http
