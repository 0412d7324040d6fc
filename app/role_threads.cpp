#include "app/role_threads.hpp"

#include "app/settings_of.hpp"

#include <algorithm>

namespace huiying::app {
namespace {

/// With a Redis of our own nobody else works on this folder.
bool is_alone(const config::Settings& settings) {
    return settings.text("redis.address").empty();
}

/// None where the process has not the role.
std::unique_ptr<notify::RobotSender> start_robots(
    const config::Settings& settings, const notify::RobotSenderUses& uses
) {
    if (!has_role(settings, "sender"))
        return nullptr;
    return std::make_unique<notify::RobotSender>(
        uses, robot_sender_settings_of(settings, process_name())
    );
}

/// None where the process has not the role.
std::unique_ptr<Worker> start_worker(
    const config::Settings& settings, queue::Settings queue_settings, const WorkerUses& uses
) {
    if (!has_role(settings, "worker"))
        return nullptr;
    return std::make_unique<Worker>(
        uses,
        WorkerSettings{
            std::move(queue_settings),
            is_alone(settings) ? "worker" : "worker-" + process_name(),
            static_cast<int>(settings.integer("worker.batch")),
            // An endpoint is asked once a read, about no more texts than that, within the lease.
            settings.text("language_model.embeddings_url").empty() ? 4 : 1}
    );
}

/// None where the process has not the role.
std::unique_ptr<LadderClock> start_clock(
    const config::Settings& settings, queue::Settings queue_settings, const LadderClockUses& uses
) {
    if (!has_role(settings, "clock"))
        return nullptr;
    return std::make_unique<LadderClock>(uses, LadderClockSettings{std::move(queue_settings)});
}

/// None where the process has not the role.
std::unique_ptr<RoutingClock> start_routing(const config::Settings& settings, Record& record) {
    if (!has_role(settings, "clock"))
        return nullptr;
    return std::make_unique<RoutingClock>(
        desk::RoutingModels(record.database, *record.town, record.clock),
        desk::OrderLearning(record.database, *record.town, record.clock)
    );
}

/// None where the process has not the role.
std::unique_ptr<RecountClock> start_recount(
    const config::Settings& settings, desk::Recount& recount
) {
    return has_role(settings, "clock") ? std::make_unique<RecountClock>(recount) : nullptr;
}

/// None where the process has not the role.
std::unique_ptr<CatalogueClock> start_catalogue(const config::Settings& settings, Record& record) {
    return has_role(settings, "clock") ? std::make_unique<CatalogueClock>(desk::CatalogueReminders(
                                             record.database, *record.town, record.clock
                                         ))
                                       : nullptr;
}

}  // namespace

bool has_role(const config::Settings& settings, const std::string& role) {
    const auto roles = settings.list("roles");
    return std::find(roles.begin(), roles.end(), role) != roles.end();
}

std::unique_ptr<delivery::Sender> start_sender(
    const config::Settings& settings, const delivery::SenderUses& uses
) {
    if (!has_role(settings, "sender"))
        return nullptr;
    // What is claimed was claimed by a process that is dead.
    if (is_alone(settings))
        uses.delivery.recover_all();
    return std::make_unique<delivery::Sender>(uses, sender_settings_of(settings, process_name()));
}

std::unique_ptr<Attachments> start_attachments(
    const config::Settings& settings, const AttachmentUses& uses
) {
    return has_role(settings, "sender") ? std::make_unique<Attachments>(settings, uses) : nullptr;
}

Threads::Threads(
    const config::Settings& settings, const queue::Settings& queue_settings, const ThreadUses& uses
)
    : robots(start_robots(
          settings, {uses.use.robots, uses.platforms.transport, uses.metrics, uses.record.clock}
      )),
      worker(start_worker(
          settings, queue_settings, {uses.use.take_in, uses.metrics, uses.record.clock}
      )),
      ladder_clock(start_clock(
          settings,
          queue_settings,
          {uses.use.escalation, uses.use.digests, uses.metrics, uses.record.clock}
      )),
      recount_clock(start_recount(settings, uses.use.recount)),
      routing_clock(start_routing(settings, uses.record)),
      catalogue_clock(start_catalogue(settings, uses.record)) {}

}  // namespace huiying::app
