#include "board/desk/one_time_codes.hpp"
#include "board/desk/people.hpp"
#include "board/desk/second_factors.hpp"
#include "board/desk/stand_ins.hpp"
#include "catch.hpp"
#include "desk_ground.hpp"

#include <array>
#include <cstdlib>
#include <liboath/oath.h>
#include <set>

using namespace huiying;
using model::Role;
using test::verdict;

namespace {

// RFC 6238, appendix B: "12345678901234567890" in Base32.
constexpr const char* kRfcSecret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

model::Instant at_second(std::int64_t second) {
    return model::from_unix_ms(second * 1000);
}

/// What an authenticator shows then.
std::string shown_by(const std::string& secret, model::Instant now) {
    char* key = nullptr;
    std::size_t length = 0;
    REQUIRE(oath_base32_decode(secret.data(), secret.size(), &key, &length) == OATH_OK);
    std::array<char, 7> code{};
    const auto seconds = static_cast<std::time_t>(model::to_unix_ms(now) / 1000);
    REQUIRE(oath_totp_generate(key, length, seconds, 30, 0, 6, code.data()) == OATH_OK);
    std::free(key);
    return code.data();
}

struct Ground {
    Ground() {
        REQUIRE(
            verdict(people.add({"wang", "王工", "cjzx", {Role::handler}, "a good password"}, "test")
            ) == "ok"
        );
        wang = people.all().front();
    }

    /// A session by the password alone, while that is enough.
    std::string session() {
        const auto opened = people.log_in({"wang", "a good password", "peer", ""});
        REQUIRE(verdict(opened) == "ok");
        return opened->token;
    }

    /// Turns it on; the recovery codes.
    std::vector<std::string> turned_on() { return turned_on(session()); }

    std::vector<std::string> turned_on(const std::string& proving) {
        secret = *factors.begin(wang);
        const auto codes = factors.confirm(wang, {proving, code()});
        REQUIRE(verdict(codes) == "ok");
        desk.clock.advance(std::chrono::seconds{30});
        return *codes;
    }

    std::string code() const { return shown_by(secret, desk.clock.now()); }

    std::string half() {
        const auto first = people.log_in({"wang", "a good password", "peer", ""});
        REQUIRE(verdict(first) == "ok");
        CHECK(first->token.empty());
        return first->half;
    }

    model::Result<desk::OpenedSession> enter(const std::string& half, const std::string& typed) {
        return people.enter_code({half, typed, "peer", ""});
    }

    test::DeskGround desk;
    desk::People people{desk.database, *desk.town, desk.clock};
    desk::SecondFactors factors{desk.database, *desk.town, desk.clock};
    model::Staff wang;
    std::string secret;
};

}  // namespace

TEST_CASE("codes are those of the standard, one step early or late, and nothing else", "[desk]") {
    CHECK(desk::step_of_code(kRfcSecret, "287082", at_second(59)) == 1);
    CHECK(desk::step_of_code(kRfcSecret, "081804", at_second(1111111109)) == 37037036);
    CHECK(desk::step_of_code(kRfcSecret, "279037", at_second(2000000000)) == 66666666);
    CHECK(desk::step_of_code(kRfcSecret, "287082", at_second(60)) == 1);
    CHECK(desk::step_of_code(kRfcSecret, "287082", at_second(29)) == 1);
    CHECK_FALSE(desk::step_of_code(kRfcSecret, "287082", at_second(90)));
    // The eight digits of the same step are not what we ask for.
    for (const auto* wrong : {"94287082", "", "28708", "2870821", "28708x", "287 82"})
        CHECK_FALSE(desk::step_of_code(kRfcSecret, wrong, at_second(59)));
}

TEST_CASE("secrets and recovery codes are made by chance, and typed as people type", "[desk]") {
    CHECK(desk::new_code_secret().size() == 32);
    CHECK(desk::new_code_secret() != desk::new_code_secret());
    const auto codes = desk::new_recovery_codes();
    CHECK(std::set<std::string>(codes.begin(), codes.end()).size() == desk::kRecoveryCodes);
    CHECK(desk::plain_code(" abcd-efgh jkmn-pq2s") == "ABCDEFGHJKMNPQ2S");
}

