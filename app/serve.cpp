#include "app/serve.hpp"

#include "app/appender_on_thread.hpp"
#include "app/attachments.hpp"
#include "app/channel_doors.hpp"
#include "app/chat_feed.hpp"
#include "app/demo.hpp"
#include "app/ending.hpp"
#include "app/first_lines.hpp"
#include "app/gauges.hpp"
#include "app/housekeeping.hpp"
#include "app/ladder_clock.hpp"
#include "app/live_announcer.hpp"
#include "app/record.hpp"
#include "app/recount_clock.hpp"
#include "app/routing_clock.hpp"
#include "app/settings_of.hpp"
#include "app/turn_parts.hpp"
#include "app/web_server.hpp"
#include "app/worker.hpp"
#include "board/desk/administration.hpp"
#include "board/desk/casework.hpp"
#include "board/desk/delivery.hpp"
#include "board/desk/delivery_reports.hpp"
#include "board/desk/digests.hpp"
#include "board/desk/escalation.hpp"
#include "board/desk/people.hpp"
#include "board/desk/recount.hpp"
#include "board/desk/robots.hpp"
#include "board/desk/send_quotas.hpp"
#include "board/desk/take_in.hpp"
#include "board/desk/tickets.hpp"
#include "board/sla/working_calendar.hpp"
#include "board/web/submission.hpp"
#include "bot/channel/http_transport.hpp"
#include "bot/channel/open_channels.hpp"
#include "bot/channel/token_cache.hpp"
#include "bot/delivery/sender.hpp"
#include "bot/notify/robot_sender.hpp"
#include "http/client.hpp"
#include "http/io_thread.hpp"
#include "queue/appender.hpp"
#include "queue/embedded_server.hpp"
#include "queue/entry_bytes.hpp"
#include "queue/live_feed.hpp"
#include "telemetry/log.hpp"
#include "telemetry/metrics.hpp"

#include <algorithm>
#include <iostream>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <optional>
#include <unistd.h>

namespace huiying::app {
namespace {

using telemetry::Level;

/// What the start needed and freed (words learnt, the town's files) goes back to the system.
void give_back_memory() {
#ifdef __GLIBC__
    ::malloc_trim(0);
#endif
}

std::optional<queue::EmbeddedServer> start_redis(
    const config::Settings& settings, const std::filesystem::path& folder
) {
    if (!settings.text("redis.address").empty())
        return std::nullopt;
    return std::optional<queue::EmbeddedServer>(
        std::in_place, queue::EmbeddedSettings{.data_folder = folder, .notice = &log_notice}
    );
}

bool has_role(const config::Settings& settings, const std::string& role) {
    const auto roles = settings.list("roles");
    return std::find(roles.begin(), roles.end(), role) != roles.end();
}

void log_io_failure(std::string_view what) {
    telemetry::log(Level::error, "io.failed", {{"reason", what}});
}

/// Unique a start, so that a claim of an earlier start is never taken for ours.
std::string process_name() {
    std::array<char, 256> host{};
    ::gethostname(host.data(), host.size() - 1);
    return std::string(host.data()) + ":" + std::to_string(::getpid()) + ":" +
           std::to_string(model::to_unix_ms(model::SystemClock().now()));
}

/// What people and the worker do with the record.
struct UseCases {
    UseCases(Record& record, const config::Settings& settings, const desk::Announce& announce)
        : administration(record.database, *record.town, record.clock),
          tickets({record.database, *record.town, record.clock, announce, &record.renderer}),
          escalation(record.database, *record.town, record.clock, announce),
          digests(record.database, *record.town, record.clock),
          robots(record.database, *record.town, record.clock, desk_address_of(settings)),
          casework({record.database, *record.town, record.clock, announce, &record.renderer}),
          people(record.database, *record.town, record.clock),
          outbox(
              record.database,
              record.clock,
              resend_of(*record.town),
              try_bounds_of(settings),
              record.town.get()
          ),
          reports(record.database, *record.town, record.clock, announce),
          quotas(record.database, *record.town, record.clock),
          take_in(
              record.database,
              *record.town,
              record.renderer,
              record.clock,
              announce,
              &queue::entry_bytes
          ),
          recount(
              {record.database, *record.town, record.clock, announce}, {.owner = process_name()}
          ) {}

    desk::Administration administration;
    desk::Tickets tickets;
    desk::Escalation escalation;
    desk::Digests digests;
    desk::Robots robots;
    desk::Casework casework;
    desk::People people;
    desk::Delivery outbox;
    desk::DeliveryReports reports;
    desk::SendQuotas quotas;
    desk::TakeIn take_in;
    desk::Recount recount;
};

/// The open accounts, and the way out to their platforms.
struct Platforms {
    Platforms(const config::Settings& settings, Record& record)
        : mailbox(record.database),
          client(client_settings_of(settings)),
          administrator_client(client_settings_of(settings)) {
        open_changed_channels(*record.town, channels);
    }

    delivery::SenderUses sender_uses(
        UseCases& use, telemetry::Metrics& metrics, const model::Clock& clock
    ) {
        return {use.outbox, use.quotas, channels, transport, tokens, metrics, clock, &mailbox};
    }

    AttachmentUses attachment_uses(Record& record) {
        return {record.database, record.files, channels, transport, tokens, record.clock};
    }

