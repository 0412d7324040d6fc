#include "bot/intake/arrival.hpp"

#include "catch.hpp"

namespace huiying::intake {

TEST_CASE("a group's talk goes by its own name, else by where the answer goes", "[intake]") {
    channel::Message message;
    message.reply_to.from = "nonce-1";
    CHECK(place_of(message).hearers == conversation::Hearers::sender);
    CHECK(place_of(message).group.empty());
    message.heard_by = channel::HeardBy::group;
    CHECK(place_of(message).group == "nonce-1");
    message.talk = "wr1";
    CHECK(place_of(message).group == "wr1");
    CHECK(place_of(message).hearers == conversation::Hearers::group);
}

}  // namespace huiying::intake
