#include "app/serve.hpp"

#include "app/appender_on_thread.hpp"
#include "app/channel_doors.hpp"
#include "app/chat_feed.hpp"
#include "app/demo.hpp"
#include "app/ending.hpp"
#include "app/first_lines.hpp"
#include "app/gauges.hpp"
#include "app/housekeeping.hpp"
#include "app/language_models.hpp"
#include "app/live_announcer.hpp"
#include "app/role_threads.hpp"
#include "app/settings_of.hpp"
#include "app/use_cases.hpp"
#include "app/web_server.hpp"
#include "board/sla/working_calendar.hpp"
#include "board/web/submission.hpp"
#include "http/io_thread.hpp"
#include "queue/appender.hpp"
#include "queue/embedded_server.hpp"
#include "queue/live_feed.hpp"
#include "telemetry/log.hpp"
#include "telemetry/metrics.hpp"

#include <iostream>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <optional>

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

void log_io_failure(std::string_view what) {
    telemetry::log(Level::error, "io.failed", {{"reason", what}});
}

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
        // Any move may leave a word to the citizen; what only came in does not, nor does whoever
        // looks.
        if (event.event != "taken_in" && event.event != "added" && !event.presence)
            wake_sender();
    };
}

void serve_until_ended(
    WebServer& web,
    TurnParts& turns,
    const config::Settings& settings,
    const std::optional<std::string>& first_start_token,
    desk::Demo demo
) {
    const auto port = web.listen();
    print_first_lines(std::cout, settings, port, first_start_token, demo);
    give_back_memory();
    wait_for_end(port);
    web.stop();
    // A page's turn is no request that the stop would have waited for.
    turns.end();
}

HousekeepingUses housekeeping_uses(
    Record& record,
    const config::Settings& settings,
    UseCases& use,
    Platforms& platforms,
    web::Submission& submission
) {
    return {
        *record.town,
        platforms.channels,
        use.outbox,
        submission,
        record.files,
        use.documents,
        {record.database, record.clock, talk_length_of(settings)}};
}

struct QueueSide {
    const queue::Appender& appender;
    const queue::Settings& settings;
    bool own_redis = false;  ///< a child of this process
};

GaugeUses gauge_uses(
    Record& record,
    const config::Settings& settings,
    const QueueSide& queue,
    const Platforms& platforms
) {
    return {
        record.database,
        queue.appender,
        queue.settings,
        record.folder,
        settings.integer("data.min_free_mb"),
        queue.own_redis,
        &platforms.tokens};
}

/// What passes on the live feed goes to the open pages.
queue::LiveSubscriber::Callbacks passed_on_to(WebServer& web) {
    return {.on_event = [&web](std::string_view event) { web.tell(event); }, .on_listening = [] {}};
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
    LanguageModels models(settings, record, metrics);
    UseCases use(record, settings, announcing(announcer, wake_sender), models.senses());
    web::Submission submission(*appender, use.administration);
    Platforms platforms(settings, record);
    if (demo == desk::Demo::yes)
        seed_demo(record, use.people);
    // After all that it uses, so that its threads have ended when that goes; before what wakes it.
    const auto sender = start_sender(settings, platforms.sender_uses(use, metrics, record.clock));
    if (sender)
        wake_sender = [&] { sender->wake(); };
    const auto attachments = start_attachments(settings, platforms.attachment_uses(record));
    const Housekeeping housekeeping(housekeeping_uses(record, settings, use, platforms, submission)
    );
    const Threads threads(settings, queue_settings, {record, use, platforms, metrics});
    const auto hooks = has_role(settings, "intake") ? Hooks::open : Hooks::closed;
    TurnParts turns(
        platforms.turn_uses(record, io, *appender, metrics, use.reports, models), hooks
    );
    const Gauges gauges(
        gauge_uses(record, settings, {*appender, queue_settings, redis.has_value()}, platforms),
        metrics
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
         turns,
         models},
        hooks
    );
    const queue::LiveSubscriber subscriber(queue_settings, passed_on_to(web));
    serve_until_ended(web, turns, settings, use.people.first_start_token(), demo);
    return 0;
}

}  // namespace huiying::app
