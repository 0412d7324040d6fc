#include "app/talk_lookup.hpp"

#include "http/io_thread.hpp"
#include "telemetry/log.hpp"

namespace huiying::app {
namespace {

constexpr int kThreads = 2;
constexpr std::size_t kMostWaiting = 2'000;

}  // namespace

TalkLookup::TalkLookup(store::Database& database, const model::Clock& clock, http::IoThread& io)
    : standings_(database, clock), lines_(database), io_(io) {
    for (int i = 0; i < kThreads; ++i)
        threads_.emplace_back([this](const std::stop_token& stop) { run(stop); });
}

TalkLookup::~TalkLookup() {
    end();
}

void TalkLookup::end() {
    for (auto& thread : threads_)
        thread.request_stop();
    threads_.clear();
    // What they have posted uses what ends after this.
    io_.run([] {});
}

intake::AskStanding TalkLookup::asking() {
    return [this](
               const desk::TalkOf& talk,
               const desk::LastTurn& last,
               const std::function<void(desk::TalkStanding)>& done
           ) {
        const bool is_taken = submit([this, talk, last, done] {
            desk::TalkStanding standing;
            try {
                standing = standings_.of(talk, last);
            } catch (const std::exception& error) {
                telemetry::log_limited(
                    telemetry::Level::warn, "talk.not_known", {{"reason", error.what()}}
                );
            }
            io_.post([done, standing] { done(standing); });
        });
        if (!is_taken)
            io_.post([done] { done({}); });
    };
}

intake::AskLines TalkLookup::asking_lines() {
    return [this](const desk::TalkOf& talk, std::int64_t after, const intake::OnLines& done) {
        const bool is_taken = submit([this, talk, after, done] {
            std::optional<std::vector<desk::ChatLine>> lines;
            try {
                lines = lines_.of(talk, after);
            } catch (const std::exception& error) {
                telemetry::log_limited(
                    telemetry::Level::warn, "talk.not_read", {{"reason", error.what()}}
                );
            }
            io_.post([done, read = std::move(lines)] { done(read); });
        });
        if (!is_taken)
            io_.post([done] { done(std::nullopt); });
    };
}

bool TalkLookup::submit(std::function<void()> task) {
    {
        const std::lock_guard lock(mutex_);
        if (tasks_.size() >= kMostWaiting)
            return false;
        tasks_.push_back(std::move(task));
    }
    changed_.notify_one();
    return true;
}

void TalkLookup::run(const std::stop_token& stop) {
    while (true) {
        std::function<void()> task;
        {
            std::unique_lock lock(mutex_);
            if (!changed_.wait(lock, stop, [&] { return !tasks_.empty(); }))
                return;
            task = std::move(tasks_.front());
            tasks_.pop_front();
        }
        task();
    }
}

}  // namespace huiying::app
