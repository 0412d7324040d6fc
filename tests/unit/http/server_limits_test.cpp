#include "catch.hpp"
#include "test_server.hpp"

#include <cstdio>
#include <future>

using namespace huiying::http;
using namespace huiying::http::test;

namespace {

Router sample() {
    Router router;
    const auto size = [](const Request& request, Responder respond) {
        respond(text(200, std::to_string(request.body.size())));
    };
    router.add({Method::post, "/small", "small", size, 100});
    router.add({Method::post, "/usual", "usual", size});
    router.add({Method::post, "/large", "large", size, 20'000'000});
    return router;
}

std::string in_chunks(std::string_view path, std::size_t size) {
    std::string request =
        "POST " + std::string(path) + " HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (std::size_t sent = 0; sent < size; sent += 50) {
        const auto piece = std::min<std::size_t>(50, size - sent);
        char head[16];
        std::snprintf(head, sizeof head, "%zx\r\n", piece);
        request += head + std::string(piece, 'c') + "\r\n";
    }
    return request + "0\r\n\r\n";
}

}  // namespace

TEST_CASE("a route's body limit is kept at the limit and one byte beyond", "[server]") {
    TestServer server(sample());
    CHECK(ask(server.port, post("/small", std::string(100, 'x'))).body == "100");
    CHECK(ask(server.port, post("/small", std::string(101, 'x'))).status == 413);
    CHECK(ask(server.port, in_chunks("/small", 100)).body == "100");
    CHECK(ask(server.port, in_chunks("/small", 101)).status == 413);
    CHECK(ask(server.port, post("/usual", std::string(65536, 'x'))).body == "65536");
    CHECK(ask(server.port, post("/usual", std::string(65537, 'x'))).status == 413);
    CHECK(ask(server.port, in_chunks("/usual", 65536)).body == "65536");
    CHECK(ask(server.port, in_chunks("/usual", 65537)).status == 413);
    CHECK(ask(server.port, post("/large", std::string(20'000'000, 'x'))).body == "20000000");
}

TEST_CASE("a client still sending an oversized body gets to read why it is refused", "[server]") {
    TestServer server(sample());
    for (int i = 0; i < 20; ++i) {
        RawConnection connection(server.port);
        connection.send(post("/usual", std::string(3'000'000, 'x')));
        const auto answer = connection.receive();
        REQUIRE(answer.status == 413);
        CHECK(answer.header("connection") == "close");
        CHECK(answer.body == "body_too_large\n");
    }
}

TEST_CASE("an oversized body to no route is 404, to another method 405", "[server]") {
    TestServer server(sample());
    CHECK(ask(server.port, post("/nothing", std::string(100'000, 'x'))).status == 404);
    CHECK(
        ask(server.port, "PUT /small HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\n")
            .status == 405
    );
}

TEST_CASE("an oversized head is refused as such", "[server]") {
    TestServer server(sample());
    CHECK(ask(server.port, get("/" + std::string(9000, 'a'))).status == 414);
    CHECK(ask(server.port, get("/", "A: " + std::string(9000, 'a') + "\r\n")).status == 431);
}

TEST_CASE("what is no HTTP is 400, and the connection closed", "[server]") {
    TestServer server(sample());
    for (const char* bytes :
         {"hello\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "\x16\x03\x01\x01\x01\x01"}) {
        RawConnection connection(server.port);
        connection.send(bytes);
        CHECK(connection.receive().status == 400);
        CHECK(connection.is_closed_within(3000));
    }
}

TEST_CASE("a client that expects a go-ahead gets it, but not for too much", "[server]") {
    TestServer server(sample());
    RawConnection connection(server.port);
    connection.send(
        "POST /small HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n"
    );
    CHECK(connection.read_until("\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n");
    connection.send("12345");
    CHECK(connection.receive().body == "5");
    connection.send(
        "POST /small HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 101\r\n\r\n"
    );
    CHECK(connection.receive().status == 413);
}

TEST_CASE("beyond the limit of connections the one idle longest is closed", "[server]") {
    auto settings = quick_settings();
    settings.max_connections = 3;
    TestServer server(sample(), settings);
    RawConnection first(server.port);
    RawConnection second(server.port);
    RawConnection third(server.port);
    for (RawConnection* each : {&second, &third, &first}) {
        each->send(post("/small", "1"));
        CHECK(each->receive().status == 200);
    }
    RawConnection fourth(server.port);
    fourth.send(post("/small", "1"));
    CHECK(fourth.receive().status == 200);
    CHECK(second.is_closed_within(1000));
    for (RawConnection* each : {&third, &first}) {
        each->send(post("/small", "1"));
        CHECK(each->receive().status == 200);
    }
}

TEST_CASE("when no connection is idle a new one is told to come back", "[server]") {
    auto settings = quick_settings();
    settings.max_connections = 1;
    TestServer server(sample(), settings);
    RawConnection busy(server.port);
    busy.send("POST /small HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\n1");
    std::this_thread::sleep_for(50ms);
    RawConnection refused(server.port);
    const auto answer = refused.receive();
    CHECK(answer.status == 503);
    CHECK(answer.header("retry-after") == "1");
    busy.send("23");
    CHECK(busy.receive().body == "3");
}

TEST_CASE("when the blocking pool is full, further requests are 503 with Retry-After", "[server]") {
    std::promise<void> release;
    const auto released = release.get_future().share();
    Router router;
    router.add({Method::get, "/slow", "slow", [released](const Request&) {
                    released.wait();
                    return text(200, "done");
                }});
    auto settings = quick_settings();
    settings.blocking_threads = 1;
    settings.blocking_queue = 1;
    TestServer server(std::move(router), settings);
    RawConnection running(server.port);
    running.send(get("/slow"));
    std::this_thread::sleep_for(50ms);
    RawConnection waiting(server.port);
    waiting.send(get("/slow"));
    std::this_thread::sleep_for(50ms);
    const auto answer = ask(server.port, get("/slow"));
    CHECK(answer.status == 503);
    CHECK(answer.header("retry-after") == "1");
    release.set_value();
    CHECK(running.receive().body == "done");
    CHECK(waiting.receive().body == "done");
}
