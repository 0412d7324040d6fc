#include "board/desk/outside_logins.hpp"

#include "board/desk/second_factors.hpp"
#include "catch.hpp"
#include "desk_ground.hpp"

using namespace huiying;
using model::Role;
using test::verdict;

namespace {

constexpr const char* kWay = "wecom/main";

struct Ground {
    Ground() {
        for (const auto* login : {"wang", "li"})
            REQUIRE(
                verdict(
                    people.add({login, "某人", "cjzx", {Role::handler}, "a good password"}, "test")
                ) == "ok"
            );
    }

    test::DeskGround desk;
    desk::People people{desk.database, *desk.town, desk.clock};
    desk::SecondFactors factors{desk.database, *desk.town, desk.clock};
    desk::OutsideLogins logins{desk.database, *desk.town, desk.clock};
};

}  // namespace

TEST_CASE("a login leads back to paths of the console and nowhere else", "[desk]") {
    for (const auto* path : {"/", "/t/20261123-0001", "/desk/mine?q=%E8%B7%AF&unit=a,b"})
        CHECK(desk::own_path(path) == path);
    for (const auto* path :
         {"",
          "t",
          "//evil.example",
          "https://evil.example",
          "/\\evil.example",
          "/a//b",
          "/a\r\nb",
          "/#/x",
          "/<script>",
          "/路"})
        CHECK(desk::own_path(path) == "/");
    CHECK(desk::own_path("/" + std::string(500, 'x')) == "/");
}

TEST_CASE("what went out comes back once, in time, to its own browser and way", "[desk]") {
    Ground ground;
    const auto begun = *ground.logins.begin(kWay, "/t/1", std::nullopt);
    SECTION("once") {
        const auto returned = ground.logins.take(begun.state, begun.browser, kWay);
        REQUIRE(verdict(returned) == "ok");
        CHECK(returned->back == "/t/1");
        CHECK(returned->nonce == begun.nonce);
        CHECK(returned->verifier == begun.verifier);
        CHECK(verdict(ground.logins.take(begun.state, begun.browser, kWay)) == "stale_timestamp");
    }
    SECTION("another browser, which uses it up") {
        CHECK(verdict(ground.logins.take(begun.state, "other", kWay)) == "stale_timestamp");
        CHECK(verdict(ground.logins.take(begun.state, begun.browser, kWay)) == "stale_timestamp");
    }
    SECTION("another way") {
        CHECK(
            verdict(ground.logins.take(begun.state, begun.browser, "feishu/main")) ==
            "stale_timestamp"
        );
    }
    SECTION("too late") {
        ground.desk.clock.advance(std::chrono::minutes{10});
        CHECK(verdict(ground.logins.take(begun.state, begun.browser, kWay)) == "stale_timestamp");
    }
    CHECK(begun.state.find_first_not_of("0123456789abcdef") == std::string::npos);
}

TEST_CASE("an identity is one person's, and a person has one on a way", "[desk]") {
    Ground ground;
    REQUIRE(verdict(ground.logins.bind("wang", kWay, "WangGong", "admin")) == "ok");
    CHECK(verdict(ground.logins.bind("li", kWay, "WangGong", "admin")) == "already_exists");
    CHECK(verdict(ground.logins.bind("nobody", kWay, "x", "admin")) == "not_found");
    CHECK(verdict(ground.logins.bind("li", kWay, "", "admin")) == "bad_request");
    const auto wang = *ground.logins.named("wang");
    CHECK(ground.logins.who_is(kWay, {{"unknown", "WangGong"}, ""}) == wang);
    CHECK_FALSE(ground.logins.who_is("wecom/other", {{"WangGong"}, ""}));
    REQUIRE(verdict(ground.logins.bind("wang", kWay, "Wang2", "admin")) == "ok");
    CHECK_FALSE(ground.logins.who_is(kWay, {{"WangGong"}, ""}));
    CHECK(
        verdict(ground.logins.bind(*ground.logins.named("li"), kWay, {{"Wang2"}, ""})) ==
        "already_exists"
    );
    REQUIRE(verdict(ground.logins.unbind("wang", kWay, "admin")) == "ok");
    CHECK(verdict(ground.logins.unbind("wang", kWay, "admin")) == "not_found");
}

TEST_CASE("who is vouched for is in, switched-off people and second factors apart", "[desk]") {
    Ground ground;
    const auto wang = *ground.logins.named("wang");
    CHECK(!ground.people.log_in_vouched(wang, kWay)->token.empty());
    SECTION("switched off") {
        REQUIRE(verdict(ground.people.change("wang", {.active = false}, "test")) == "ok");
        CHECK(verdict(ground.people.log_in_vouched(wang, kWay)) == "forbidden");
    }
    SECTION("a duty to set up a second factor, unless the platform's word is enough") {
        ground.factors.put_rules({.second_factor_roles = {Role::handler}, .ways = {}}, "test");
        CHECK(
            ground.people.log_in_vouched(wang, kWay)->session.reach ==
            desk::Reach::second_factor_only
        );
        ground.factors.put_rules(
            {.second_factor_roles = {Role::handler}, .outside_is_enough = true, .ways = {kWay}},
            "test"
        );
        const auto opened = ground.people.log_in_vouched(wang, kWay);
        CHECK(ground.people.session(opened->token)->reach == desk::Reach::everything);
    }
}

TEST_CASE("a newcomer is noted switched off", "[desk]") {
    Ground ground;
    REQUIRE(verdict(ground.logins.note_newcomer("zhang", "张工")) == "ok");
    CHECK(
        verdict(ground.people.log_in_vouched(*ground.logins.named("zhang"), "oidc/main")) ==
        "forbidden"
    );
    CHECK(verdict(ground.logins.note_newcomer("zhang", "张工")) == "already_exists");
    CHECK(verdict(ground.logins.note_newcomer("Zhang San", "张三")) == "bad_request");
}
