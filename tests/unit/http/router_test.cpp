#include "http/router.hpp"

#include "catch.hpp"

#include <stdexcept>

using namespace huiying::http;

namespace {

Route route(Method method, std::string pattern) {
    return {method, pattern, pattern, [](const Request&) { return text(200, "ok"); }};
}

Router sample() {
    Router router;
    router.add(route(Method::get, "/"))
        .add(route(Method::get, "/hooks/list"))
        .add(route(Method::post, "/hooks/{platform}/{account}"))
        .add(route(Method::get, "/hooks/{platform}/{account}"))
        .add(route(Method::get, "/assets/{file...}"))
        .add(route(Method::get, "/assets/own.css"))
        .add(route(Method::del, "/api/v1/tickets/{number}"))
        .add(route(Method::get, "/api/v1/tickets/{number}/history"));
    return router;
}

std::string found(Method method, std::string_view path) {
    static const Router router = sample();
    std::vector<PathParameter> params;
    const auto match = router.find(method, path, params);
    std::string out = match.route ? match.route->pattern : "none [" + match.allow + "]";
    for (const auto& [name, value] : params)
        out += " " + std::string(name) + "=" + value;
    return out;
}

}  // namespace

TEST_CASE("a path finds its route and its captures", "[router]") {
    CHECK(found(Method::get, "/") == "/");
    CHECK(
        found(Method::post, "/hooks/webhook/town") ==
        "/hooks/{platform}/{account} platform=webhook account=town"
    );
    CHECK(
        found(Method::get, "/api/v1/tickets/7/history") ==
        "/api/v1/tickets/{number}/history number=7"
    );
}

TEST_CASE("a literal segment wins over a capture, a capture over a rest", "[router]") {
    CHECK(found(Method::get, "/hooks/list") == "/hooks/list");
    CHECK(found(Method::get, "/assets/own.css") == "/assets/own.css");
    CHECK(found(Method::get, "/assets/a/b.js") == "/assets/{file...} file=a/b.js");
}

TEST_CASE("captures are decoded once, and an encoded slash does not split a segment", "[router]") {
    CHECK(
        found(Method::get, "/hooks/we%63hat/a%2Fb") ==
        "/hooks/{platform}/{account} platform=wechat account=a/b"
    );
    CHECK(
        found(Method::get, "/hooks/x/%2541") == "/hooks/{platform}/{account} platform=x account=%41"
    );
    CHECK(found(Method::get, "/%61ssets/own.css") == "/assets/own.css");
}

TEST_CASE("an unknown path is told from a known path with another method", "[router]") {
    CHECK(found(Method::get, "/nothing") == "none []");
    CHECK(found(Method::get, "/hooks/a/b/c") == "none []");
    CHECK(found(Method::get, "/hooks") == "none []");
    CHECK(found(Method::put, "/hooks/a/b") == "none [POST, GET, HEAD]");
    CHECK(found(Method::other, "/api/v1/tickets/7") == "none [DELETE]");
}

TEST_CASE("GET routes answer HEAD", "[router]") {
    CHECK(found(Method::head, "/hooks/list") == "/hooks/list");
}

TEST_CASE("empty segments, trailing slashes and broken escapes match nothing", "[router]") {
    CHECK(found(Method::get, "") == "none []");
    CHECK(found(Method::get, "*") == "none []");
    CHECK(found(Method::get, "//") == "none []");
    CHECK(found(Method::get, "/hooks/a/") == "none []");
    CHECK(found(Method::get, "/hooks//b") == "none []");
    CHECK(found(Method::get, "/hooks/list/") == "none []");
    CHECK(found(Method::get, "/hooks/a/%zz") == "none []");
}

TEST_CASE("bad and repeated patterns are refused when added", "[router]") {
    Router router = sample();
    CHECK_THROWS_AS(router.add(route(Method::get, "no-slash")), std::invalid_argument);
    CHECK_THROWS_AS(router.add(route(Method::get, "")), std::invalid_argument);
    CHECK_THROWS_AS(router.add(route(Method::get, "/a{b}")), std::invalid_argument);
    CHECK_THROWS_AS(router.add(route(Method::get, "/{rest...}/more")), std::invalid_argument);
    CHECK_THROWS_AS(router.add(route(Method::get, "/hooks/{other}/{name}")), std::invalid_argument);
    CHECK_THROWS_AS(
        router.add(route(Method::get, "/{a}/{b}/{c}/{d}/{e}/{f}/{g}/{h}/{i}")),
        std::invalid_argument
    );
}

TEST_CASE("the table is listed in the order added, with kinds and limits", "[router]") {
    Router router;
    router.add({Method::post, "/a", "a", [](const Request&, Responder) {}, 100});
    router.add({Method::get, "/b", "b", [](const Request&) { return empty(204); }});
    router.add({Method::get, "/c", "c", [](const Request&, EventStream) -> std::optional<Response> {
                    return std::nullopt;
                }});
    REQUIRE(router.routes().size() == 3);
    CHECK(router.routes()[0].kind() == RouteKind::async);
    CHECK(router.routes()[0].body_limit == 100);
    CHECK(router.routes()[1].kind() == RouteKind::blocking);
    CHECK(router.routes()[1].body_limit == kDefaultBodyLimitBytes);
    CHECK(router.routes()[2].kind() == RouteKind::event_stream);
}
