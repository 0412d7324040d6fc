#include "app/recount_clock.hpp"

#include "telemetry/log.hpp"

#include <algorithm>

namespace huiying::app {
namespace {

constexpr std::chrono::milliseconds kSlice{100};

void sleep_for(std::chrono::milliseconds left, const std::stop_token& stop) {
    for (; left > std::chrono::milliseconds{0} && !stop.stop_requested(); left -= kSlice)
        std::this_thread::sleep_for(std::min(left, kSlice));
}

}  // namespace

RecountClock::RecountClock(desk::Recount& recount, RecountClockSettings settings)
    : recount_(recount),
      settings_(settings),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

RecountClock::~RecountClock() = default;

void RecountClock::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        auto pause = settings_.every;
        try {
            if (recount_.step() == desk::Recount::Step::worked)
                pause = settings_.breath;
        } catch (const std::exception& error) {
            // The record is away: nothing of the batch was stored, it comes again.
            telemetry::log_limited(
                telemetry::Level::error, "recount.waiting", {{"reason", error.what()}}
            );
        }
        sleep_for(pause, stop);
    }
}

}  // namespace huiying::app
