// The background thread that learns: asks desk::RoutingModels and desk::OrderLearning every few
// seconds whether learning is wished, or worth it tonight. Owned by serve, in processes with the
// role `clock`.
#pragma once

#include "board/desk/order_learning.hpp"
#include "board/desk/routing_models.hpp"

#include <chrono>
#include <stop_token>
#include <thread>

namespace huiying::app {

class RoutingClock {
  public:
    explicit RoutingClock(
        desk::RoutingModels models,
        desk::OrderLearning order,
        std::chrono::milliseconds every = std::chrono::seconds{3}
    );
    /// Lets a training under way end, then stops.
    ~RoutingClock();
    RoutingClock(const RoutingClock&) = delete;
    RoutingClock& operator=(const RoutingClock&) = delete;

  private:
    void run(const std::stop_token& stop);
    void learn_routing();
    void learn_order();

    desk::RoutingModels models_;
    desk::OrderLearning order_;
    const std::chrono::milliseconds every_;
    std::jthread thread_;
};

}  // namespace huiying::app
