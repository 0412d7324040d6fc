#include "http/body_budget.hpp"

#include "catch.hpp"
#include "test_server.hpp"

#include <atomic>
#include <optional>
#include <vector>

using namespace huiying::http;
using namespace huiying::http::test;

namespace {

/// A server that takes bodies of up to 100,000 bytes, and 150,000 of all of them together.
struct BudgetGround {
    BudgetGround() {
        Router router;
        router.add(
            {Method::post,
             "/take",
             "take",
             [](const Request& request) { return text(200, std::to_string(request.body.size())); },
             100'000}
        );
        auto settings = quick_settings();
        settings.body_memory = 150'000;
        settings.on_body_refused = [this] { ++refused; };
        server.emplace(std::move(router), std::move(settings));
    }

    /// A request of which all but the last byte has been sent, and taken by the server.
    RawConnection begun(std::size_t bytes) {
        const auto request = post("/take", std::string(bytes, 'x'));
        RawConnection connection(server->port);
        connection.send(std::string_view(request).substr(0, request.size() - 1));
        std::this_thread::sleep_for(100ms);
        return connection;
    }

    int status_of(std::size_t bytes) {
        return ask(server->port, post("/take", std::string(bytes, 'x'))).status;
    }

    std::atomic<int> refused{0};
    std::optional<TestServer> server;
};

}  // namespace

TEST_CASE("a budget gives what it has, and not one byte more", "[body_budget]") {
    BodyBudget budget(100);
    BodyShare first(budget);
    CHECK(first.hold(60));
    {
        BodyShare second(budget);
        CHECK_FALSE(second.hold(41));
        CHECK(budget.left() == 40);
        CHECK(second.hold(40));
        CHECK_FALSE(first.hold(61));
        CHECK(first.hold(60));
        CHECK(budget.left() == 0);
        CHECK(first.hold(10));
        CHECK(budget.left() == 50);
    }
    CHECK(budget.left() == 90);
}

TEST_CASE("bodies that are too large together are refused, and those begun are not", "[server]") {
    BudgetGround ground;
    auto first = ground.begun(90'000);
    const auto refusal = ask(ground.server->port, post("/take", std::string(90'000, 'x')));
    CHECK(refusal.status == 503);
    CHECK(refusal.header("retry-after") == "1");
    CHECK(refusal.header("connection") == "close");
    CHECK(ground.refused == 1);
    CHECK(ground.status_of(2'000) == 200);
    CHECK(ground.status_of(50'000) == 200);
    first.send("x");
    CHECK(first.receive().body == "90000");
    CHECK(ground.status_of(90'000) == 200);
    CHECK(ground.refused == 1);
}

TEST_CASE("what a connection held is free when it ends, or idles", "[server]") {
    BudgetGround ground;
    {
        auto gone = ground.begun(90'000);
        gone.reset();
    }
    CHECK(TestServer::eventually([&] { return ground.status_of(90'000) == 200; }));
    std::vector<RawConnection> idle;
    for (int i = 0; i < 10; ++i) {
        idle.emplace_back(ground.server->port).send(post("/take", std::string(60'000, 'x')));
        CHECK(idle.back().receive().body == "60000");
    }
}