TEST_CASE("with a second factor the password opens half a login, the code the rest", "[desk]") {
    Ground ground;
    const auto codes = ground.turned_on();
    const auto half = ground.half();
    CHECK(ground.people.half_logged_in(half) == "wang");
    CHECK(verdict(ground.people.session(half)) == "unauthenticated");
    CHECK(verdict(ground.enter("guessed", ground.code())) == "unauthenticated");
    CHECK(verdict(ground.enter("", ground.code())) == "unauthenticated");
    SECTION("the right code") {
        const auto opened = ground.enter(half, ground.code());
        REQUIRE(verdict(opened) == "ok");
        CHECK(ground.people.session(opened->token)->staff.login == "wang");
        CHECK(verdict(ground.enter(half, ground.code())) == "unauthenticated");
    }
    SECTION("no code is taken twice, nor one of a step before") {
        const auto code = ground.code();
        const auto before =
            shown_by(ground.secret, ground.desk.clock.now() - std::chrono::seconds{30});
        REQUIRE(verdict(ground.enter(half, code)) == "ok");
        const auto again = ground.half();
        CHECK(verdict(ground.enter(again, code)) == "bad_request");
        CHECK(verdict(ground.enter(again, before)) == "bad_request");
        ground.desk.clock.advance(std::chrono::seconds{30});
        CHECK(verdict(ground.enter(again, ground.code())) == "ok");
    }
    SECTION("a recovery code, once") {
        REQUIRE(verdict(ground.enter(half, codes.front())) == "ok");
        CHECK(verdict(ground.enter(ground.half(), codes.front())) == "bad_request");
        CHECK(ground.factors.standing(ground.wang).recovery_left == 9);
    }
    SECTION("ten minutes later it begins anew") {
        ground.desk.clock.advance(std::chrono::minutes{10});
        CHECK(verdict(ground.enter(half, ground.code())) == "unauthenticated");
    }
    SECTION("a new password, or the end of the person, ends it") {
        REQUIRE(
            verdict(ground.people.change("wang", {.password = "another password"}, "test")) == "ok"
        );
        CHECK(verdict(ground.enter(half, ground.code())) == "unauthenticated");
    }
}

TEST_CASE(
    "whoever has the password and guesses codes waits, right passwords between or not", "[desk]"
) {
    Ground ground;
    ground.turned_on();
    const auto half = ground.half();
    for (int i = 0; i < 4; ++i)
        CHECK(verdict(ground.enter(half, "wrong")) == "bad_request");
    const auto another = ground.half();
    CHECK(verdict(ground.enter(another, "wrong")) == "bad_request");
    CHECK(verdict(ground.enter(another, ground.code())) == "locked_out");
    CHECK(verdict(ground.people.log_in({"wang", "a good password", "peer", ""})) == "locked_out");
    ground.desk.clock.advance(std::chrono::seconds{61});
    CHECK(verdict(ground.enter(another, ground.code())) == "ok");
}

TEST_CASE("turning it off needs password and code", "[desk]") {
    Ground ground;
    ground.turned_on();
    desk::SecondFactorProof proof{"wang", "wrong password", ground.code(), "peer", ""};
    CHECK(verdict(ground.factors.turn_off(ground.wang, proof)) == "bad_request");
    proof.password = "a good password";
    proof.code = "000000";
    CHECK(verdict(ground.factors.turn_off(ground.wang, proof)) == "bad_request");
    CHECK(ground.factors.standing(ground.wang).since);
    proof.code = ground.code();
    REQUIRE(verdict(ground.factors.turn_off(ground.wang, proof)) == "ok");
    CHECK_FALSE(ground.factors.standing(ground.wang).since);
    CHECK(!ground.people.log_in({"wang", "a good password", "peer", ""})->token.empty());
}

TEST_CASE("turning it off is bounded as logins are", "[desk]") {
    Ground ground;
    ground.turned_on();
    const desk::SecondFactorProof wrong{"wang", "a good password", "000000", "peer", ""};
    for (int i = 0; i < 5; ++i)
        CHECK(verdict(ground.factors.turn_off(ground.wang, wrong)) == "bad_request");
    auto right = wrong;
    right.code = ground.code();
    CHECK(verdict(ground.factors.turn_off(ground.wang, right)) == "locked_out");
}

TEST_CASE(
    "a role that makes it a duty opens a session that can set it up, and no other", "[desk]"
) {
    Ground ground;
    const auto before = ground.people.log_in({"wang", "a good password", "peer", ""});
    ground.factors.put_rules({.second_factor_roles = {Role::handler}, .ways = {}}, "test");
    CHECK(ground.people.session(before->token)->reach == desk::Reach::second_factor_only);
    const auto opened = ground.people.log_in({"wang", "a good password", "peer", ""});
    CHECK(opened->session.reach == desk::Reach::second_factor_only);
    CHECK(ground.people.session(opened->token)->reach == desk::Reach::second_factor_only);
    CHECK_FALSE(ground.people.who_has(opened->token));
    CHECK_FALSE(ground.people.who_has(before->token));
    ground.turned_on(opened->token);
    CHECK(ground.people.session(opened->token)->reach == desk::Reach::everything);
    CHECK(verdict(ground.people.session(before->token)) == "unauthenticated");
    SECTION("and turning it off leaves only that again") {
        const desk::SecondFactorProof proof{"wang", "a good password", ground.code(), "peer", ""};
        REQUIRE(verdict(ground.factors.turn_off(ground.wang, proof)) == "ok");
        CHECK(ground.people.session(opened->token)->reach == desk::Reach::second_factor_only);
    }
    SECTION("a reset ends the sessions, and the password alone does again") {
        REQUIRE(verdict(ground.factors.reset("wang", "test")) == "ok");
        CHECK(verdict(ground.people.session(opened->token)) == "unauthenticated");
        CHECK(verdict(ground.factors.reset("wang", "test")) == "not_found");
        CHECK(verdict(ground.factors.reset("nobody", "test")) == "not_found");
        CHECK(ground.people.log_in({"wang", "a good password", "peer", ""})->half.empty());
    }
}

