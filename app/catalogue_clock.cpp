#include "app/catalogue_clock.hpp"

#include "telemetry/log.hpp"

#include <algorithm>

namespace huiying::app {
namespace {

constexpr std::chrono::milliseconds kCatalogueSlice{100};

}  // namespace

CatalogueClock::CatalogueClock(desk::CatalogueReminders reminders, std::chrono::milliseconds every)
    : reminders_(std::move(reminders)),
      every_(every),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

CatalogueClock::~CatalogueClock() = default;

void CatalogueClock::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        try {
            if (const auto told = reminders_.tell_due(); told > 0)
                telemetry::log(telemetry::Level::info, "catalogue.told", {{"reminders", told}});
        } catch (const std::exception& error) {
            // The record is away: nothing was marked, the next round tries again.
            telemetry::log_limited(
                telemetry::Level::error, "catalogue.waiting", {{"reason", error.what()}}
            );
        }
        for (auto left = every_; left > std::chrono::milliseconds{0} && !stop.stop_requested();
             left -= kCatalogueSlice)
            std::this_thread::sleep_for(std::min(left, kCatalogueSlice));
    }
}

}  // namespace huiying::app
