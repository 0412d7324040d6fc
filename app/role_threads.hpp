// The threads of the roles that a process has (--roles). Made by serve.cpp, on the main thread,
// after all that they use; they end when they are destroyed.
#pragma once

#include "app/catalogue_clock.hpp"
#include "app/ladder_clock.hpp"
#include "app/recount_clock.hpp"
#include "app/routing_clock.hpp"
#include "app/use_cases.hpp"
#include "app/worker.hpp"
#include "bot/notify/robot_sender.hpp"
#include "queue/settings.hpp"
#include "telemetry/metrics.hpp"

#include <memory>
#include <string>

namespace huiying::app {

bool has_role(const config::Settings& settings, const std::string& role);

/// None where the process has not the role.
std::unique_ptr<delivery::Sender> start_sender(
    const config::Settings& settings, const delivery::SenderUses& uses
);
/// None where the process has not the role.
std::unique_ptr<Attachments> start_attachments(
    const config::Settings& settings, const AttachmentUses& uses
);

/// What the threads of the roles work on.
struct ThreadUses {
    Record& record;
    UseCases& use;
    Platforms& platforms;
    telemetry::Metrics& metrics;
};

/// Threads of the roles that the process has, but for the sender, whom they wake.
struct Threads {
    Threads(
        const config::Settings& settings,
        const queue::Settings& queue_settings,
        const ThreadUses& uses
    );

    const std::unique_ptr<notify::RobotSender> robots;
    const std::unique_ptr<Worker> worker;
    const std::unique_ptr<LadderClock> ladder_clock;
    const std::unique_ptr<RecountClock> recount_clock;
    const std::unique_ptr<RoutingClock> routing_clock;
    const std::unique_ptr<CatalogueClock> catalogue_clock;
};

}  // namespace huiying::app
