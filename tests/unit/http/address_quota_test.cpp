#include "http/address_quota.hpp"

#include "catch.hpp"

#include <string>

using namespace huiying;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

struct Ground {
    http::AddressQuota quota{{.an_hour = 3, .a_day = 5}};
    http::AddressQuota::Time now{hours{100}};
    int sent = 0;

    std::optional<http::OverQuota> send(const std::string& network = "198.51.100.7") {
        return quota.take(network, "key " + std::to_string(++sent), now);
    }

    int taken_of(int count) {
        int taken = 0;
        for (int i = 0; i < count; ++i)
            taken += send() ? 0 : 1;
        return taken;
    }
};

}  // namespace

TEST_CASE("a network may send so many messages in any hour, and is told when the next", "[quota]") {
    Ground ground;
    CHECK(ground.taken_of(1) == 1);
    ground.now += minutes{10};
    CHECK(ground.taken_of(3) == 2);
    const auto over = ground.send();
    REQUIRE(over);
    CHECK(over->most == 3);
    CHECK(over->in == hours{1});
    CHECK(over->wait == minutes{50});
    CHECK(ground.quota.over("198.51.100.7", ground.now)->wait == minutes{50});
    CHECK_FALSE(ground.send("198.51.100.8"));
    ground.now += minutes{50};
    CHECK_FALSE(ground.quota.over("198.51.100.7", ground.now));
    CHECK(ground.taken_of(2) == 1);
}

TEST_CASE("a network may send so many messages in any day", "[quota]") {
    Ground ground;
    CHECK(ground.taken_of(4) == 3);
    ground.now += hours{2};
    CHECK(ground.taken_of(4) == 2);
    const auto over = ground.send();
    REQUIRE(over);
    CHECK(over->most == 5);
    CHECK(over->in == hours{24});
    CHECK(over->wait == hours{22});
    ground.now += hours{22};
    CHECK(ground.taken_of(4) == 3);
}

TEST_CASE("the same message sent again is one message, also when no other may come", "[quota]") {
    Ground ground;
    for (int i = 0; i < 10; ++i)
        CHECK_FALSE(ground.quota.take("a", "the same", ground.now));
    CHECK_FALSE(ground.quota.take("a", "second", ground.now));
    CHECK_FALSE(ground.quota.take("a", "third", ground.now));
    CHECK(ground.quota.take("a", "fourth", ground.now));
    CHECK_FALSE(ground.quota.take("a", "the same", ground.now));
}

TEST_CASE("a bound of 0 bounds nothing", "[quota]") {
    Ground ground;
    http::AddressQuota any({.an_hour = 0, .a_day = 0});
    http::AddressQuota daily({.an_hour = 0, .a_day = 2});
    for (int i = 0; i < 100; ++i)
        CHECK_FALSE(any.take("a", std::to_string(i), ground.now));
    CHECK_FALSE(daily.take("a", "1", ground.now));
    CHECK_FALSE(daily.take("a", "2", ground.now));
    CHECK(daily.take("a", "3", ground.now));
}

TEST_CASE("networks that have sent nothing for a day are forgotten, others are not", "[quota]") {
    Ground ground;
    for (int i = 0; i < 3; ++i)
        CHECK_FALSE(ground.send("stays"));
    ground.now -= hours{23};
    for (int i = 0; i < 1'500; ++i)
        CHECK_FALSE(ground.send("network " + std::to_string(i)));
    ground.now += hours{23} + seconds{1};
    for (int i = 0; i < 1'500; ++i)
        CHECK_FALSE(ground.send("later " + std::to_string(i)));
    CHECK(ground.send("stays"));
}
