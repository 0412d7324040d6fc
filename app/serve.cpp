#include "app/serve.hpp"

#include "app/channel_doors.hpp"
#include "app/demo.hpp"
#include "app/first_lines.hpp"
#include "app/gauges.hpp"
#include "app/housekeeping.hpp"
#include "app/ladder_clock.hpp"
#include "app/live_announcer.hpp"
#include "app/record.hpp"
#include "app/settings_of.hpp"
#include "app/web_server.hpp"
#include "app/worker.hpp"
#include "board/desk/administration.hpp"
#include "board/desk/casework.hpp"
#include "board/desk/delivery.hpp"
#include "board/desk/digests.hpp"
#include "board/desk/escalation.hpp"
#include "board/desk/people.hpp"
#include "board/desk/robots.hpp"
#include "board/desk/take_in.hpp"
#include "board/desk/tickets.hpp"
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
#include <csignal>
#include <future>
#include <iostream>
#include <optional>
#include <pthread.h>
#include <unistd.h>

namespace huiying::app {
namespace {

using telemetry::Level;

/// Signals that end the server; blocked in all threads, taken by `wait_for_end`.
sigset_t ending_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    return signals;
}

void block_signals() {
    std::signal(SIGPIPE, SIG_IGN);
    const auto signals = ending_signals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

void wait_for_end() {
    const auto signals = ending_signals();
    int signal = 0;
    sigwait(&signals, &signal);
    telemetry::log(Level::info, "server.ending", {{"signal", signal}});
}

/// An appender that lives and dies on its io thread, as its thread rule asks.
class AppenderOnThread {
  public:
    AppenderOnThread(http::IoThread& thread, const queue::Settings& settings) : thread_(thread) {
        on_thread([&] {
            appender_ = std::make_unique<queue::Appender>(thread_.context(), settings);
        });
    }

    ~AppenderOnThread() {
        if (!appender_)
            return;
        on_thread([&] {
            appender_->close();
            appender_.reset();
        });
    }

    AppenderOnThread(const AppenderOnThread&) = delete;
    AppenderOnThread& operator=(const AppenderOnThread&) = delete;

    queue::Appender& operator*() { return *appender_; }

  private:
    /// What the task throws is thrown here.
    void on_thread(const std::function<void()>& task) {
        std::promise<void> done;
        thread_.post([&] {
            try {
                task();
                done.set_value();
            } catch (...) {
                done.set_exception(std::current_exception());
            }
        });
        done.get_future().get();
    }

    http::IoThread& thread_;
    std::unique_ptr<queue::Appender> appender_;
};

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

/// Unique a start, so that a claim of an earlier start is never taken for ours.
std::string process_name() {
    std::array<char, 256> host{};
    ::gethostname(host.data(), host.size() - 1);
    return std::string(host.data()) + ":" + std::to_string(::getpid()) + ":" +
           std::to_string(model::to_unix_ms(model::SystemClock().now()));
}

}  // namespace

int serve(const config::Settings& settings, desk::Demo demo) {
    block_signals();
    telemetry::set_level(level_of(settings));
    telemetry::Metrics metrics;
    Record record(settings, demo);
    auto redis = start_redis(settings, record.folder);
    const auto queue_settings =
        queue_settings_of(settings, redis ? redis->socket_path() : std::string());

    http::IoThread io("huiying-io", [](std::string_view what) {
        telemetry::log(Level::error, "io.failed", {{"reason", what}});
    });
    AppenderOnThread appender(io, queue_settings);
    LiveAnnouncer announcer(queue_settings);
    std::function<void()> wake_sender = [] {};
    const desk::Announce announce = [&](const desk::TicketEvent& event) {
        announcer.publish(web::to_feed(event));
        // Any move may leave a word to the citizen; what only came in does not.
        if (event.event != "taken_in" && event.event != "added")
            wake_sender();
    };

    desk::Administration administration(record.database, *record.town, record.clock);
    desk::Tickets tickets(record.database, *record.town, record.clock, announce);
    desk::Escalation escalation(record.database, *record.town, record.clock, announce);
    desk::Digests digests(record.database, *record.town, record.clock);
    desk::Robots robots(record.database, *record.town, record.clock, desk_address_of(settings));
    desk::Casework casework({record.database, *record.town, record.clock, announce});
    desk::People people(record.database, *record.town, record.clock);
    desk::Delivery outbox(record.database, record.clock, &resend_of, try_bounds_of(settings));
    desk::TakeIn take_in(
        record.database, *record.town, record.renderer, record.clock, announce, &queue::entry_bytes
    );
    web::Submission submission(*appender, administration);
    channel::OpenChannels channels;
    open_changed_channels(*record.town, channels);

    http::Client platform_client(client_settings_of(settings));
    http::Client administrator_client(client_settings_of(settings));
    channel::HttpTransport transport(platform_client, administrator_client);
    channel::TokenCache tokens;
    if (demo == desk::Demo::yes)
        seed_demo(record, people);
    // After all that it uses, so that its threads have ended when that goes; before all that wakes
    // it.
    std::optional<delivery::Sender> sender;
    std::optional<notify::RobotSender> robot_sender;
    if (has_role(settings, "sender")) {
        // With a Redis of our own nobody else works on this folder: what is claimed was claimed by
        // a process that is dead.
        if (redis)
            outbox.recover_all();
        sender.emplace(
            delivery::SenderUses{outbox, channels, transport, tokens, metrics, record.clock},
            sender_settings_of(settings, process_name())
        );
        wake_sender = [&] { sender->wake(); };
        robot_sender.emplace(
            notify::RobotSenderUses{robots, transport, metrics, record.clock},
            robot_sender_settings_of(settings, process_name())
        );
    }
    const Housekeeping housekeeping({*record.town, channels, submission});
    std::optional<Worker> worker;
    if (has_role(settings, "worker"))
        worker.emplace(
            WorkerUses{take_in, metrics, record.clock},
            WorkerSettings{
                queue_settings,
                redis ? "worker" : "worker-" + process_name(),
                static_cast<int>(settings.integer("worker.batch"))}
        );

    std::optional<LadderClock> ladder_clock;
    if (has_role(settings, "clock"))
        ladder_clock.emplace(
            LadderClockUses{escalation, digests, metrics, record.clock},
            LadderClockSettings{queue_settings}
        );

    const Gauges gauges(
        {record.database,
         *appender,
         queue_settings,
         record.folder,
         settings.integer("data.min_free_mb")},
        metrics
    );
    WebServer web(
        {record,
         settings,
         io,
         *appender,
         metrics,
         tickets,
         escalation,
         digests,
         robots,
         casework,
         people,
         outbox,
         administration,
         submission,
         channels,
         gauges},
        has_role(settings, "intake") ? Hooks::open : Hooks::closed
    );
    const queue::LiveSubscriber subscriber(
        queue_settings,
        {.on_event = [&](std::string_view event) { web.tell(event); }, .on_listening = [] {}}
    );
    const auto port = web.listen();
    print_first_lines(std::cout, settings, port, people.first_start_token(), demo);
    telemetry::log(Level::info, "server.ready", {{"port", port}});
    wait_for_end();
    web.stop();
    return 0;
}

}  // namespace huiying::app
