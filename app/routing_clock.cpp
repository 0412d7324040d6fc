#include "app/routing_clock.hpp"

#include "telemetry/log.hpp"

#include <algorithm>

namespace huiying::app {
namespace {

constexpr std::chrono::milliseconds kSlice{100};

}  // namespace

RoutingClock::RoutingClock(
    desk::RoutingModels models, desk::OrderLearning order, std::chrono::milliseconds every
)
    : models_(models),
      order_(order),
      every_(every),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

RoutingClock::~RoutingClock() = default;

void RoutingClock::learn_routing() {
    try {
        if (const auto made = models_.step())
            telemetry::log(
                telemetry::Level::info,
                "routing.trained",
                {{"model", std::to_string(made->id)}, {"tickets", std::to_string(made->tickets)}}
            );
    } catch (const std::exception& error) {
        // The record is away; a wish that was claimed is lost and can be made again.
        telemetry::log_limited(
            telemetry::Level::error, "routing.training_failed", {{"reason", error.what()}}
        );
    }
}

void RoutingClock::learn_order() {
    try {
        if (const auto made = order_.step())
            telemetry::log(
                telemetry::Level::info,
                "knowledge.learnt",
                {{"order", std::to_string(made->id)}, {"questions", std::to_string(made->known)}}
            );
    } catch (const std::exception& error) {
        telemetry::log_limited(
            telemetry::Level::error, "knowledge.learning_failed", {{"reason", error.what()}}
        );
    }
}

void RoutingClock::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        learn_routing();
        learn_order();
        for (auto left = every_; left > kSlice && !stop.stop_requested(); left -= kSlice)
            std::this_thread::sleep_for(kSlice);
    }
}

}  // namespace huiying::app
