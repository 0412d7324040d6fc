#include "http/client.hpp"

#include "catch.hpp"
#include "test_server.hpp"

#include <atomic>

using namespace huiying::http;
using namespace huiying::http::test;
using Outcome = ClientResult::Outcome;

namespace {

ClientSettings quick_client() {
    ClientSettings settings;
    settings.connect_timeout = 500ms;
    settings.read_timeout = 300ms;
    settings.write_timeout = 500ms;
    return settings;
}

std::string url_of(std::uint16_t port, const std::string& path = "/in") {
    return "http://127.0.0.1:" + std::to_string(port) + path;
}

Router sample() {
    Router router;
    router.add(
        {Method::post,
         "/in",
         "in",
         [](const Request& request) {
             return text(
                        201,
                        std::string(request.header("content-type")) + "|" +
                            std::string(request.header("webhook-id")) + "|" +
                            std::string(request.body)
             )
                 .with("X-Reply", "yes");
         },
         10'000'000}
    );
    router.add({Method::get, "/in", "in", [](const Request& request) {
                    return text(200, "got " + std::string(request.query));
                }});
    router.add({Method::get, "/moved", "moved", [](const Request&) { return see_other("/in"); }});
    router.add({Method::get, "/size/{bytes}", "size", [](const Request& request) {
                    return text(
                        200, std::string(std::stoul(std::string(request.param("bytes"))), 'z')
                    );
                }});
    return router;
}

}  // namespace

TEST_CASE("an answer comes with status, headers and body", "[client]") {
    TestServer server(sample());
    Client client(quick_client());
    const auto posted =
        client.post(url_of(server.port), {{"webhook-id", "m1"}}, "hello", "application/json");
    CHECK(posted.outcome == Outcome::answered);
    CHECK(posted.status == 201);
    CHECK(posted.body == "application/json|m1|hello");
    CHECK(posted.header("x-reply") == "yes");
    CHECK(posted.reason.empty());
    const auto got = client.get(url_of(server.port, "/in?a=%20b&c"));
    CHECK(got.status == 200);
    CHECK(got.body == "got a=%20b&c");
    CHECK(client.post(url_of(server.port), {}, "", "text/plain").body == "text/plain||");
    CHECK(client.get(url_of(server.port, "/nothing")).status == 404);
}

TEST_CASE("a large body arrives whole", "[client]") {
    TestServer server(sample());
    Client client(ClientSettings{});  // three megabytes both ways, under a sanitizer too
    const std::string body(3'000'000, 'b');
    const auto result = client.post(url_of(server.port), {}, body, "text/plain");
    CHECK(result.outcome == Outcome::answered);
    CHECK(result.header("content-length") == std::to_string(body.size() + 12));
    CHECK(result.body.size() == 1024 * 1024);
    CHECK(result.reason == "response_truncated");
}

TEST_CASE("redirects are not followed", "[client]") {
    TestServer server(sample());
    const auto result = Client(quick_client()).get(url_of(server.port, "/moved"));
    CHECK(result.status == 303);
    CHECK(result.header("location") == "/in");
}

TEST_CASE("a connection is used again while it is fresh", "[client]") {
    TestServer server(sample());
    auto settings = quick_client();
    settings.reuse_within = 200ms;
    Client client(settings);
    for (int i = 0; i < 5; ++i)
        REQUIRE(client.get(url_of(server.port)).status == 200);
    CHECK(server.server.connections() == 1);
    std::this_thread::sleep_for(250ms);
    CHECK(client.get(url_of(server.port)).status == 200);
    CHECK(TestServer::eventually([&] { return server.server.connections() == 1; }));
}

TEST_CASE("sender threads use the client at once", "[client]") {
    TestServer server(sample());
    Client client(quick_client());
    std::atomic<int> answered{0};
    std::vector<std::thread> senders;
    for (int i = 0; i < 8; ++i)
        senders.emplace_back([&, i] {
            for (int j = 0; j < 20; ++j) {
                const std::string body = std::to_string(i * 100 + j);
                const auto result = client.post(url_of(server.port), {}, body, "t");
                answered += result.body == "t||" + body ? 1 : 0;
            }
        });
    for (std::thread& sender : senders)
        sender.join();
    CHECK(answered == 160);
}

TEST_CASE("a refused connection was not sent", "[client]") {
    Client client(quick_client());
    const auto result = client.post(url_of(closed_port()), {}, "x", "text/plain");
    CHECK(result.outcome == Outcome::not_sent);
    CHECK(result.reason == "connection_failed");
    CHECK(client.get(url_of(closed_port())).outcome == Outcome::not_sent);
}

TEST_CASE("a host that cannot be resolved was not sent", "[client]") {
    CHECK(Client(quick_client()).get("http://no-such-host.invalid/").outcome == Outcome::not_sent);
}

