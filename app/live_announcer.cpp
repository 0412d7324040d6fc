#include "app/live_announcer.hpp"

#include "queue/live_feed.hpp"

#include <utility>

namespace huiying::app {
namespace {

constexpr std::size_t kMostWaiting = 1000;

}  // namespace

LiveAnnouncer::LiveAnnouncer(queue::Settings settings)
    : settings_(std::move(settings)), thread_([this](const std::stop_token& stop) { run(stop); }) {}

LiveAnnouncer::~LiveAnnouncer() = default;

void LiveAnnouncer::publish(std::string event) {
    {
        const std::lock_guard lock(mutex_);
        if (events_.size() >= kMostWaiting)
            events_.pop_front();
        events_.push_back(std::move(event));
    }
    arrived_.notify_one();
}

void LiveAnnouncer::run(const std::stop_token& stop) {
    queue::LivePublisher publisher(settings_);
    while (!stop.stop_requested()) {
        std::string event;
        {
            std::unique_lock lock(mutex_);
            if (!arrived_.wait(lock, stop, [&] { return !events_.empty(); }))
                return;
            event = std::move(events_.front());
            events_.pop_front();
        }
        try {
            publisher.publish(event);
        } catch (const std::exception&) {
            const std::lock_guard lock(mutex_);
            events_.clear();
        }
    }
}

}  // namespace huiying::app
