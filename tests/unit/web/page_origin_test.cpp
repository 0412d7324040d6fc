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