TEST_CASE("whoever sets it up is alone in afterwards", "[desk]") {
    Ground ground;
    ground.factors.put_rules({.second_factor_roles = {Role::handler}, .ways = {}}, "test");
    // Somebody else has the password, and was there first.
    const auto thief = ground.session();
    const auto own = ground.session();
    ground.turned_on(own);
    CHECK(ground.people.session(own)->reach == desk::Reach::everything);
    CHECK(verdict(ground.people.session(thief)) == "unauthenticated");
    CHECK_FALSE(ground.people.who_has(thief));
}

TEST_CASE("a role that is lent, or given later, makes it a duty as well", "[desk]") {
    Ground ground;
    ground.factors.put_rules({.second_factor_roles = {Role::reviewer}, .ways = {}}, "test");
    const auto session = ground.session();
    CHECK(ground.people.session(session)->reach == desk::Reach::everything);
    SECTION("given later") {
        const auto roles = std::vector{Role::handler, Role::reviewer};
        REQUIRE(verdict(ground.people.change("wang", {.roles = roles}, "test")) == "ok");
    }
    SECTION("lent") {
        const auto lin =
            ground.people.add({"lin", "林工", "cjzx", {Role::reviewer}, "a good password"}, "test");
        REQUIRE(verdict(lin) == "ok");
        const desk::Absence absence{
            .login = "lin",
            .name = {},
            .deputy = "wang",
            .deputy_name = {},
            .from_day = "2026-11-23",
            .to_day = "2026-11-24",
            .note = {}};
        REQUIRE(verdict(desk::StandIns(ground.desk.uses()).put(*lin, absence)) == "ok");
    }
    CHECK(ground.people.session(session)->reach == desk::Reach::second_factor_only);
    CHECK_FALSE(ground.people.who_has(session));
    CHECK(
        ground.people.log_in({"wang", "a good password", "peer", ""})->session.reach ==
        desk::Reach::second_factor_only
    );
    ground.turned_on(session);
    CHECK(ground.people.session(session)->reach == desk::Reach::everything);
}

TEST_CASE(
    "before what outlives a session the password is asked for, and guessed by nobody", "[desk]"
) {
    Ground ground;
    const desk::LoginTry wrong{"wang", "wrong password", "peer", ""};
    const desk::LoginTry right{"wang", "a good password", "peer", ""};
    CHECK(verdict(ground.people.prove_password(right)) == "ok");
    for (int i = 0; i < 5; ++i)
        CHECK(verdict(ground.people.prove_password(wrong)) == "bad_request");
    CHECK(verdict(ground.people.prove_password(right)) == "locked_out");
}

TEST_CASE("the first code is guessed by nobody either", "[desk]") {
    Ground ground;
    const auto session = ground.session();
    ground.secret = *ground.factors.begin(ground.wang);
    for (int i = 0; i < 5; ++i)
        CHECK(verdict(ground.factors.confirm(ground.wang, {session, "000000"})) == "bad_request");
    const desk::FirstCode right{session, ground.code()};
    CHECK(verdict(ground.factors.confirm(ground.wang, right)) == "locked_out");
}

TEST_CASE("what was begun and not proved changes nothing, and the secret lies sealed", "[desk]") {
    Ground ground;
    const auto session = ground.session();
    const auto first = *ground.factors.begin(ground.wang);
    CHECK(verdict(ground.factors.confirm(ground.wang, {session, "000000"})) == "bad_request");
    CHECK(!ground.people.log_in({"wang", "a good password", "peer", ""})->token.empty());
    const auto second = *ground.factors.begin(ground.wang);
    CHECK(first != second);
    const auto now = ground.desk.clock.now();
    CHECK(
        verdict(ground.factors.confirm(ground.wang, {session, shown_by(first, now)})) ==
        "bad_request"
    );
    CHECK(
        verdict(ground.factors.confirm(ground.wang, {"another", shown_by(second, now)})) ==
        "unauthenticated"
    );
    REQUIRE(verdict(ground.factors.confirm(ground.wang, {session, shown_by(second, now)})) == "ok");
    CHECK(verdict(ground.factors.begin(ground.wang)) == "already_exists");
    const auto kept = ground.desk.database.read([](store::Connection& connection) {
        auto row = connection.query("select sealed_secret from second_factor");
        return row.next() ? row.text(0) : std::string();
    });
    CHECK(!kept.empty());
    CHECK(kept.find(second) == std::string::npos);
}