TEST_CASE("a server that reads the request and hangs up leaves the outcome unknown", "[client]") {
    std::atomic<int> requests{0};
    RawServer server([&](RawConnection connection) {
        if (connection.read_until("last line").find("last line") != std::string::npos)
            ++requests;
    });
    Client client(quick_client());
    const auto result = client.post(url_of(server.port()), {}, "first\nlast line", "text/plain");
    CHECK(result.outcome == Outcome::unknown);
    CHECK(result.status == 0);
    CHECK(requests == 1);
}

TEST_CASE("a server that answers too late leaves the outcome unknown", "[client]") {
    RawServer server([](RawConnection connection) {
        connection.read_until("body");
        std::this_thread::sleep_for(500ms);
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    });
    Client client(quick_client());
    const auto start = std::chrono::steady_clock::now();
    const auto result = client.post(url_of(server.port()), {}, "body", "text/plain");
    CHECK(std::chrono::steady_clock::now() - start < 480ms);
    CHECK(result.outcome == Outcome::unknown);
    CHECK(result.reason == "no_answer");
}

TEST_CASE("an answer whose head trickles in without end is given up", "[client]") {
    RawServer server([](RawConnection connection) {
        connection.read_until("body");
        connection.send("HTTP/1.1 200 OK\r\nX-Long: ");
        for (int i = 0; i < 100 && connection.send("z"); ++i)
            std::this_thread::sleep_for(50ms);
    });
    auto settings = quick_client();
    settings.total_timeout = 400ms;
    Client client(settings);
    const auto start = std::chrono::steady_clock::now();
    const auto result = client.post(url_of(server.port()), {}, "body", "text/plain");
    CHECK(std::chrono::steady_clock::now() - start < 2s);
    CHECK(result.outcome == Outcome::unknown);
}

TEST_CASE("an answer that breaks off leaves the outcome unknown", "[client]") {
    RawServer server([](RawConnection connection) {
        connection.read_until("body");
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345");
    });
    const auto result =
        Client(quick_client()).post(url_of(server.port()), {}, "body", "text/plain");
    CHECK(result.outcome == Outcome::unknown);
}

TEST_CASE("a kept connection that the server closed meanwhile is opened anew", "[client]") {
    std::atomic<int> connections{0};
    RawServer server([&](RawConnection connection) {
        ++connections;
        connection.read_until("body");
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    });
    Client client(quick_client());
    for (int i = 0; i < 3; ++i) {
        CHECK(client.post(url_of(server.port()), {}, "body", "text/plain").body == "ok");
        std::this_thread::sleep_for(50ms);
    }
    CHECK(connections == 3);
}

TEST_CASE("a response body is taken at its limit and cut beyond, with its status", "[client]") {
    TestServer server(sample());
    auto settings = quick_client();
    settings.response_limit = 1000;
    Client client(settings);
    const auto whole = client.get(url_of(server.port, "/size/1000"));
    CHECK(whole.body.size() == 1000);
    CHECK(whole.reason.empty());
    const auto cut = client.get(url_of(server.port, "/size/1001"));
    CHECK(cut.outcome == Outcome::answered);
    CHECK(cut.status == 200);
    CHECK(cut.body.size() == 1000);
    CHECK(cut.reason == "response_truncated");
}

TEST_CASE("a URL that is not plain http(s) is refused", "[client]") {
    Client client(quick_client());
    for (const char* url :
         {"",
          "ftp://a/",
          "http://",
          "http:///x",
          "http://user@a/",
          "http://user:pw@a/",
          "http://a b/",
          "http://a:0/",
          "http://a:65536/",
          "http://a:x/",
          "http://a:/",
          "http://[::1/",
          "http://[x]/",
          "http://a\r\nb/",
          "http://%61/",
          "http://a/\x01",
          "//a/",
          "http://路/"}) {
        INFO(url);
        const auto result = client.get(url);
        CHECK(result.outcome == Outcome::not_sent);
        CHECK(result.reason == "bad_url");
    }
}

TEST_CASE(
    "with public destinations only, our own network is refused before any connection", "[client]"
) {
    TestServer server(sample());
    auto settings = quick_client();
    settings.destinations = Destinations::public_only;
    Client client(settings);
    for (const std::string host :
         {"127.0.0.1", "localhost", "[::1]", "0.0.0.0", "169.254.169.254"}) {
        INFO(host);
        const auto result =
            client.get("http://" + host + ":" + std::to_string(server.port) + "/in");
        CHECK(result.outcome == Outcome::not_sent);
        CHECK(result.reason == "forbidden_address");
    }
    CHECK(server.server.connections() == 0);
}

TEST_CASE("TLS to a server that speaks none was not sent", "[client]") {
    TestServer server(sample());
    const auto result =
        Client(quick_client())
            .post("https://127.0.0.1:" + std::to_string(server.port) + "/in", {}, "x", "t");
    CHECK(result.outcome == Outcome::not_sent);
    CHECK(result.reason == "tls_failed");
}
