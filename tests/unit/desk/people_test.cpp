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
    const auto opened = people.log_in({"wang", "a good password", "peer", ""});
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
        CHECK(verdict(people.log_in({"wang", "a good password", "peer", ""})) == "bad_credentials");
    }
    SECTION("deactivated") {
        REQUIRE(verdict(people.change("wang", {.active = false}, "test")) == "ok");
        CHECK(verdict(people.session(opened->token)) == "unauthenticated");
        CHECK(verdict(people.log_in({"wang", "a good password", "peer", ""})) == "bad_credentials");
    }
    SECTION("logged out") {
        people.log_out(opened->token);
        CHECK(verdict(people.session(opened->token)) == "unauthenticated");
    }
}

namespace {

struct Guesser {
    desk::People& people;
    std::string peer;
    std::string login = "wang";

    void guess(int times) const {
        for (int i = 0; i < times; ++i)
            CHECK(verdict(people.log_in({login, "wrong", peer, ""})) == "bad_credentials");
    }
};

}  // namespace

TEST_CASE("five wrong passwords from an address make it wait, and nobody elsewhere", "[desk]") {
    test::DeskGround ground;
    desk::People people(ground.database, *ground.town, ground.clock);
    REQUIRE(verdict(people.add(kWang, "test")) == "ok");
    const desk::LoginTry right{"wang", "a good password", "peer", ""};
    Guesser{people, "peer"}.guess(5);
    CHECK(verdict(people.log_in(right)) == "locked_out");
    CHECK(people.wait_of(right) == std::chrono::seconds{60});
    CHECK(verdict(people.log_in({"wang", "a good password", "other peer", ""})) == "ok");
    ground.clock.advance(std::chrono::seconds{61});
    SECTION("a wrong one again: the wait grows") {
        Guesser{people, "peer"}.guess(1);
        CHECK(people.wait_of(right) == std::chrono::seconds{120});
    }
    SECTION("the right one: counted from the start again") {
        CHECK(verdict(people.log_in(right)) == "ok");
        Guesser{people, "peer"}.guess(4);
        CHECK(verdict(people.log_in(right)) == "ok");
    }
    SECTION("a day later nothing is held against anybody") {
        ground.clock.advance(std::chrono::hours{24});
        Guesser{people, "peer"}.guess(4);
        CHECK(verdict(people.log_in(right)) == "ok");
    }
}

TEST_CASE(
    "strangers who guess at a name from everywhere stop strangers, not the browser that was in",
    "[desk]"
) {
    test::DeskGround ground;
    desk::People people(ground.database, *ground.town, ground.clock);
    REQUIRE(verdict(people.add(kWang, "test")) == "ok");
    const auto before = people.log_in({"wang", "a good password", "home", ""});
    REQUIRE(verdict(before) == "ok");
    for (int i = 0; i < 40; ++i)
        Guesser{people, "stranger " + std::to_string(i)}.guess(1);
    const desk::LoginTry unknown{"wang", "a good password", "elsewhere", ""};
    CHECK(verdict(people.log_in(unknown)) == "locked_out");
    CHECK(people.wait_of(unknown) <= std::chrono::minutes{15});
    const desk::LoginTry known{"wang", "a good password", "elsewhere", before->browser};
    CHECK(verdict(people.log_in(known)) == "ok");
    SECTION("nor does an address that is full of guesses") {
        Guesser{people, "office", "nobody"}.guess(5);
        for (int i = 0; i < 25; ++i)
            Guesser{people, "office", "nobody" + std::to_string(i)}.guess(1);
        CHECK(verdict(people.log_in({"wang", "a good password", "office", ""})) == "locked_out");
        CHECK(
            verdict(people.log_in({"wang", "a good password", "office", before->browser})) == "ok"
        );
    }
    SECTION("what another name's browser keeps, or somebody made up, is worth nothing") {
        auto forged = before->browser;
        forged.back() = forged.back() == '0' ? '1' : '0';
        for (const auto& browser : {forged, std::string("."), std::string("x"), "x" + forged})
            CHECK(
                verdict(people.log_in({"wang", "a good password", "elsewhere", browser})) ==
                "locked_out"
            );
        auto other = kWang;
        other.login = "li";
        REQUIRE(verdict(people.add(other, "test")) == "ok");
        const auto li = people.log_in({"li", "a good password", "home", ""});
        REQUIRE(verdict(li) == "ok");
        CHECK(
            verdict(people.log_in({"wang", "a good password", "elsewhere", li->browser})) ==
            "locked_out"
        );
    }
    SECTION("who has the browser and guesses waits as anybody") {
        for (int i = 0; i < 5; ++i)
            CHECK(verdict(people.log_in({"wang", "x", "p", before->browser})) == "bad_credentials");
        CHECK(verdict(people.log_in(known)) == "locked_out");
    }
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
