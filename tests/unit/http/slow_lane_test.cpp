#include "http/slow_lane.hpp"

#include "catch.hpp"
#include "test_server.hpp"

#include <algorithm>
#include <atomic>
#include <future>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

using namespace huiying::http;
using namespace huiying::http::test;

namespace {

/// A server with slow routes that wait until `open` is called, and a blocking one.
struct LaneGround {
    LaneGround() {
        Router router;
        router.add({Method::get, "/slow", "slow", lane.carry([this](const Request&) {
                        const int now = ++running;
                        for (int seen = most; now > seen && !most.compare_exchange_weak(seen, now);)
                            continue;
                        gate.wait();
                        --running;
                        return text(200, "done");
                    })});
        router.add({Method::get, "/throws", "throws", lane.carry([](const Request&) -> Response {
                        throw std::runtime_error("hash broke");
                    })});
        router.add({Method::get, "/page", "page", [](const Request&) { return text(200, "page"); }}
        );
        auto settings = quick_settings();
        settings.blocking_threads = 1;
        server.emplace(thread.context(), std::move(settings), std::move(router));
        port = server->listen();
    }

    ~LaneGround() { open(); }

    void open() {
        if (!std::exchange(is_open, true))
            opened.set_value();
    }

    SlowLaneSettings settings() {
        return {
            .threads = 2,
            .queue = 3,
            .refusal = [](const Request&) { return text(503, "full"); },
            .on_failure =
                [this](std::string_view, std::string_view what) {
                    const std::lock_guard lock(mutex);
                    failure = what;
                }};
    }

    bool is_open = false;
    std::promise<void> opened;
    std::shared_future<void> gate = opened.get_future().share();
    std::atomic<int> running{0};
    std::atomic<int> most{0};
    std::mutex mutex;
    std::string failure;
    IoThread thread{"http-test"};
    SlowLane lane{thread, settings()};
    std::optional<Server> server;
    std::uint16_t port = 0;
};

}  // namespace

TEST_CASE("a flood of slow requests is refused beyond its queue, and pages go on", "[slow_lane]") {
    LaneGround ground;
    std::vector<RawConnection> taken;
    for (int i = 0; i < 5; ++i) {
        taken.emplace_back(ground.port).send(get("/slow"));
        // One after the other: a thread must have taken the first two before the queue fills, and
        // whoever hears of a page asked for later knows that the request has arrived.
        REQUIRE(ask(ground.port, get("/page")).body == "page");
        REQUIRE(TestServer::eventually([&] { return ground.running == std::min(i + 1, 2); }));
    }
    for (int i = 0; i < 3; ++i) {
        const auto answer = ask(ground.port, get("/slow"));
        CHECK(answer.status == 503);
        CHECK(answer.body == "full");
        CHECK(ask(ground.port, get("/page")).body == "page");
    }
    ground.open();
    for (auto& connection : taken)
        CHECK(connection.receive().body == "done");
    CHECK(ground.most == 2);
}

TEST_CASE("a slow handler that throws answers 500 and is reported", "[slow_lane]") {
    LaneGround ground;
    ground.open();
    CHECK(ask(ground.port, get("/throws")).status == 500);
    const std::lock_guard lock(ground.mutex);
    CHECK(ground.failure == "hash broke");
}

TEST_CASE("what waits in the lane when the server ends is run and harms nothing", "[slow_lane]") {
    LaneGround ground;
    RawConnection first(ground.port);
    RawConnection second(ground.port);
    first.send(get("/slow"));
    second.send(get("/slow"));
    REQUIRE(TestServer::eventually([&] { return ground.running == 2; }));
    RawConnection third(ground.port);
    third.send(get("/slow"));
    ground.server.reset();
    ground.open();
    CHECK(third.is_closed_within(3000));
}
