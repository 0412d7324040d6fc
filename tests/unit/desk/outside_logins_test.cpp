#include "board/desk/outside_logins.hpp"

#include "board/desk/second_factors.hpp"
#include "catch.hpp"
#include "desk_ground.hpp"

using namespace huiying;
using model::Role;
using test::verdict;

namespace {

constexpr const char* kWay = "wecom/main";
constexpr const char* kProvider = "oidc/main";

struct LoginGround {
    LoginGround() {
        for (const auto* login : {"wang", "li"})
            REQUIRE(
                verdict(
                    people.add({login, "某人", "cjzx", {Role::handler}, "a good password"}, "test")
                ) == "ok"
            );
    }

    /// What a session of the person brings back that set out to bind.
    desk::ReturnedLogin binding(const std::string& login) {
        token = people.log_in({login, "a good password", "peer", ""})->token;
        const auto begun =
            *logins.begin(kWay, "/account", desk::Binder{*logins.named(login), token});
        const auto returned = logins.take(begun.state, begun.browser, kWay);
        REQUIRE(verdict(returned) == "ok");
        return *returned;
    }

    std::vector<std::string> ways_of(const std::string& login) {
        std::vector<std::string> ways;
        for (const auto& identity : logins.all())
            if (identity.login == login)
                ways.push_back(identity.way);
        return ways;
    }

