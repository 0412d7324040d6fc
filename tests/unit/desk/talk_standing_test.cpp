// What the record says of a talk, and how far it has come.
#include "board/desk/talk_standing.hpp"

#include "catch.hpp"
#include "desk_ground.hpp"

using namespace huiying;
using desk::TalkTicketIs;

TEST_CASE("the record names the last turn once it has taken it", "[desk]") {
    test::DeskGround ground;
    const desk::TalkStandings standings(ground.database, ground.clock);
    const desk::TalkOf talk{"wechat_oa", "gh_1", "alice"};
    auto first = ground.message("first", "路灯坏了");
    first.channel = talk.channel;
    first.account = talk.account;
    first.sender = talk.sender;
    CHECK(standings.of(talk, {first.number, "first"}).ticket == TalkTicketIs::none);
    CHECK(standings.of(talk, {first.number, "first"}).recorded_key.empty());

    ground.taken_in(first);
    const auto standing = standings.of(talk, {first.number, "first"});
    CHECK(standing.number == first.number);
    CHECK(standing.ticket == TalkTicketIs::open);
    CHECK(standing.recorded_key == "first");
    // The next turn is on its way.
    CHECK(standings.of(talk, {first.number, "second"}).recorded_key.empty());
}
