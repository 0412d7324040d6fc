#include "app/chat_feed.hpp"

#include "bot/intake/chat_routes.hpp"
#include "http/io_thread.hpp"
#include "telemetry/log.hpp"

#include <chrono>
#include <condition_variable>
#include <future>
#include <mutex>

namespace huiying::app {
namespace {

constexpr std::chrono::milliseconds kPause{250};

}  // namespace

void RecordMailbox::leave(const model::OutboundMessage& message) {
    desk::ChatLine line;
    line.key = message.idempotency_key;
    line.talk = {message.channel, message.account, message.recipient};
    line.at = message.at;
    line.said_by = "staff";
    line.text = message.text;
    line.number = message.number;
    lines_.say(line);
}

ChatFeed::ChatFeed(store::Database& database, http::IoThread& io, intake::ChatRoutes& chat)
    : lines_(database),
      io_(io),
      chat_(chat),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

ChatFeed::~ChatFeed() {
    thread_.request_stop();
    thread_.join();
    std::promise<void> ran;  // what was posted uses `chat_`
    io_.post([&ran] { ran.set_value(); });
    ran.get_future().wait();
}

void ChatFeed::run(const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any pause;
    std::int64_t last = -1;
    while (!stop.stop_requested()) {
        try {
            last = look(last);
        } catch (const std::exception& error) {
            telemetry::log_limited(
                telemetry::Level::error, "chat.not_read", {{"reason", error.what()}}
            );
        }
        std::unique_lock lock(mutex);
        pause.wait_for(lock, stop, kPause, [] { return false; });
    }
}

std::int64_t ChatFeed::look(std::int64_t last) {
    // A page that opens from now on reads its talk itself.
    if (last < 0 || chat_.open_pages() == 0)
        return lines_.last_id();
    auto lines = lines_.after(last);
    if (lines.empty())
        return last;
    last = lines.back().id;
    io_.post([this, told = std::move(lines)] { chat_.tell(told); });
    return last;
}

}  // namespace huiying::app
