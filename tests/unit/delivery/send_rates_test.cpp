#include "bot/delivery/send_rates.hpp"

#include "catch.hpp"

namespace huiying::delivery {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

const model::Instant kNow{seconds{1'763'860'000}};

model::OutboundMessage to(const std::string& person, const std::string& account = "town") {
    model::OutboundMessage message;
    message.channel = "wecom";
    message.account = account;
    message.recipient = person;
    return message;
}

channel::Limits limits(int a_second, int a_minute_to_one) {
    channel::Limits made;
    made.sends_a_second = a_second;
    made.sends_a_minute_to_one = a_minute_to_one;
    return made;
}

}  // namespace

TEST_CASE(
    "an account sends so many a second, and what is more is put off until it may", "[delivery]"
) {
    SendRates rates;
    for (int i = 0; i < 3; ++i)
        CHECK_FALSE(rates.put_off_until(to("p" + std::to_string(i)), 1, limits(3, 0), kNow));
    const auto until = rates.put_off_until(to("p3"), 1, limits(3, 0), kNow);
    REQUIRE(until);
    CHECK(*until > kNow);
    CHECK(*until <= kNow + milliseconds{334});
    CHECK_FALSE(rates.put_off_until(to("p3"), 1, limits(3, 0), *until));
    CHECK(rates.put_off_until(to("p4"), 1, limits(3, 0), *until));
    CHECK_FALSE(rates.put_off_until(to("p4", "other"), 1, limits(3, 0), *until));
}

TEST_CASE("one person hears so many a minute, the others are not held up", "[delivery]") {
    SendRates rates;
    CHECK_FALSE(rates.put_off_until(to("a"), 1, limits(0, 2), kNow));
    CHECK_FALSE(rates.put_off_until(to("a"), 1, limits(0, 2), kNow));
    const auto until = rates.put_off_until(to("a"), 1, limits(0, 2), kNow);
    REQUIRE(until);
    CHECK(*until == kNow + seconds{30});
    CHECK_FALSE(rates.put_off_until(to("b"), 1, limits(0, 2), kNow));
}

TEST_CASE("what one person may not hear does not count for the account", "[delivery]") {
    SendRates rates;
    CHECK_FALSE(rates.put_off_until(to("a"), 1, limits(2, 1), kNow));
    for (int i = 0; i < 5; ++i)
        CHECK(rates.put_off_until(to("a"), 1, limits(2, 1), kNow));
    CHECK_FALSE(rates.put_off_until(to("b"), 1, limits(2, 1), kNow));
}

TEST_CASE("each of a backlog gets a turn of its own, and goes when it comes", "[delivery]") {
    SendRates rates;
    const auto bounds = limits(10, 0);
    for (int i = 0; i < 10; ++i)
        CHECK_FALSE(rates.put_off_until(to("now" + std::to_string(i)), 1, bounds, kNow));
    for (int i = 0; i < 50; ++i) {
        const auto person = to("p" + std::to_string(i));
        const auto turn = rates.put_off_until(person, 1, bounds, kNow);
        REQUIRE(turn);
        CHECK(*turn >= kNow + milliseconds{100 * (i + 1)});
        CHECK(*turn <= kNow + milliseconds{100 * (i + 1) + 1});
        CHECK(rates.put_off_until(person, 1, bounds, kNow) == turn);
    }
    CHECK_FALSE(rates.put_off_until(to("p0"), 1, bounds, kNow + milliseconds{101}));
    CHECK(rates.put_off_until(to("p49"), 1, bounds, kNow + milliseconds{101}));
    CHECK_FALSE(rates.put_off_until(to("p49"), 1, bounds, kNow + seconds{6}));
}

TEST_CASE("a reply in parts takes as many of the rates as it has parts", "[delivery]") {
    SendRates rates;
    CHECK_FALSE(rates.put_off_until(to("a"), 3, limits(0, 4), kNow));
    const auto until = rates.put_off_until(to("a"), 2, limits(0, 4), kNow);
    REQUIRE(until);
    CHECK(*until == kNow + seconds{15});
    CHECK_FALSE(rates.put_off_until(to("b"), 4, limits(0, 4), kNow));
}

TEST_CASE(
    "a reply of more parts than a rate allows goes out, and what follows waits", "[delivery]"
) {
    SendRates rates;
    CHECK_FALSE(rates.put_off_until(to("a"), 6, limits(0, 4), kNow));
    const auto until = rates.put_off_until(to("a"), 1, limits(0, 4), kNow);
    REQUIRE(until);
    CHECK(*until == kNow + seconds{45});
    CHECK_FALSE(rates.put_off_until(to("b"), 2, limits(4, 0), kNow));
    CHECK(rates.put_off_until(to("c"), 3, limits(4, 0), kNow));
}

TEST_CASE("a platform without bounds is sent to at once", "[delivery]") {
    SendRates rates;
    for (int i = 0; i < 1000; ++i)
        CHECK_FALSE(rates.put_off_until(to("a"), 1, limits(0, 0), kNow));
}

}  // namespace huiying::delivery
