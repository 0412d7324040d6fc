#include "app/routing_clock.hpp"

#include "telemetry/log.hpp"

#include <algorithm>

namespace huiying::app {
namespace {

constexpr std::chrono::milliseconds kSlice{100};

}  // namespace

RoutingClock::RoutingClock(desk::RoutingModels models, std::chrono::milliseconds every)
    : models_(models), every_(every), thread_([this](const std::stop_token& stop) { run(stop); }) {}

RoutingClock::~RoutingClock() = default;

void RoutingClock::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        try {
            if (const auto made = models_.step())
                telemetry::log(
                    telemetry::Level::info,
                    "routing.trained",
                    {{"model", std::to_string(made->id)},
                     {"tickets", std::to_string(made->tickets)}}
                );
        } catch (const std::exception& error) {
            // The record is away; a wish that was claimed is lost and can be made again.
            telemetry::log_limited(
                telemetry::Level::error, "routing.training_failed", {{"reason", error.what()}}
            );
        }
        for (auto left = every_; left > kSlice && !stop.stop_requested(); left -= kSlice)
            std::this_thread::sleep_for(kSlice);
    }
}

}  // namespace huiying::app
