#include "app/sense_lookup.hpp"

#include "http/io_thread.hpp"
#include "telemetry/log.hpp"

#include <atomic>
#include <future>
#include <utility>

namespace huiying::app {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr int kThreads = 2;
constexpr std::size_t kMostWaiting = 200;

}  // namespace

struct SenseLookup::Asked {
    std::vector<std::string> texts;
    Done done;
    SteadyClock::time_point until;
    std::atomic<bool> answered{false};

    void answer(std::vector<desk::SensePtr> senses) {
        if (!answered.exchange(true))
            done(std::move(senses));
    }
};

SenseLookup::SenseLookup(desk::AskSenses ask, std::chrono::milliseconds limit)
    : ask_(std::move(ask)), limit_(limit) {
    threads_.reserve(kThreads + 1);
    for (int i = 0; i < kThreads; ++i)
        threads_.emplace_back([this](const std::stop_token& stop) { run(stop); });
    threads_.emplace_back([this](const std::stop_token& stop) { watch(stop); });
}

SenseLookup::~SenseLookup() {
    for (auto& thread : threads_)
        thread.request_stop();
    threads_.clear();
}

desk::AskSenses SenseLookup::waiting() {
    return [this](const std::vector<std::string>& texts) {
        auto promise = std::make_shared<std::promise<std::vector<desk::SensePtr>>>();
        auto answer = promise->get_future();
        submit(texts, [promise](std::vector<desk::SensePtr> senses) {
            promise->set_value(std::move(senses));
        });
        // The watch answers at the limit; longer only when all ends.
        if (answer.wait_for(2 * limit_) != std::future_status::ready)
            return std::vector<desk::SensePtr>(texts.size());
        auto senses = answer.get();
        senses.resize(texts.size());
        return senses;
    };
}

intake::AskSense SenseLookup::asking(http::IoThread& io) {
    return [this, &io](const std::string& text, const std::function<void(desk::SensePtr)>& done) {
        submit({text}, [&io, done](std::vector<desk::SensePtr> senses) {
            io.post([done, sense = senses.empty() ? nullptr : std::move(senses.front())] {
                done(sense);
            });
        });
    };
}

void SenseLookup::submit(std::vector<std::string> texts, Done done) {
    auto asked = std::make_shared<Asked>();
    asked->texts = std::move(texts);
    asked->done = std::move(done);
    asked->until = SteadyClock::now() + limit_;
    {
        const std::lock_guard lock(mutex_);
        if (waiting_.size() < kMostWaiting) {
            waiting_.push_back(asked);
            watched_.push_back(asked);
            changed_.notify_all();
            return;
        }
    }
    asked->answer({});
}

void SenseLookup::run(const std::stop_token& stop) {
    while (true) {
        std::shared_ptr<Asked> asked;
        {
            std::unique_lock lock(mutex_);
            if (!changed_.wait(lock, stop, [&] { return !waiting_.empty(); }) ||
                stop.stop_requested())
                return;
            asked = std::move(waiting_.front());
            waiting_.pop_front();
        }
        if (asked->answered || SteadyClock::now() >= asked->until)
            continue;
        try {
            asked->answer(ask_(asked->texts));
        } catch (const std::exception& error) {
            telemetry::log_limited(
                telemetry::Level::warn, "language_model.unused", {{"reason", error.what()}}
            );
            asked->answer({});
        }
    }
}

void SenseLookup::watch(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (changed_.wait(lock, stop, [&] { return !watched_.empty(); })) {
        const auto first = watched_.front();
        watched_.pop_front();
        // What is asked meanwhile is due later: it waits behind this one.
        while (!first->answered && SteadyClock::now() < first->until && !stop.stop_requested())
            changed_.wait_until(lock, stop, first->until, [] { return false; });
        lock.unlock();
        first->answer({});
        lock.lock();
    }
}

}  // namespace huiying::app
