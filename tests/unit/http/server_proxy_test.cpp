#include "catch.hpp"
#include "http/trusted_proxies.hpp"
#include "test_server.hpp"

#include <stdexcept>

using namespace huiying::http;
using namespace huiying::http::test;

namespace {

Router sample() {
    Router router;
    const auto who = [](const Request& request) {
        return text(200, std::string(request.peer) + (request.is_tls ? " tls" : " plain"));
    };
    router.add({Method::get, "/who", "who", who});
    router.add({Method::get, "/", "home", [](const Request& request) {
                    return text(200, "home of " + std::string(request.target));
                }});
    return router;
}

ServerSettings trusting(std::vector<std::string> proxies) {
    auto settings = quick_settings();
    settings.trusted_proxies = std::move(proxies);
    return settings;
}

}  // namespace

TEST_CASE("what a stranger says of itself in X-Forwarded headers does not count", "[server]") {
    TestServer server(sample(), trusting({"10.0.0.0/8"}));
    const auto answer =
        ask(server.port,
            get("/who",
                "X-Forwarded-For: 8.8.8.8\r\nX-Forwarded-Proto: https\r\nX-Request-Id: mine\r\n"));
    CHECK(answer.body == "127.0.0.1 plain");
    CHECK(answer.header("x-request-id") != "mine");
}

TEST_CASE("a trusted proxy names the client, the protocol and the request", "[server]") {
    TestServer server(sample(), trusting({"127.0.0.1", "10.0.0.0/8"}));
    const auto body = [&](const std::string& headers) {
        return ask(server.port, get("/who", headers)).body;
    };
    CHECK(body("X-Forwarded-For: 8.8.8.8\r\nX-Forwarded-Proto: https\r\n") == "8.8.8.8 tls");
    CHECK(body("X-Forwarded-For: 1.1.1.1, 8.8.8.8, 10.1.2.3\r\n") == "8.8.8.8 plain");
    CHECK(body("X-Forwarded-For: 1.1.1.1\r\nX-Forwarded-For: 9.9.9.9\r\n") == "9.9.9.9 plain");
    CHECK(body("X-Forwarded-For: [2400:3200::1]:443\r\n") == "2400:3200::1 plain");
    CHECK(body("X-Forwarded-For: 8.8.8.8:5555\r\n") == "8.8.8.8 plain");
    CHECK(body("X-Forwarded-For: 8.8.8.8, unknown\r\n") == "127.0.0.1 plain");
    CHECK(body("X-Forwarded-For: 10.9.9.9\r\n") == "10.9.9.9 plain");
    CHECK(body("X-Forwarded-Proto: https, http\r\n") == "127.0.0.1 plain");
    CHECK(body("") == "127.0.0.1 plain");
    const auto with_id = [&](const std::string& id) {
        return ask(server.port, get("/who", "X-Request-Id: " + id + "\r\n")).header("x-request-id");
    };
    CHECK(with_id("abc-123") == "abc-123");
    CHECK(with_id("a b") != "a b");
    CHECK(with_id(std::string(65, 'a')).size() == 16);
}

TEST_CASE("a base path is removed where a request has it", "[server]") {
    auto settings = quick_settings();
    settings.base_path = "/portal/huiying/";
    TestServer server(sample(), settings);
    CHECK(ask(server.port, get("/portal/huiying/who")).body == "127.0.0.1 plain");
    CHECK(ask(server.port, get("/portal/huiying")).body == "home of /portal/huiying");
    CHECK(ask(server.port, get("/portal/huiying/")).body == "home of /portal/huiying/");
    CHECK(ask(server.port, get("/who")).body == "127.0.0.1 plain");
    CHECK(ask(server.port, get("/portal/huiyingwho")).status == 404);
    CHECK(ask(server.port, get("http://any.host/portal/huiying/who?x")).body == "127.0.0.1 plain");
}

TEST_CASE("bad proxies and base paths are refused at the start", "[server]") {
    IoThread thread("test");
    const auto make = [&](const ServerSettings& settings) {
        Server server(thread.context(), settings, sample());
    };
    CHECK_THROWS_AS(make(trusting({"10.0.0.0/99"})), std::invalid_argument);
    CHECK_THROWS_AS(make(trusting({"proxy.local"})), std::invalid_argument);
    auto settings = quick_settings();
    settings.base_path = "portal";
    CHECK_THROWS_AS(make(settings), std::invalid_argument);
}
