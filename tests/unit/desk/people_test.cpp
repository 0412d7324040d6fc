#include "board/desk/people.hpp"

#include "catch.hpp"
#include "desk_ground.hpp"

using namespace huiying;
using model::Role;
using test::verdict;

namespace {

const desk::NewStaff kWang{"wang", "王工", "cjzx", {Role::handler}, "a good password"};

}  // namespace

TEST_CASE(
    "a session begins with the right password and ends with its time, a new password or the person",
    "[desk]"
) {
    test::DeskGround ground;
    desk::People people(ground.database, *ground.town, ground.clock);
    REQUIRE(verdict(people.add(kWang, "test")) == "ok");
    CHECK(verdict(people.add(kWang, "test")) == "already_exists");
    const auto opened = people.log_in("wang", "a good password", "peer");
    REQUIRE(verdict(opened) == "ok");
    CHECK(people.session(opened->token)->staff.name == "王工");
    CHECK(verdict(people.session("something else")) == "unauthenticated");
    CHECK(verdict(people.session("")) == "unauthenticated");
    SECTION("time") {
        ground.clock.advance(std::chrono::hours{13});
        CHECK(verdict(people.session(opened->token)) == "unauthenticated");
    }
    SECTION("use moves the end on") {
        ground.clock.advance(std::chrono::hours{11});
        CHECK(verdict(people.session(opened->token)) == "ok");
        ground.clock.advance(std::chrono::hours{11});
        CHECK(verdict(people.session(opened->token)) == "ok");
    }
    SECTION("new password") {
        REQUIRE(verdict(people.change("wang", {.password = "another password"}, "test")) == "ok");
        CHECK(verdict(people.session(opened->token)) == "unauthenticated");
        CHECK(verdict(people.log_in("wang", "a good password", "peer")) == "bad_credentials");
    }
    SECTION("deactivated") {
        REQUIRE(verdict(people.change("wang", {.active = false}, "test")) == "ok");
        CHECK(verdict(people.session(opened->token)) == "unauthenticated");
        CHECK(verdict(people.log_in("wang", "a good password", "peer")) == "bad_credentials");
    }
    SECTION("logged out") {
        people.log_out(opened->token);
        CHECK(verdict(people.session(opened->token)) == "unauthenticated");
    }
}

TEST_CASE("five wrong passwords lock the name for a while, also for the right one", "[desk]") {
    test::DeskGround ground;
    desk::People people(ground.database, *ground.town, ground.clock);
    REQUIRE(verdict(people.add(kWang, "test")) == "ok");
    for (int i = 0; i < 5; ++i)
        CHECK(verdict(people.log_in("wang", "wrong", "peer")) == "bad_credentials");
    CHECK(verdict(people.log_in("wang", "a good password", "other peer")) == "locked_out");
    ground.clock.advance(std::chrono::minutes{16});
    CHECK(verdict(people.log_in("wang", "a good password", "other peer")) == "ok");
}

TEST_CASE("people with bad names, units, roles or short passwords are refused", "[desk]") {
    test::DeskGround ground;
    desk::People people(ground.database, *ground.town, ground.clock);
    auto person = kWang;
    SECTION("login") {
        person.login = "王";
    }
    SECTION("unit") {
        person.unit = "nowhere";
    }
    SECTION("roles") {
        person.roles.clear();
    }
    SECTION("password") {
        person.password = "九个字的密码太短";
    }
    SECTION("name") {
        person.name = "";
    }
    CHECK(verdict(people.add(person, "test")) == "bad_request");
    CHECK(people.all().empty());
}

TEST_CASE("the one-time link makes one administrator, once, in time", "[desk]") {
    test::DeskGround ground;
    desk::People people(ground.database, *ground.town, ground.clock);
    const auto token = people.first_start_token();
    REQUIRE(token);
    const desk::NewStaff administrator{
        .login = "admin", .name = "管理员", .password = "a good password"};
    CHECK(verdict(people.set_first_password("guess", administrator)) == "unauthenticated");
    SECTION("in time") {
        auto typo = administrator;
        typo.password = "short";
        CHECK(verdict(people.set_first_password(*token, typo)) == "bad_request");
        const auto opened = people.set_first_password(*token, administrator);
        REQUIRE(verdict(opened) == "ok");
        CHECK(model::has_role(opened->session.staff, Role::administrator));
        CHECK(opened->session.staff.unit.empty());
        CHECK(verdict(people.set_first_password(*token, administrator)) == "unauthenticated");
        CHECK_FALSE(people.first_start_token());
    }
    SECTION("too late") {
        ground.clock.advance(std::chrono::hours{25});
        CHECK(verdict(people.set_first_password(*token, administrator)) == "unauthenticated");
    }
}
