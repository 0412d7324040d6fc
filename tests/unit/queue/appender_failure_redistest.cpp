// What an append promises when Redis dies, stands still or is not there.
#include "catch.hpp"
#include "queue/appender.hpp"
#include "redis_ground.hpp"

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <csignal>
#include <mutex>
#include <set>

using namespace huiying;
using namespace std::chrono_literals;
using queue_test::AppenderThread;
using queue_test::eventually;
using queue_test::message;
using queue_test::RedisGround;

namespace {

/// Keeps `window` appends in flight until told to stop; notes which keys were acknowledged.
class Load {
  public:
    Load(AppenderThread& thread, int window) : thread_(thread) {
        thread_.on_io_thread([&] {
            for (int index = 0; index < window; ++index)
                next();
        });
    }

    void stop() {
        stopping_ = true;
        REQUIRE(eventually([this] { return pending_ == 0; }));
    }

    int acknowledged() const { return acknowledged_count_; }

    int failed() const { return failed_; }

    const std::set<std::string>& acknowledged_keys() const { return acknowledged_; }

  private:
    void next() {
        if (stopping_)
            return;
        ++pending_;
        const std::string key = std::to_string(next_key_++);
        thread_.appender().append(message(key, key), [this, key](model::Result<void> result) {
            --pending_;
            settle(key, result.has_value());
        });
    }

    void settle(const std::string& key, bool acknowledged) {
        if (!acknowledged) {
            ++failed_;
            return;
        }
        acknowledged_.insert(key);
        ++acknowledged_count_;
        next();
    }

    AppenderThread& thread_;
    std::set<std::string> acknowledged_;
    std::atomic<int> acknowledged_count_{0};
    std::atomic<int> failed_{0};
    std::atomic<int> pending_{0};
    std::atomic<bool> stopping_{false};
    int next_key_ = 0;
};

std::set<std::string> all_keys(RedisGround& ground) {
    std::set<std::string> all;
    for (const auto& partition : ground.keys_in_streams())
        all.insert(partition.begin(), partition.end());
    return all;
}

}  // namespace

TEST_CASE("an appender may end while a tick of its clock is on its way", "[appender]") {
    boost::asio::io_context io{1};
    boost::asio::steady_timer first(io, 40ms);
    auto appender =
        std::make_optional<queue::Appender>(io, queue::Settings{.endpoint = "/nowhere/redis.sock"});
    // Both have run out when the loop looks: the tick waits behind this handler.
    first.async_wait([&](const boost::system::error_code&) { appender.reset(); });
    std::this_thread::sleep_for(100ms);
    io.run_for(200ms);
    CHECK(!appender);
    CHECK(io.stopped());
}

TEST_CASE(
    "a Redis killed under load loses no acknowledged append, and appending recovers", "[appender]"
) {
    RedisGround ground;
    AppenderThread thread(ground.settings());
    for (int round = 1; round <= 3; ++round) {
        REQUIRE(thread.becomes_ready());
        Load load(thread, 200);
        REQUIRE(eventually([&] { return load.acknowledged() > 2000; }));
        REQUIRE(kill(ground.server().pid(), SIGKILL) == 0);
        // All that were in flight are told of it, and soon.
        REQUIRE(eventually([&] { return load.failed() == 200; }, 3s));
        load.stop();
        REQUIRE(eventually([&] { return ground.server().restarts() == round; }));
        REQUIRE(eventually([&] {
            return thread.appender().append_blocking(message("after"), 2s).has_value();
        }));
        const auto stored = all_keys(ground);
        std::size_t lost = 0;
        for (const std::string& key : load.acknowledged_keys())
            lost += 1 - stored.count(key);
        CHECK(lost == 0);
        CHECK(stored.count("after") == 1);
    }
    CHECK(thread.appender().in_flight() == 0);
    CHECK(thread.appender().totals().connects > 3);
}

TEST_CASE(
    "a Redis that stands still fails appends within the timeout, then serves again", "[appender]"
) {
    RedisGround ground;
    auto settings = ground.settings();
    settings.operation_timeout = 300ms;
    settings.connect_timeout = 300ms;
    AppenderThread thread(settings);
    REQUIRE(thread.becomes_ready());
    REQUIRE(kill(ground.server().pid(), SIGSTOP) == 0);
    std::atomic<int> unavailable{0};
    const auto begin = std::chrono::steady_clock::now();
    thread.on_io_thread([&] {
        for (int index = 0; index < 100; ++index)
            thread.appender().append(
                message(std::to_string(index)),
                [&](model::Result<void> result) {
                    if (!result && result.error() == model::Errc::queue_unavailable)
                        ++unavailable;
                }
            );
    });
    CHECK(thread.appender().in_flight() == 100);
    REQUIRE(eventually([&] { return unavailable == 100; }));
    const auto waited = std::chrono::steady_clock::now() - begin;
    CHECK(waited >= 290ms);
    CHECK(waited < 1500ms);
    // Reconnecting reaches the listening socket but gets no answer: that is not ready.
    CHECK(eventually([&] { return !thread.appender().is_ready(); }));
    std::this_thread::sleep_for(500ms);
    CHECK_FALSE(thread.appender().is_ready());
    REQUIRE(kill(ground.server().pid(), SIGCONT) == 0);
    CHECK(thread.becomes_ready());
    CHECK(thread.appender().append_blocking(message("after"), 2s).has_value());
}

