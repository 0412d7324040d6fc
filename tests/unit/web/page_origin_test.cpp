#include "board/web/page_origin.hpp"

#include "catch.hpp"

#include <vector>

using namespace huiying;

namespace {

bool is_own(std::vector<http::Header> headers, std::string_view public_url = "") {
    http::Request request;
    request.headers = headers;
    return web::is_from_own_page(request, public_url);
}

}  // namespace

TEST_CASE("the browser's own word on the site counts first", "[web]") {
    CHECK(is_own({{"Sec-Fetch-Site", "same-origin"}, {"Origin", "https://other.example"}}));
    CHECK(is_own({{"Sec-Fetch-Site", "none"}}));
    CHECK_FALSE(
        is_own({{"Sec-Fetch-Site", "cross-site"}, {"Origin", "http://a.cn"}, {"Host", "a.cn"}})
    );
    CHECK_FALSE(is_own({{"Sec-Fetch-Site", "same-site"}}));
}

TEST_CASE("without it the origin must be this host, the proxy's or the public address", "[web]") {
    CHECK(is_own({{"Origin", "http://a.cn:8080"}, {"Host", "A.cn:8080"}}));
    CHECK(is_own(
        {{"Origin", "https://www.a.cn"},
         {"Host", "127.0.0.1:8080"},
         {"X-Forwarded-Host", "www.a.cn"}}
    ));
    CHECK(
        is_own({{"Origin", "https://www.a.cn"}, {"Host", "127.0.0.1"}}, "https://www.a.cn/huiying")
    );
    CHECK_FALSE(is_own({{"Origin", "https://evil.cn"}, {"Host", "a.cn"}}, "https://www.a.cn"));
    CHECK_FALSE(is_own({{"Origin", "null"}, {"Host", "a.cn"}}));
    CHECK_FALSE(is_own({{"Origin", ""}, {"Host", ""}}));
}

TEST_CASE("a client that says nothing is let in", "[web]") {
    CHECK(is_own({{"Host", "a.cn"}}));
}

TEST_CASE("the board's own address is the public one, or as the request named it", "[web]") {
    const auto own = [](std::vector<http::Header> headers, std::string_view public_url) {
        http::Request request;
        request.headers = headers;
        return web::own_address(request, public_url, "/huiying");
    };
    CHECK(own({{"Host", "127.0.0.1"}}, "https://www.a.cn") == "https://www.a.cn/huiying");
    CHECK(own({{"Host", "127.0.0.1"}}, "https://www.a.cn/") == "https://www.a.cn/huiying");
    CHECK(own({{"Host", "a.cn:8080"}}, "") == "http://a.cn:8080/huiying");
    CHECK(own({{"Host", "a"}, {"X-Forwarded-Host", "b.cn"}}, "") == "http://b.cn/huiying");
    CHECK(own({{"Host", "[::1]:80"}}, "") == "http://[::1]:80/huiying");
    CHECK(own({{"Host", "a.cn/<script>"}}, "") == "/huiying");
    CHECK(own({}, "") == "/huiying");
}
