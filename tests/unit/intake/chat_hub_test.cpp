#include "bot/intake/chat_hub.hpp"

#include "catch.hpp"

using namespace huiying::intake;

TEST_CASE(
    "an address sends so many bytes of photos and no more, another has its own", "[chat_hub]"
) {
    ChatHub hub({.photo_bytes_an_hour = 100});
    CHECK(hub.may_send("10.0.0.1", 60));
    CHECK_FALSE(hub.may_send("10.0.0.1", 60));
    CHECK(hub.may_send("10.0.0.1", 40));
    CHECK(hub.may_send("10.0.0.2", 60));
}

TEST_CASE("talks that go on from an address that may begin none have a bound", "[chat_hub]") {
    ChatHub hub({.goes_on_an_hour = 2});
    CHECK(hub.may_go_on("10.0.0.1"));
    CHECK(hub.may_go_on("10.0.0.1"));
    CHECK_FALSE(hub.may_go_on("10.0.0.1"));
    CHECK(hub.may_go_on("10.0.0.2"));
    CHECK(hub.may_say("10.0.0.1"));
}