    TurnParts::Uses turn_uses(
        Record& record,
        http::IoThread& io,
        queue::Appender& appender,
        telemetry::Metrics& metrics,
        desk::DeliveryReports& reports
    ) {
        return {record, io, appender, channels, transport, tokens, metrics, reports};
    }

    channel::OpenChannels channels;
    RecordMailbox mailbox;
    http::Client client;
    http::Client administrator_client;
    channel::HttpTransport transport{client, administrator_client};
    channel::TokenCache tokens;
};

/// With a Redis of our own nobody else works on this folder.
bool is_alone(const config::Settings& settings) {
    return settings.text("redis.address").empty();
}

/// None where the process has not the role.
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

/// None where the process has not the role.
std::unique_ptr<Attachments> start_attachments(
    const config::Settings& settings, const AttachmentUses& uses
) {
    return has_role(settings, "sender") ? std::make_unique<Attachments>(settings, uses) : nullptr;
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
            static_cast<int>(settings.integer("worker.batch"))}
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
    return has_role(settings, "clock") ? std::make_unique<RoutingClock>(desk::RoutingModels(
                                             record.database, *record.town, record.clock
                                         ))
                                       : nullptr;
}

/// None where the process has not the role.
std::unique_ptr<RecountClock> start_recount(
    const config::Settings& settings, desk::Recount& recount
) {
    return has_role(settings, "clock") ? std::make_unique<RecountClock>(recount) : nullptr;
}

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
          routing_clock(start_routing(settings, uses.record)) {}

    const std::unique_ptr<notify::RobotSender> robots;
    const std::unique_ptr<Worker> worker;
    const std::unique_ptr<LadderClock> ladder_clock;
    const std::unique_ptr<RecountClock> recount_clock;
    const std::unique_ptr<RoutingClock> routing_clock;
};

/// What this release brings, or was imported while nothing ran.
void adopt_calendar(Record& record) {
    desk::Administration::adopt_calendar(
        record.database, record.town->snapshot()->calendar().version(), "start", record.clock
    );
    record.town->refresh();
}

desk::Announce announcing(LiveAnnouncer& announcer, const std::function<void()>& wake_sender) {
    return [&announcer, &wake_sender](const desk::TicketEvent& event) {
        announcer.publish(web::to_feed(event));
        // Any move may leave a word to the citizen; what only came in does not.
        if (event.event != "taken_in" && event.event != "added")
            wake_sender();
    };
}

void serve_until_ended(
    WebServer& web,
    const config::Settings& settings,
    const std::optional<std::string>& first_start_token,
    desk::Demo demo
) {
    const auto port = web.listen();
    print_first_lines(std::cout, settings, port, first_start_token, demo);
    give_back_memory();
    wait_for_end(port);
    web.stop();
}

TalkRetention retention_of(Record& record, const config::Settings& settings) {
    return {record.database, record.clock, talk_length_of(settings)};
}

}  // namespace

int serve(const config::Settings& settings, desk::Demo demo) {
    block_signals();
    telemetry::set_level(level_of(settings));
    telemetry::Metrics metrics;
    Record record(settings, demo);
    adopt_calendar(record);
    auto redis = start_redis(settings, record.folder);
    const auto queue_settings =
        queue_settings_of(settings, redis ? redis->socket_path() : std::string());
    http::IoThread io("huiying-io", &log_io_failure);
    AppenderOnThread appender(io, queue_settings);
    LiveAnnouncer announcer(queue_settings);
    std::function<void()> wake_sender = [] {};
    UseCases use(record, settings, announcing(announcer, wake_sender));
    web::Submission submission(*appender, use.administration);
    Platforms platforms(settings, record);
    if (demo == desk::Demo::yes)
        seed_demo(record, use.people);
    // After all that it uses, so that its threads have ended when that goes; before what wakes it.
    const auto sender = start_sender(settings, platforms.sender_uses(use, metrics, record.clock));
    if (sender)
        wake_sender = [&] { sender->wake(); };
    const auto attachments = start_attachments(settings, platforms.attachment_uses(record));
    const Housekeeping housekeeping(
        {*record.town,
         platforms.channels,
         use.outbox,
         submission,
         record.files,
         retention_of(record, settings)}
    );
    const Threads threads(settings, queue_settings, {record, use, platforms, metrics});
    const auto hooks = has_role(settings, "intake") ? Hooks::open : Hooks::closed;
    TurnParts turns(platforms.turn_uses(record, io, *appender, metrics, use.reports), hooks);
    const auto min_free_mb = settings.integer("data.min_free_mb");
    const Gauges gauges(
        {record.database, *appender, queue_settings, record.folder, min_free_mb}, metrics
    );
    WebServer web(
        {record,
         settings,
         io,
         *appender,
         metrics,
         use.tickets,
         use.escalation,
         use.digests,
         use.robots,
         use.casework,
         use.people,
         use.outbox,
         use.administration,
         submission,
         platforms.channels,
         gauges,
         turns},
        hooks
    );
    const queue::LiveSubscriber subscriber(
        queue_settings,
        {.on_event = [&](std::string_view event) { web.tell(event); }, .on_listening = [] {}}
    );
    serve_until_ended(web, settings, use.people.first_start_token(), demo);
    return 0;
}

}  // namespace huiying::app
