#include "board/web/page_layout.hpp"

#include "board/web/page_about.hpp"
#include "board/web/page_assets.hpp"
#include "catch.hpp"
#include "sample_pages.hpp"

using namespace huiying;

namespace {

std::string header_of(const http::Response& response, std::string_view name) {
    for (const auto& [held, value] : response.headers)
        if (held == name)
            return value;
    return "";
}

http::Response elder(std::string_view query, const web::PageSettings& settings = {}) {
    http::Request request;
    request.method = http::Method::get;
    request.path = "/elder";
    request.query = query;
    return web::get_elder(settings, request);
}

}  // namespace

TEST_CASE("only a path of this site is local", "[web]") {
    CHECK(web::is_local_path("/"));
    CHECK(web::is_local_path("/search?q=%E8%B7%AF"));
    for (const auto* path :
         {"",
          "ask",
          "//evil.example",
          "/\\evil.example",
          "https://evil.example",
          "/a b",
          "/a\r\nX: y",
          "/路"})
        CHECK_FALSE(web::is_local_path(path));
}

TEST_CASE("the type-size switch sets a cookie for a year and goes back", "[web]") {
    const auto response = elder("on=1&back=%2Fsearch%3Fq%3Da%2526b");
    CHECK(response.status == 303);
    CHECK(header_of(response, "Location") == "/search?q=a%26b");
    CHECK(
        header_of(response, "Set-Cookie") ==
        "hy_elder=1; Max-Age=31536000; Path=/; SameSite=Lax; HttpOnly"
    );
}

TEST_CASE("the switch keeps to the base path and never leaves the site", "[web]") {
    const web::PageSettings below{.base_path = "/huiying"};
    CHECK(header_of(elder("on=1&back=/ask", below), "Location") == "/huiying/ask");
    CHECK(
        header_of(elder("on=0&back=/ask", below), "Set-Cookie") ==
        "hy_elder=; Max-Age=0; Path=/huiying/; SameSite=Lax; HttpOnly"
    );
    CHECK(header_of(elder("on=1&back=//evil.example"), "Location") == "/");
    CHECK(header_of(elder("on=1&back=https://evil.example/"), "Location") == "/");
    CHECK(header_of(elder("on=1"), "Location") == "/");
}

TEST_CASE("every page forbids foreign scripts, frames and sniffing", "[web]") {
    http::Response response;
    web::add_page_headers(response, web::Caching::personal);
    const auto policy = header_of(response, "Content-Security-Policy");
    CHECK(policy.find("default-src 'none'") != std::string::npos);
    CHECK(policy.find("frame-ancestors 'none'") != std::string::npos);
    CHECK(policy.find("unsafe") == std::string::npos);
    CHECK(header_of(response, "X-Content-Type-Options") == "nosniff");
    CHECK(header_of(response, "Referrer-Policy") == "same-origin");
    CHECK(header_of(response, "Cache-Control") == "no-store");
}

TEST_CASE("a file's address changes with its content and may be kept for a year", "[web]") {
    const auto& path = web::asset_path("board.css");
    REQUIRE(path.starts_with("/assets/board."));
    const auto present = web::asset(path.substr(8), false);
    REQUIRE(present);
    CHECK(header_of(*present, "Cache-Control") == "public, max-age=31536000, immutable");
    CHECK(header_of(*present, "Content-Type") == "text/css; charset=utf-8");
    CHECK(present->static_body.find(":root") != std::string_view::npos);

    const auto older = web::asset("board.0000000000000000.css", false);
    REQUIRE(older);
    CHECK(header_of(*older, "Cache-Control") == "no-cache");
    CHECK_FALSE(web::asset("board.css", false));
    CHECK_FALSE(web::asset("secret.0000.css", false));
    CHECK_THROWS_AS(web::asset_path("secret.css"), std::out_of_range);
}
