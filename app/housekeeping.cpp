#include "app/housekeeping.hpp"

#include "board/desk/town.hpp"
#include "board/web/submission.hpp"
#include "bot/channel/open_channels.hpp"
#include "telemetry/log.hpp"

#include <chrono>

namespace huiying::app {
namespace {

using telemetry::Level;

constexpr std::chrono::milliseconds kRound{250};
constexpr int kDrained = 200;

}  // namespace

void open_changed_channels(const desk::Town& town, channel::OpenChannels& channels) {
    const auto snapshot = town.snapshot();
    if (channels.revision() == snapshot->revision())
        return;
    for (const auto& unusable : channels.replace(snapshot->accounts(), snapshot->revision()))
        telemetry::log(
            Level::error,
            "channel.unusable",
            {{"platform", unusable.channel},
             {"account", unusable.name},
             {"field", unusable.problem.field},
             {"reason", unusable.problem.message}}
        );
}

Housekeeping::Housekeeping(HousekeepingUses uses)
    : uses_(uses), thread_([this](const std::stop_token& stop) { run(stop); }) {}

Housekeeping::~Housekeeping() = default;

void Housekeeping::run(const std::stop_token& stop) const {
    while (!stop.stop_requested()) {
        try {
            uses_.town.refresh();
            open_changed_channels(uses_.town, uses_.channels);
            if (const int moved = uses_.submission.drain(kDrained); moved > 0)
                telemetry::log(Level::info, "spool.drained", {{"messages", moved}});
        } catch (const std::exception& error) {
            telemetry::log_limited(Level::error, "housekeeping.failed", {{"reason", error.what()}});
        }
        std::this_thread::sleep_for(kRound);
    }
}

}  // namespace huiying::app
