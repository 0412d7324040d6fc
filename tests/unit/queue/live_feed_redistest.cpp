#include "catch.hpp"
#include "queue/live_feed.hpp"
#include "queue/redis_unavailable.hpp"
#include "redis_ground.hpp"

#include <csignal>
#include <mutex>

using namespace huiying;
using namespace std::chrono_literals;
using queue_test::eventually;
using queue_test::RedisGround;

namespace {

/// What a subscriber was told.
class Heard {
  public:
    queue::LiveSubscriber::Callbacks callbacks() {
        return {
            [this](std::string_view event) {
                const std::lock_guard guard(mutex_);
                events_.emplace_back(event);
            },
            [this] { ++listening_; }};
    }

    std::vector<std::string> events() {
        const std::lock_guard guard(mutex_);
        return events_;
    }

    int listening() const { return listening_; }

  private:
    std::mutex mutex_;
    std::vector<std::string> events_;
    std::atomic<int> listening_{0};
};

}  // namespace

TEST_CASE("a published event reaches every subscriber, in order", "[live]") {
    RedisGround ground;
    Heard first;
    Heard second;
    queue::LiveSubscriber one(ground.settings(), first.callbacks());
    queue::LiveSubscriber two(ground.settings(), second.callbacks());
    REQUIRE(eventually([&] { return first.listening() == 1 && second.listening() == 1; }));
    queue::LivePublisher publisher(ground.settings());
    CHECK(publisher.publish("{\"n\":1}") == 2);
    CHECK(publisher.publish("{\"n\":2}") == 2);
    const std::vector<std::string> expected{"{\"n\":1}", "{\"n\":2}"};
    CHECK(eventually([&] { return first.events() == expected && second.events() == expected; }));
}

TEST_CASE("a subscriber listens again after the death of Redis, and says so", "[live]") {
    RedisGround ground;
    Heard heard;
    queue::LiveSubscriber subscriber(ground.settings(), heard.callbacks());
    REQUIRE(eventually([&] { return heard.listening() == 1; }));
    REQUIRE(kill(ground.server().pid(), SIGKILL) == 0);
    REQUIRE(eventually([&] { return heard.listening() == 2; }));
    queue::LivePublisher publisher(ground.settings());
    publisher.publish("again");
    CHECK(eventually([&] { return heard.events() == std::vector<std::string>{"again"}; }));
}

TEST_CASE("a subscriber stops at once, with or without a Redis", "[live]") {
    queue::Settings settings;
    settings.endpoint = "/nowhere/redis.sock";
    const auto begin = std::chrono::steady_clock::now();
    {
        Heard heard;
        queue::LiveSubscriber subscriber(settings, heard.callbacks());
    }
    CHECK(std::chrono::steady_clock::now() - begin < 1s);
}
