#include "config/town_files.hpp"

#include "catch.hpp"
#include "config/config_error.hpp"

#include <set>

using namespace huiying::config;

TEST_CASE(
    "the sample town is complete: at least 80 answers of 100 characters, each asked in more than "
    "one way",
    "[config]"
) {
    const auto files = packed_town();
    CHECK(files.town.name == "马桥镇");
    CHECK(files.units.size() >= 20);
    REQUIRE(files.faq.size() >= 80);
    for (const auto& entry : files.faq) {
        INFO(entry.id);
        std::size_t characters = 0;
        for (const char c : entry.answer)
            characters += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
        CHECK(characters >= 100);
        CHECK(entry.variants.size() >= 2);
        CHECK_FALSE(entry.unit.empty());
        CHECK_FALSE(entry.source.empty());
        CHECK(entry.review == "sample");
    }
}

TEST_CASE("calendars cover 2007 to 2026 officially and 2027 provisionally", "[config]") {
    std::map<int, std::string> standings;
    for (const auto& row : packed_calendars()) {
        standings[row.year] = row.standing;
        CHECK_FALSE(row.holidays.empty());
    }
    REQUIRE(standings.size() == 21);
    for (int year = 2007; year <= 2026; ++year)
        CHECK(standings[year] == "official");
    CHECK(standings[2027] == "provisional");
}

TEST_CASE("a calendar with a date of another year or on both lists is refused", "[config]") {
    CHECK_THROWS_AS(
        parse_calendar(
            "x",
            R"({"year":2026,"standing":"official","source":"s","holidays":{"2029-01-01":"a"},"workdays":{}})"
        ),
        ConfigError
    );
    CHECK_THROWS_AS(
        parse_calendar(
            "x",
            R"({"year":2026,"standing":"official","source":"s","holidays":{"2026-01-01":"a"},"workdays":{"2026-01-01":"a"}})"
        ),
        ConfigError
    );
    CHECK_THROWS_AS(parse_calendar("x", "{"), ConfigError);
    CHECK_NOTHROW(parse_calendar(
        "x",
        R"({"year":2026,"standing":"official","source":"s","holidays":{"2026-01-01":"a"},"workdays":{}})"
    ));
}

TEST_CASE("the demonstration has 300 messages of known units in every state", "[config]") {
    std::set<std::string> codes;
    for (const auto& unit : packed_town().units)
        codes.insert(unit.code);
    const auto messages = packed_demo_messages();
    CHECK(messages.size() == 300);
    std::map<std::string, int> states;
    for (const auto& message : messages) {
        INFO(message.subject);
        CHECK(codes.contains(message.unit));
        ++states[message.state];
    }
    for (const auto* state : {"to_dispatch", "handling", "in_review", "final_replied", "closed"})
        CHECK(states[state] > 0);
}
