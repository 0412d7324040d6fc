#include "board/model/instant.hpp"

#include "catch.hpp"

using namespace huiying::model;

TEST_CASE("an instant is shown with the town's offset whatever zone it was given in", "[model]") {
    const auto instant = parse_rfc3339("2026-11-22T16:30:05Z");
    REQUIRE(instant);
    CHECK(to_rfc3339(*instant) == "2026-11-23T00:30:05+08:00");
    CHECK(
        parse_rfc3339("2026-11-23T00:30:05.250+08:00") == *instant + std::chrono::milliseconds{250}
    );
    CHECK(to_iso(local_date(*instant)) == "2026-11-23");
}

TEST_CASE("texts that only look like RFC 3339 are refused", "[model]") {
    const auto* text = GENERATE(
        "",
        "2026-11-23",
        "2026-11-23T09:30:00",
        "2026-13-01T00:00:00Z",
        "2026-02-29T00:00:00Z",
        "2026-11-23T24:00:00Z",
        "2026-11-23T09:30:00+8:00",
        "2026-11-23T09:30:00.Z",
        "2026-11-23T09:30:00Zx",
        "２026-11-23T09:30:00Z"
    );
    INFO(text);
    CHECK_FALSE(parse_rfc3339(text));
}

TEST_CASE(
    "citizens read a date with its weekday, and the year only when it is another one", "[model]"
) {
    const auto reference = *parse_rfc3339("2026-11-23T09:00:00+08:00");
    CHECK(
        to_chinese(*parse_rfc3339("2026-11-30T23:59:59+08:00"), reference) ==
        "11月30日（周一）23:59"
    );
    CHECK(
        to_chinese(*parse_rfc3339("2027-01-04T08:05:00+08:00"), reference) ==
        "2027年1月4日（周一）08:05"
    );
}
