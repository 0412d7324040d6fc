#include "catch.hpp"
#include "test_server.hpp"

#include <atomic>
#include <mutex>
#include <optional>

using namespace huiying::http;
using namespace huiying::http::test;

namespace {

// Keeps the streams that were opened, as a live feed does.
class Feed {
  public:
    Router router() {
        Router router;
        router.add(
            {Method::get,
             "/events",
             "events",
             [this](const Request& request, EventStream stream) -> std::optional<Response> {
                 if (request.query == "refuse")
                     return text(401, "log in first");
                 if (request.query == "throw")
                     throw std::runtime_error("feed broke");
                 stream.send("hello", "from the handler");
                 stream.on_close([this] { ++closed; });
                 const std::lock_guard lock(mutex_);
                 streams_.push_back(stream);
                 return std::nullopt;
             }}
        );
        return router;
    }

    EventStream stream() {
        REQUIRE(TestServer::eventually([this] {
            const std::lock_guard lock(mutex_);
            return !streams_.empty();
        }));
        const std::lock_guard lock(mutex_);
        return streams_.back();
    }

    std::atomic<int> closed{0};

  private:
    std::mutex mutex_;
    std::vector<EventStream> streams_;
};

}  // namespace

TEST_CASE("an event's lines each become a data line, names end at their first line", "[events]") {
    CHECK(format_event("ticket", "{}", "7") == "event: ticket\nid: 7\ndata: {}\n\n");
    CHECK(format_event("", "a\nb\r\nc\rd", "") == "data: a\ndata: b\ndata: c\ndata: d\n\n");
    CHECK(format_event("a\nb: c", "", "1\r2") == "event: a\nid: 1\ndata: \n\n");
    CHECK(format_event("", "a\n", "") == "data: a\ndata: \n\n");
}

TEST_CASE("events sent from another thread reach the client in order", "[events]") {
    Feed feed;
    TestServer server(feed.router());
    RawConnection client(server.port);
    client.send(get("/events"));
    const auto head = client.receive_head();
    CHECK(head.status == 200);
    CHECK(head.header("content-type") == "text/event-stream");
    CHECK(head.header("cache-control") == "no-store");
    CHECK(head.headers.count("content-length") == 0);
    CHECK(client.read_until("\n\n") == "event: hello\ndata: from the handler\n\n");
    const EventStream stream = feed.stream();
    for (int i = 0; i < 100; ++i)
        CHECK(stream.send("n", std::to_string(i), std::to_string(i)));
    for (int i = 0; i < 100; ++i) {
        const auto n = std::to_string(i);
        REQUIRE(client.read_until("\n\n") == "event: n\nid: " + n + "\ndata: " + n + "\n\n");
    }
    CHECK_FALSE(stream.closed());
}

TEST_CASE("a refused or failed stream gets a plain response", "[events]") {
    Feed feed;
    TestServer server(feed.router());
    RawConnection client(server.port);
    client.send(get("/events?refuse"));
    CHECK(client.receive().status == 401);
    client.send(get("/events?throw"));
    CHECK(client.receive().status == 500);
    client.send("HEAD /events HTTP/1.1\r\nHost: h\r\n\r\n");
    CHECK(client.receive_head().status == 405);
}

TEST_CASE("closing a stream sends what waits and ends the connection", "[events]") {
    Feed feed;
    TestServer server(feed.router());
    RawConnection client(server.port);
    client.send(get("/events"));
    client.read_until("from the handler\n\n");
    const EventStream stream = feed.stream();
    stream.send("last", "one");
    stream.close();
    CHECK_FALSE(stream.send("too", "late"));
    CHECK(client.read_until("one\n\n") == "event: last\ndata: one\n\n");
    CHECK(client.is_closed_within(1000));
    CHECK(feed.closed == 1);
}

TEST_CASE("a client that goes away closes its stream", "[events]") {
    Feed feed;
    TestServer server(feed.router());
    {
        RawConnection client(server.port);
        client.send(get("/events"));
        client.read_until("from the handler\n\n");
    }
    const EventStream stream = feed.stream();
    CHECK(TestServer::eventually([&] { return stream.closed(); }));
    CHECK_FALSE(stream.send("n", "nobody"));
    CHECK(TestServer::eventually([&] { return feed.closed == 1; }));
    CHECK(TestServer::eventually([&] { return server.server.connections() == 0; }));
    bool is_told_at_once = false;
    stream.on_close([&] { is_told_at_once = true; });
    CHECK(is_told_at_once);
}

TEST_CASE("a client that reads too slowly is dropped, and the sender never waits", "[events]") {
    Feed feed;
    auto settings = quick_settings();
    settings.event_buffer_limit = 100'000;
    TestServer server(feed.router(), settings);
    RawConnection client(server.port);
    client.send(get("/events"));
    const EventStream stream = feed.stream();
    const std::string data(10'000, 'd');
    int sent = 0;
    while (sent < 100'000 && stream.send("n", data))
        ++sent;
    CHECK(sent < 100'000);
    CHECK(stream.closed());
    CHECK(TestServer::eventually([&] { return server.server.connections() == 0; }));
    CHECK(feed.closed == 1);
}

TEST_CASE("a quiet stream is kept alive by comments", "[events]") {
    Feed feed;
    auto settings = quick_settings();
    settings.event_heartbeat = 50ms;
    TestServer server(feed.router(), settings);
    RawConnection client(server.port);
    client.send(get("/events"));
    client.read_until("from the handler\n\n");
    CHECK(client.read_until("\n\n") == ":\n\n");
    CHECK(client.read_until("\n\n") == ":\n\n");
    CHECK_FALSE(feed.stream().closed());
}

TEST_CASE("stopping the server ends its streams", "[events]") {
    Feed feed;
    TestServer server(feed.router());
    RawConnection client(server.port);
    client.send(get("/events"));
    client.read_until("from the handler\n\n");
    std::thread reader([&] { CHECK(client.is_closed_within(4000)); });
    server.server.stop();
    reader.join();
    CHECK(feed.stream().closed());
}

TEST_CASE("a stream may outlive its server", "[events]") {
    Feed feed;
    std::optional<EventStream> kept;
    {
        TestServer server(feed.router());
        RawConnection client(server.port);
        client.send(get("/events"));
        kept = feed.stream();
    }
    CHECK(kept->closed());
    CHECK_FALSE(kept->send("n", "nobody"));
}
