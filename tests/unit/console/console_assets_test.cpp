#include "board/console/console_assets.hpp"

#include "catch.hpp"

#include <string>

using huiying::console::console_asset;
using huiying::console::ContentEncoding;

TEST_CASE("a path that the console does not have is no file", "[console]") {
    CHECK_FALSE(console_asset("assets/nothing.js"));
    CHECK_FALSE(console_asset("../index.html"));
    CHECK_FALSE(console_asset("index.html.gz"));
}

#if HUIYING_HAS_CONSOLE
TEST_CASE("the console's page is packed, compressed and plain", "[console]") {
    const auto compressed = console_asset("");
    REQUIRE(compressed);
    CHECK(compressed->media_type == "text/html; charset=utf-8");
    CHECK(compressed->content_encoding == "gzip");
    CHECK(compressed->bytes.substr(0, 2) == "\x1f\x8b");

    const auto plain = console_asset("index.html", ContentEncoding::identity);
    REQUIRE(plain);
    CHECK(plain->content_encoding.empty());
    CHECK(plain->bytes.substr(0, 15) == "<!doctype html>");
}

TEST_CASE("every file that the page names relatively is packed", "[console]") {
    const auto page = console_asset("index.html", ContentEncoding::identity);
    REQUIRE(page);
    int named = 0;
    for (std::size_t at = page->bytes.find("\"./"); at != std::string_view::npos;
         at = page->bytes.find("\"./", at + 1)) {
        const std::string_view path =
            page->bytes.substr(at + 3, page->bytes.find('"', at + 3) - at - 3);
        INFO(std::string(path));
        CHECK(console_asset(path));
        ++named;
    }
    CHECK(named >= 3);
}

TEST_CASE("the console's page runs no script that is written into it", "[console]") {
    const auto page = console_asset("index.html", ContentEncoding::identity);
    REQUIRE(page);
    for (std::size_t at = page->bytes.find("<script"); at != std::string_view::npos;
         at = page->bytes.find("<script", at + 1)) {
        const std::size_t open = page->bytes.find('>', at);
        CHECK(page->bytes.substr(open + 1, 9) == "</script>");
    }
}
#else
TEST_CASE("a build without the console has no page", "[console]") {
    CHECK_FALSE(console_asset(""));
}
#endif