    std::string token;  ///< of the session that binds
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
    LoginGround ground;
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
    LoginGround ground;
    REQUIRE(verdict(ground.logins.bind("wang", kWay, "WangGong", "admin")) == "ok");
    CHECK(verdict(ground.logins.bind("li", kWay, "WangGong", "admin")) == "already_exists");
    CHECK(verdict(ground.logins.bind("nobody", kWay, "x", "admin")) == "not_found");
    CHECK(verdict(ground.logins.bind("li", kWay, "", "admin")) == "bad_request");
    const auto wang = *ground.logins.named("wang");
    CHECK(ground.logins.who_is(kWay, {{"unknown", "WangGong"}, "", ""}) == wang);
    CHECK_FALSE(ground.logins.who_is("wecom/other", {{"WangGong"}, "", ""}));
    REQUIRE(verdict(ground.logins.bind("wang", kWay, "Wang2", "admin")) == "ok");
    CHECK_FALSE(ground.logins.who_is(kWay, {{"WangGong"}, "", ""}));
    CHECK(
        verdict(ground.logins.bind(ground.binding("li"), {{"Wang2"}, "", ""})) == "already_exists"
    );
    REQUIRE(verdict(ground.logins.unbind("wang", kWay, "admin")) == "ok");
    CHECK(verdict(ground.logins.unbind("wang", kWay, "admin")) == "not_found");
}

TEST_CASE("who is vouched for is in, switched-off people and second factors apart", "[desk]") {
    LoginGround ground;
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
    LoginGround ground;
    const auto zhang = ground.logins.note_newcomer(kProvider, {{"zhang"}, "张工", "sub-1"});
    REQUIRE(verdict(zhang) == "ok");
    CHECK(verdict(ground.people.log_in_vouched(*zhang, kProvider)) == "forbidden");
    CHECK(ground.logins.who_is(kProvider, {{"renamed"}, "", "sub-1"}) == *zhang);
    CHECK(
        verdict(ground.logins.note_newcomer(kProvider, {{"zhang"}, "张工", "sub-2"})) ==
        "already_exists"
    );
    CHECK(
        verdict(ground.logins.note_newcomer(kProvider, {{"Zhang San"}, "张三", "sub-3"})) ==
        "bad_request"
    );
}

TEST_CASE("a provider's lasting name counts from the first login on, and it alone", "[desk]") {
    LoginGround ground;
    const auto wang = *ground.logins.named("wang");
    const desk::OutsidePerson first{{"wang"}, "", "sub-1"};
    const desk::OutsidePerson other{{"wang"}, "", "sub-2"};
    SECTION("by the login that it names") {
        CHECK_FALSE(ground.logins.who_is(kProvider, first));
        CHECK(ground.logins.first_named(kProvider, first) == wang);
    }
    SECTION("by the name that an administrator wrote down") {
        REQUIRE(verdict(ground.logins.bind("wang", kProvider, "310112", "admin")) == "ok");
        CHECK_FALSE(ground.logins.who_is(kProvider, other));
        CHECK_FALSE(ground.logins.first_named(kProvider, other));
        CHECK(ground.logins.who_is(kProvider, {{"310112"}, "", "sub-1"}) == wang);
        CHECK_FALSE(ground.logins.who_is(kProvider, {{"310112"}, "", "sub-2"}));
    }
    CHECK(ground.logins.who_is(kProvider, {{"renamed"}, "", "sub-1"}) == wang);
    CHECK_FALSE(ground.logins.who_is(kProvider, other));
    CHECK_FALSE(ground.logins.first_named(kProvider, other));
    // Taken away: the name alone brings nobody back.
    REQUIRE(verdict(ground.logins.unbind("wang", kProvider, "admin")) == "ok");
    CHECK_FALSE(ground.logins.who_is(kProvider, first));
    CHECK_FALSE(ground.logins.first_named(kProvider, first));
    REQUIRE(verdict(ground.logins.bind("wang", kProvider, "wang", "admin")) == "ok");
    CHECK(ground.logins.who_is(kProvider, first) == wang);
}

TEST_CASE("the login of somebody switched off is nobody's to take", "[desk]") {
    LoginGround ground;
    REQUIRE(verdict(ground.people.change("wang", {.active = false}, "test")) == "ok");
    CHECK(ground.logins.first_named(kProvider, {{"wang"}, "", "sub-1"}));
    CHECK_FALSE(ground.logins.who_is(kProvider, {{"wang"}, "", "sub-1"}));
}

TEST_CASE("one binds oneself only while the session that began it lasts", "[desk]") {
    LoginGround ground;
    auto returned = ground.binding("wang");
    const desk::OutsidePerson person{{"WangGong"}, "", ""};
    SECTION("it does") {
        CHECK(verdict(ground.logins.bind(returned, person)) == "ok");
        CHECK(ground.ways_of("wang") == std::vector<std::string>{kWay});
        return;
    }
    SECTION("logged out meanwhile") {
        ground.people.log_out(ground.token);
    }
    SECTION("another one's session") {
        returned.binds = ground.logins.named("li");
    }
    SECTION("none") {
        returned.session.clear();
    }
    CHECK(verdict(ground.logins.bind(returned, person)) == "unauthenticated");
    CHECK(ground.ways_of("wang").empty());
}

TEST_CASE("what was on its way to be bound ends with the person's sessions", "[desk]") {
    LoginGround ground;
    const auto wang = *ground.logins.named("wang");
    const auto token = ground.people.log_in({"wang", "a good password", "peer", ""})->token;
    const auto begun = *ground.logins.begin(kWay, "/account", desk::Binder{wang, token});
    const desk::StaffChange change{.password = "another password"};
    REQUIRE(verdict(ground.people.change("wang", change, "admin")) == "ok");
    CHECK(verdict(ground.logins.take(begun.state, begun.browser, kWay)) == "stale_timestamp");
}

TEST_CASE("a new password takes away what was bound by oneself, and nothing else", "[desk]") {
    LoginGround ground;
    REQUIRE(verdict(ground.logins.bind(ground.binding("wang"), {{"Thief"}, "", ""})) == "ok");
    REQUIRE(verdict(ground.logins.bind("wang", "feishu/main", "WangGong", "admin")) == "ok");
    REQUIRE(verdict(ground.logins.bind(ground.binding("li"), {{"LiGong"}, "", ""})) == "ok");
    const desk::StaffChange change{.password = "another password"};
    REQUIRE(verdict(ground.people.change("wang", change, "admin")) == "ok");
    CHECK(ground.ways_of("wang") == std::vector<std::string>{"feishu/main"});
    CHECK(ground.ways_of("li") == std::vector<std::string>{kWay});
}
