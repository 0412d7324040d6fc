#include "app/photo_keeper.hpp"

#include "http/io_thread.hpp"
#include "telemetry/log.hpp"

#include <future>
#include <utility>

namespace huiying::app {
namespace {

/// At most so many photos lie in memory here, besides those that still come.
constexpr std::size_t kMostWaiting = 6;

}  // namespace

PhotoKeeper::PhotoKeeper(desk::Files& files, http::IoThread& io)
    : files_(files), io_(io), thread_([this](const std::stop_token& stop) { run(stop); }) {}

PhotoKeeper::~PhotoKeeper() {
    thread_.request_stop();
    thread_.join();
    // What it has posted uses what ends after this.
    std::promise<void> ran;
    io_.post([&ran] { ran.set_value(); });
    ran.get_future().wait();
}

intake::KeepPhoto PhotoKeeper::keeping() {
    return [this](std::string name, std::string bytes, intake::OnPhoto done) {
        add({std::move(name), std::move(bytes), std::move(done)});
    };
}

void PhotoKeeper::add(Work work) {
    {
        const std::lock_guard lock(mutex_);
        if (works_.size() >= kMostWaiting)
            return tell(work.done, model::Errc::store_unavailable);
        works_.push_back(std::move(work));
    }
    changed_.notify_one();
}

void PhotoKeeper::run(const std::stop_token& stop) {
    while (true) {
        Work work;
        {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, stop, [&] { return !works_.empty(); });
            if (stop.stop_requested())
                return;
            work = std::move(works_.front());
            works_.pop_front();
        }
        tell(work.done, keep(work));
    }
}

model::Result<model::Attachment> PhotoKeeper::keep(const Work& work) const {
    try {
        return files_.keep(work.name, work.bytes, desk::Files::Takes::pictures);
    } catch (const std::exception& error) {
        telemetry::log_limited(
            telemetry::Level::warn, "chat.photo_not_kept", {{"reason", error.what()}}
        );
        return model::Errc::store_unavailable;
    }
}

void PhotoKeeper::tell(const intake::OnPhoto& done, model::Result<model::Attachment> kept) const {
    io_.post([done, told = std::move(kept)] { done(told); });
}

}  // namespace huiying::app