TEST_CASE("a pause of our own thread is not taken for a dead Redis", "[appender]") {
    RedisGround ground;
    auto settings = ground.settings();
    settings.operation_timeout = 300ms;
    AppenderThread thread(settings);
    REQUIRE(thread.becomes_ready());
    std::atomic<int> acknowledged{0};
    std::atomic<int> failed{0};
    thread.on_io_thread([&] {
        for (int index = 0; index < 10; ++index)
            thread.appender().append(message("k"), [&](model::Result<void> result) {
                ++(result ? acknowledged : failed);
            });
        // Sent by the next turn; the replies arrive while nobody reads them.
        thread.post([] { std::this_thread::sleep_for(1s); });
    });
    REQUIRE(eventually([&] { return acknowledged + failed == 10; }));
    CHECK(failed == 0);
}

TEST_CASE("without a Redis an append fails at once", "[appender]") {
    queue::Settings settings;
    settings.endpoint = GENERATE("/nowhere/redis.sock", "127.0.0.1:1");
    AppenderThread thread(settings);
    const auto begin = std::chrono::steady_clock::now();
    const auto result = thread.appender().append_blocking(message("k"), 2s);
    REQUIRE(result.has_error());
    CHECK(result.error() == model::Errc::queue_unavailable);
    CHECK(std::chrono::steady_clock::now() - begin < 1s);
    CHECK_FALSE(thread.appender().is_ready());
    CHECK(thread.appender().in_flight() == 0);
}

TEST_CASE(
    "a Redis that dies while a reply is being handled ends the appends of that reply", "[appender]"
) {
    RedisGround ground;
    AppenderThread thread(ground.settings());
    REQUIRE(thread.becomes_ready());
    std::atomic<int> unavailable{0};
    thread.on_io_thread([&] {
        thread.appender().append(message("first"), [&](model::Result<void>) {
            kill(ground.server().pid(), SIGKILL);
            // Its sockets are closed by now: what is written here and now fails here and now.
            eventually([&] { return ground.server().restarts() == 1; });
            for (int index = 0; index < 20; ++index)
                thread.appender().append(message("next"), [&](model::Result<void> result) {
                    unavailable += result ? 0 : 1;
                });
        });
    });
    CHECK(eventually([&] { return unavailable == 20; }));
    CHECK(eventually([&] {
        return thread.appender().append_blocking(message("after"), 2s).has_value();
    }));
}

TEST_CASE("a blocking append gives up after its timeout", "[appender]") {
    RedisGround ground;
    AppenderThread thread(ground.settings());
    REQUIRE(thread.becomes_ready());
    REQUIRE(kill(ground.server().pid(), SIGSTOP) == 0);
    const auto begin = std::chrono::steady_clock::now();
    const auto result = thread.appender().append_blocking(message("k"), 150ms);
    const auto waited = std::chrono::steady_clock::now() - begin;
    REQUIRE(kill(ground.server().pid(), SIGCONT) == 0);
    REQUIRE(result.has_error());
    CHECK(result.error() == model::Errc::queue_unavailable);
    CHECK(waited < 1s);
}

TEST_CASE("closing calls back everything that is in flight", "[appender]") {
    RedisGround ground;
    std::atomic<int> called{0};
    {
        AppenderThread thread(ground.settings());
        REQUIRE(thread.becomes_ready());
        REQUIRE(kill(ground.server().pid(), SIGSTOP) == 0);
        thread.on_io_thread([&] {
            for (int index = 0; index < 50; ++index)
                thread.appender().append(message("k"), [&](model::Result<void>) { ++called; });
        });
        CHECK(called == 0);
    }
    REQUIRE(kill(ground.server().pid(), SIGCONT) == 0);
    CHECK(called == 50);
}

TEST_CASE("an operator hears once that Redis was lost and once that it is back", "[appender]") {
    RedisGround ground;
    auto settings = ground.settings();
    std::mutex mutex;
    std::vector<std::string> events;
    settings.notice = [&](std::string_view event, std::string_view) {
        const std::lock_guard guard(mutex);
        events.emplace_back(event);
    };
    AppenderThread thread(settings);
    REQUIRE(thread.becomes_ready());
    REQUIRE(kill(ground.server().pid(), SIGKILL) == 0);
    REQUIRE(eventually([&] { return !thread.appender().is_ready(); }));
    REQUIRE(thread.becomes_ready());
    const std::lock_guard guard(mutex);
    CHECK(events == std::vector<std::string>{"redis.connected", "redis.lost", "redis.connected"});
}
