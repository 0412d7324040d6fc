#include "catch.hpp"
#include "test_server.hpp"

#include <atomic>
#include <future>
#include <mutex>
#include <system_error>

using namespace huiying::http;
using namespace huiying::http::test;

namespace {

Response echo(const Request& request) {
    return text(
        200,
        std::string(name_of(request.method)) + " " + std::string(request.path) + " ?" +
            std::string(request.query) + " [" + std::string(request.body) + "]"
    );
}

Router sample() {
    Router router;
    router.add({Method::get, "/echo", "echo", echo});
    router.add({Method::post, "/echo", "echo", echo});
    router.add({Method::post, "/now", "now", [](const Request& request, Responder respond) {
                    respond(echo(request));
                }});
    router.add({Method::get, "/hooks/{platform}/{account}", "hooks", [](const Request& request) {
                    return text(
                        200,
                        std::string(request.param("platform")) + "," +
                            std::string(request.param("account"))
                    );
                }});
    router.add({Method::get, "/throws", "throws", [](const Request&) -> Response {
                    throw std::runtime_error("handler broke");
                }});
    router.add({Method::get, "/throws-now", "throws-now", [](const Request&, Responder) {
                    throw 42;
                }});
    router.add({Method::get, "/drops", "drops", [](const Request&, Responder) {}});
    router.add({Method::get, "/large", "large", [](const Request&) {
                    return text(200, std::string(3'000'000, 'L'));
                }});
    router.add({Method::get, "/packed", "packed", [](const Request&) {
                    static const std::string bytes(100'000, 'P');
                    Response response = empty(200);
                    response.static_body = bytes;
                    return response;
                }});
    router.add({Method::get, "/fixed", "fixed", [](const Request&, Responder respond) {
                    static const auto bytes = prebuilt(json(200, "{\"fixed\":1}"));
                    Response response;
                    response.raw = bytes;
                    respond(std::move(response));
                }});
    return router;
}

}  // namespace

TEST_CASE("blocking and asynchronous routes answer", "[server]") {
    TestServer server(sample());
    const auto blocking = ask(server.port, get("/echo?a=1&b"));
    CHECK(blocking.status == 200);
    CHECK(blocking.body == "GET /echo ?a=1&b []");
    CHECK(blocking.header("content-type") == "text/plain; charset=utf-8");
    CHECK(blocking.header("content-length") == std::to_string(blocking.body.size()));
    CHECK(blocking.header("x-request-id").size() == 16);
    CHECK(blocking.header("connection").empty());
    CHECK(ask(server.port, post("/now", "hello")).body == "POST /now ? [hello]");
    CHECK(ask(server.port, get("/hooks/wechat/a%20b")).body == "wechat,a b");
}

TEST_CASE("a connection serves one request after the other", "[server]") {
    TestServer server(sample());
    RawConnection connection(server.port);
    std::string first_id;
    for (int i = 0; i < 5; ++i) {
        const std::string body = "message " + std::to_string(i);
        connection.send(post(i % 2 ? "/now" : "/echo", body));
        const auto answer = connection.receive();
        CHECK(answer.body.find("[" + body + "]") != std::string::npos);
        CHECK(answer.header("x-request-id") != first_id);
        first_id = answer.header("x-request-id");
    }
    CHECK(server.server.connections() == 1);
}

TEST_CASE("pipelined requests are answered in order", "[server]") {
    TestServer server(sample());
    RawConnection connection(server.port);
    std::string all;
    for (int i = 0; i < 200; ++i)
        all += post(i % 3 ? "/now" : "/echo", std::to_string(i));
    connection.send(all);
    for (int i = 0; i < 200; ++i) {
        const auto answer = connection.receive();
        REQUIRE(answer.status == 200);
        REQUIRE(answer.body.find("[" + std::to_string(i) + "]") != std::string::npos);
    }
}

TEST_CASE("a chunked body arrives whole", "[server]") {
    TestServer server(sample());
    const auto answer =
        ask(server.port,
            "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
            "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n");
    CHECK(answer.body == "POST /echo ? [hello world]");
}

TEST_CASE("an unknown path is 404 and a known one with another method 405 with Allow", "[server]") {
    TestServer server(sample());
    CHECK(ask(server.port, get("/nothing")).status == 404);
    CHECK(ask(server.port, get("/nothing")).body == "not_found\n");
    const auto answer = ask(server.port, "PUT /echo HTTP/1.1\r\nHost: h\r\n\r\n");
    CHECK(answer.status == 405);
    CHECK(answer.header("allow") == "GET, HEAD, POST");
    CHECK(ask(server.port, "BREW /echo HTTP/1.1\r\nHost: h\r\n\r\n").status == 405);
    CHECK(ask(server.port, "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n").status == 404);
}

TEST_CASE("a refused request leaves the connection usable when its body was read", "[server]") {
    TestServer server(sample());
    RawConnection connection(server.port);
    connection.send(post("/nothing", "some body"));
    CHECK(connection.receive().status == 404);
    connection.send(post("/now", "next"));
    CHECK(connection.receive().body == "POST /now ? [next]");
}

TEST_CASE("HEAD is answered like GET without the body", "[server]") {
    TestServer server(sample());
    RawConnection connection(server.port);
    for (const auto& [path, length] :
         {std::pair{"/echo", "15"}, {"/packed", "100000"}, {"/fixed", "11"}}) {
        connection.send("HEAD " + std::string(path) + " HTTP/1.1\r\nHost: h\r\n\r\n");
        const auto answer = connection.receive_head();
        CHECK(answer.status == 200);
        CHECK(answer.header("content-length") == length);
    }
    connection.send(get("/echo"));
    CHECK(connection.receive().body == "GET /echo ? []");
}

TEST_CASE("large, packed and prebuilt bodies arrive whole", "[server]") {
    TestServer server(sample());
    RawConnection connection(server.port);
    connection.send(get("/large") + get("/packed") + get("/fixed"));
    CHECK(connection.receive().body == std::string(3'000'000, 'L'));
    CHECK(connection.receive().body == std::string(100'000, 'P'));
    CHECK(connection.receive().body == "{\"fixed\":1}");
}

TEST_CASE("a handler that throws or never answers gives 500, and is reported", "[server]") {
    std::mutex mutex;
    std::vector<std::string> failures;
    auto settings = quick_settings();
    settings.on_failure = [&](std::string_view request_id, std::string_view what) {
        const std::lock_guard lock(mutex);
        failures.push_back(std::string(what) + (request_id.size() == 16 ? "" : " without id"));
    };
    TestServer server(sample(), settings);
    RawConnection connection(server.port);
    for (const char* path : {"/throws", "/throws-now", "/drops", "/echo"}) {
        connection.send(get(path));
        CHECK(connection.receive().status == (path == std::string("/echo") ? 200 : 500));
    }
    const std::lock_guard lock(mutex);
    CHECK(failures == std::vector<std::string>{"handler broke", "an exception of unknown type"});
}

TEST_CASE("the app decorates responses and words the server's own refusals", "[server]") {
    auto settings = quick_settings();
    settings.error_response = [](const Request& request, int status, std::string_view code) {
        return json(
            status,
            "{\"code\":\"" + std::string(code) + "\",\"path\":\"" + std::string(request.path) +
                "\"}",
            "application/problem+json"
        );
    };
    settings.decorate = [](const Request& request, Response& response) {
        response.headers.emplace_back("X-Route", request.route);
    };
    TestServer server(sample(), settings);
    const auto missing = ask(server.port, get("/nothing?x"));
    CHECK(missing.body == R"({"code":"not_found","path":"/nothing"})");
    CHECK(missing.header("content-type") == "application/problem+json");
    CHECK(missing.headers.count("x-route") == 1);
    CHECK(ask(server.port, get("/echo")).header("x-route") == "echo");
    CHECK(ask(server.port, get("/throws")).body == R"({"code":"internal_error","path":"/throws"})");
    CHECK(ask(server.port, "nonsense\r\n\r\n").body == R"({"code":"bad_request","path":""})");
}

TEST_CASE("each exchange is told with its route, status and time", "[server]") {
    std::promise<std::string> told;
    std::atomic<int> count{0};
    auto settings = quick_settings();
    settings.on_exchange = [&](const Exchange& exchange) {
        if (++count == 1)
            told.set_value(
                std::string(exchange.request.route) + " " + std::to_string(exchange.status) +
                (exchange.elapsed.count() > 0 && exchange.response_bytes > 50 ? " ok" : "")
            );
    };
    TestServer server(sample(), settings);
    ask(server.port, get("/echo"));
    CHECK(told.get_future().get() == "echo 200 ok");
    ask(server.port, "nonsense\r\n\r\n");
    CHECK(TestServer::eventually([&] { return count == 2; }));
}

TEST_CASE("an HTTP/1.0 client is answered and the connection closed, unless it asks", "[server]") {
    TestServer server(sample());
    RawConnection plain(server.port);
    plain.send("GET /echo HTTP/1.0\r\n\r\n");
    CHECK(plain.receive().header("connection") == "close");
    CHECK(plain.is_closed_within(1000));
    RawConnection keeping(server.port);
    for (int i = 0; i < 2; ++i) {
        keeping.send("GET /echo HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        CHECK(keeping.receive().header("connection") == "keep-alive");
    }
}

TEST_CASE("Connection: close is kept", "[server]") {
    TestServer server(sample());
    RawConnection connection(server.port);
    connection.send(get("/echo", "Connection: close\r\n"));
    CHECK(connection.receive().header("connection") == "close");
    CHECK(connection.is_closed_within(1000));
}

TEST_CASE("a client that stops writing after its request is still answered", "[server]") {
    TestServer server(sample());
    RawConnection connection(server.port);
    connection.send(post("/echo", "last words"));
    connection.shut_writing();
    CHECK(connection.receive().body == "POST /echo ? [last words]");
    CHECK(connection.is_closed_within(1000));
}

TEST_CASE("a response given after the connection died does no harm", "[server]") {
    std::promise<Responder> taken;
    Router router = sample();
    router.add({Method::get, "/later", "later", [&](const Request&, Responder respond) {
                    taken.set_value(std::move(respond));
                }});
    TestServer server(std::move(router));
    RawConnection connection(server.port);
    connection.send(get("/later"));
    auto respond = std::make_shared<Responder>(taken.get_future().get());
    connection.reset();
    server.thread.post([respond] { (*respond)(text(200, "too late")); });
    CHECK(ask(server.port, get("/echo")).status == 200);
    CHECK(TestServer::eventually([&] { return server.server.connections() == 0; }));
}

TEST_CASE("a port already taken is refused with its address", "[server]") {
    TestServer first(sample());
    auto settings = quick_settings();
    settings.port = first.port;
    IoThread thread("test");
    Server second(thread.context(), settings, sample());
    CHECK_THROWS_AS(second.listen(), std::system_error);
}

TEST_CASE("two servers on their own threads share a port", "[server]") {
    auto settings = quick_settings();
    settings.reuse_port = ReusePort::yes;
    TestServer first(sample(), settings);
    settings.port = first.port;
    TestServer second(sample(), settings);
    std::vector<std::unique_ptr<RawConnection>> connections;
    for (int i = 0; i < 64; ++i) {
        connections.push_back(std::make_unique<RawConnection>(first.port));
        connections.back()->send(get("/echo"));
        REQUIRE(connections.back()->receive().status == 200);
    }
    CHECK(first.server.connections() > 0);
    CHECK(second.server.connections() > 0);
}
