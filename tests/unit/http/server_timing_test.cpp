#include "catch.hpp"
#include "test_server.hpp"

#include <atomic>
#include <future>

using namespace huiying::http;
using namespace huiying::http::test;

namespace {

Router sample() {
    Router router;
    router.add({Method::post, "/in", "in", [](const Request& request, Responder respond) {
                    respond(text(200, std::to_string(request.body.size())));
                }});
    router.add({Method::get, "/large", "large", [](const Request&) {
                    return text(200, std::string(50'000'000, 'L'));
                }});
    return router;
}

}  // namespace

TEST_CASE("a head that is not finished in time is 408", "[server]") {
    auto settings = quick_settings();
    settings.header_timeout = 200ms;
    TestServer server(sample(), settings);
    RawConnection connection(server.port);
    for (int i = 0; i < 3; ++i) {
        connection.send(i == 0 ? "POST /in HTTP/1.1\r\n" : "A: b\r\n");
        std::this_thread::sleep_for(40ms);
    }
    const auto answer = connection.receive();
    CHECK(answer.status == 408);
    CHECK(answer.body == "request_timeout\n");
    CHECK(connection.is_closed_within(3000));
}

TEST_CASE("a body slower than the least rate is 408, one faster is taken", "[server]") {
    auto settings = quick_settings();
    // Wide margins: a busy machine may stop this thread for half a second.
    settings.body_grace = 1000ms;
    settings.minimum_body_rate = 500;
    TestServer server(sample(), settings);
    const std::string head = "POST /in HTTP/1.1\r\nHost: h\r\nContent-Length: 5000\r\n\r\n";
    RawConnection slow(server.port);
    slow.send(head + std::string(100, 'x'));
    CHECK(slow.receive().status == 408);
    RawConnection steady(server.port);
    steady.send(head);
    for (int i = 0; i < 10; ++i) {
        REQUIRE(steady.send(std::string(500, 'x')));
        std::this_thread::sleep_for(150ms);
    }
    CHECK(steady.receive().body == "5000");
}

TEST_CASE("idle connections are closed without a word", "[server]") {
    auto settings = quick_settings();
    settings.idle_timeout = 150ms;
    settings.header_timeout = 150ms;
    TestServer server(sample(), settings);
    RawConnection silent(server.port);
    RawConnection used(server.port);
    used.send(post("/in", "abc"));
    CHECK(used.receive().body == "3");
    CHECK(silent.read_until("x").empty());
    CHECK(used.read_until("x").empty());
    CHECK(TestServer::eventually([&] { return server.server.connections() == 0; }));
}

TEST_CASE("a connection in use outlives the idle timeout", "[server]") {
    auto settings = quick_settings();
    settings.idle_timeout = 2000ms;
    TestServer server(sample(), settings);
    RawConnection connection(server.port);
    for (int i = 0; i < 6; ++i) {
        connection.send(post("/in", "abc"));
        REQUIRE(connection.receive().status == 200);
        std::this_thread::sleep_for(500ms);
    }
}

TEST_CASE("a client that does not read its response is dropped", "[server]") {
    auto settings = quick_settings();
    settings.write_timeout = 200ms;
    TestServer server(sample(), settings);
    RawConnection connection(server.port);
    connection.send(get("/large"));
    CHECK(TestServer::eventually([&] { return server.server.connections() == 1; }));
    CHECK(TestServer::eventually([&] { return server.server.connections() == 0; }));
}

TEST_CASE("stop lets a running request finish, closes the idle and refuses the new", "[server]") {
    std::promise<Responder> taken;
    Router router = sample();
    router.add({Method::get, "/later", "later", [&](const Request&, Responder respond) {
                    taken.set_value(std::move(respond));
                }});
    TestServer server(std::move(router));
    RawConnection idle(server.port);
    RawConnection running(server.port);
    running.send(get("/later"));
    auto respond = std::make_shared<Responder>(taken.get_future().get());
    std::thread stopper([&] { server.server.stop(); });
    CHECK(idle.is_closed_within(2000));
    CHECK_THROWS(RawConnection(server.port));
    server.thread.post([respond] { (*respond)(text(200, "finished")); });
    const auto answer = running.receive();
    CHECK(answer.body == "finished");
    CHECK(answer.header("connection") == "close");
    running.reset();
    stopper.join();
    CHECK(server.server.connections() == 0);
}

TEST_CASE("stop does not wait longer than its drain time", "[server]") {
    std::promise<std::shared_ptr<Responder>> taken;
    Router router = sample();
    router.add({Method::get, "/never", "never", [&](const Request&, Responder respond) {
                    taken.set_value(std::make_shared<Responder>(std::move(respond)));
                }});
    auto settings = quick_settings();
    settings.drain_time = 200ms;
    TestServer server(std::move(router), settings);
    RawConnection connection(server.port);
    connection.send(get("/never"));
    const auto respond = taken.get_future().get();
    const auto start = std::chrono::steady_clock::now();
    server.server.stop();
    const auto elapsed = std::chrono::steady_clock::now() - start;
    CHECK(elapsed >= 200ms);
    CHECK(elapsed < 2s);
    CHECK(connection.is_closed_within(1000));
    CHECK(server.server.connections() == 0);
}

TEST_CASE("a server is destroyed cleanly with requests running in the pool", "[server]") {
    std::atomic<int> finished{0};
    {
        Router router;
        router.add({Method::get, "/slow", "slow", [&](const Request& request) {
                        std::this_thread::sleep_for(100ms);
                        finished += request.path == "/slow" ? 1 : 0;
                        return text(200, "done");
                    }});
        TestServer server(std::move(router));
        RawConnection connection(server.port);
        connection.send(get("/slow"));
        std::this_thread::sleep_for(30ms);
    }
    CHECK(finished == 1);
}

TEST_CASE("responders may outlive the server and its io thread", "[server]") {
    std::promise<std::shared_ptr<Responder>> taken;
    std::shared_ptr<Responder> respond;
    {
        Router router;
        router.add({Method::get, "/kept", "kept", [&](const Request&, Responder given) {
                        taken.set_value(std::make_shared<Responder>(std::move(given)));
                    }});
        TestServer server(std::move(router));
        RawConnection connection(server.port);
        connection.send(get("/kept"));
        respond = taken.get_future().get();
    }
    (*respond)(text(200, "nobody hears"));
    SUCCEED("no crash");
}
