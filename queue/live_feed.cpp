#include "queue/live_feed.hpp"

#include "queue/keys.hpp"
#include "queue/redis_unavailable.hpp"

#include <cerrno>
#include <poll.h>
#include <sys/eventfd.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace huiying::queue {
namespace {

/// A connection that has been silent this long is asked whether it lives.
constexpr std::chrono::milliseconds kSilence{5000};
constexpr std::chrono::milliseconds kPause{200};

int make_wake_fd() {
    const int descriptor = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (descriptor < 0)
        throw std::system_error(errno, std::generic_category(), "eventfd");
    return descriptor;
}

}  // namespace

LivePublisher::LivePublisher(const Settings& settings)
    : connection_(settings), channel_(Keys(settings.key_prefix, 0).live()) {}

std::int64_t LivePublisher::publish(std::string_view event_json) {
    return connection_.command({"PUBLISH", channel_, event_json}).view().integer();
}

LiveSubscriber::LiveSubscriber(Settings settings, Callbacks callbacks)
    : settings_(std::move(settings)),
      callbacks_(std::move(callbacks)),
      wake_fd_(make_wake_fd()),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

LiveSubscriber::~LiveSubscriber() {
    thread_.request_stop();
    eventfd_write(wake_fd_, 1);
    thread_.join();
    close(wake_fd_);
}

void LiveSubscriber::run(const std::stop_token& stop) {
    Connection connection(settings_);
    std::uint64_t reported = 0;
    while (!stop.stop_requested()) {
        try {
            listen(connection, stop);
        } catch (const std::exception& problem) {
            // Once for each connection that was lost, not for every attempt to get it back.
            if (std::exchange(reported, connection.generation()) != connection.generation() &&
                settings_.notice)
                settings_.notice("live_feed.lost", problem.what());
            connection.drop();
            rest(stop);
        }
    }
}

void LiveSubscriber::rest(const std::stop_token& stop) const {
    pollfd wake{wake_fd_, POLLIN, 0};
    if (!stop.stop_requested())
        poll(&wake, 1, static_cast<int>(kPause.count()));
}

void LiveSubscriber::listen(Connection& connection, const std::stop_token& stop) {
    connection.send(RespCommand{"SUBSCRIBE", Keys(settings_.key_prefix, 0).live()});
    auto heard = std::chrono::steady_clock::now();
    bool asked = false;
    while (!stop.stop_requested()) {
        const auto message = connection.receive(kPause, wake_fd_);
        const auto now = std::chrono::steady_clock::now();
        if (message) {
            heard = now;
            asked = false;
            dispatch(message->view());
        } else if (asked && now - heard > kSilence + settings_.operation_timeout) {
            throw RedisUnavailable("SUBSCRIBE", "no answer to PING");
        } else if (!asked && now - heard > kSilence) {
            connection.send(RespCommand{"PING"});
            asked = true;
        }
    }
}

void LiveSubscriber::dispatch(ReplyView message) const {
    // While Redis loads it refuses the subscription.
    if (message.is_error())
        throw RedisUnavailable("SUBSCRIBE", std::string(message.text()));
    if (message.size() == 3 && message[0].text() == "message")
        callbacks_.on_event(message[2].text());
    else if (message.size() == 3 && message[0].text() == "subscribe" && callbacks_.on_listening)
        callbacks_.on_listening();
}

}  // namespace huiying::queue
