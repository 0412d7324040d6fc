#include "catch.hpp"
#include "queue/due_set.hpp"
#include "queue/rate_limit.hpp"
#include "redis_ground.hpp"

using namespace huiying;
using namespace std::chrono_literals;
using model::from_unix_ms;
using queue_test::RedisGround;

namespace {

std::vector<std::string> members(const std::vector<queue::Due>& due) {
    std::vector<std::string> names;
    for (const queue::Due& event : due)
        names.push_back(event.member);
    return names;
}

using Names = std::vector<std::string>;

constexpr std::int64_t kNow = 1796000000000;

}  // namespace

TEST_CASE("what is due is claimed earliest first, what is not stays", "[due_set]") {
    RedisGround ground;
    queue::DueSet set(ground.settings(), "clocks");
    CHECK_FALSE(set.next().has_value());
    const std::string odd("b\0|", 3);
    set.add(std::vector<queue::Due>{
        {"late", from_unix_ms(kNow + 1)}, {odd, from_unix_ms(kNow)}, {"a", from_unix_ms(kNow - 5)}}
    );
    CHECK(set.next() == from_unix_ms(kNow - 5));
    const auto claimed = set.claim(from_unix_ms(kNow), 10s, 10);
    CHECK(members(claimed) == Names{"a", odd});
    CHECK(claimed[0].at == from_unix_ms(kNow - 5));
    CHECK(set.next() == from_unix_ms(kNow + 1));
}

TEST_CASE(
    "a claimed member is nobody else's until its lease ends, then it comes again", "[due_set]"
) {
    RedisGround ground;
    queue::DueSet set(ground.settings(), "clocks");
    queue::DueSet other(ground.settings(), "clocks");
    set.add(std::vector<queue::Due>{{"a", from_unix_ms(kNow)}, {"b", from_unix_ms(kNow)}});
    CHECK(set.claim(from_unix_ms(kNow), 10s, 1).size() == 1);
    CHECK(members(other.claim(from_unix_ms(kNow), 10s, 10)) == Names{"b"});
    CHECK(other.claim(from_unix_ms(kNow + 9999), 10s, 10).empty());
    set.finish(Names{"a"});
    CHECK(members(other.claim(from_unix_ms(kNow + 10001), 10s, 10)) == Names{"b"});
}

TEST_CASE("a member that is added again while claimed keeps its new time", "[due_set]") {
    RedisGround ground;
    queue::DueSet set(ground.settings(), "clocks");
    set.add(std::vector<queue::Due>{{"a", from_unix_ms(kNow)}});
    CHECK(set.claim(from_unix_ms(kNow), 10s, 10).size() == 1);
    set.add(std::vector<queue::Due>{{"a", from_unix_ms(kNow + 60000)}});
    SECTION("when the claim is finished") {
        set.finish(Names{"a"});
    }
    SECTION("when the claim is forgotten") {
        CHECK(set.claim(from_unix_ms(kNow + 20000), 10s, 10).empty());
    }
    CHECK(set.next() == from_unix_ms(kNow + 60000));
}

TEST_CASE("a set is filled again without touching what waits or is claimed", "[due_set]") {
    RedisGround ground;
    queue::DueSet set(ground.settings(), "clocks");
    set.add(std::vector<queue::Due>{{"claimed", from_unix_ms(kNow)}});
    CHECK(set.claim(from_unix_ms(kNow), 10s, 10).size() == 1);
    set.add(std::vector<queue::Due>{
        {"early", from_unix_ms(kNow + 10)}, {"late", from_unix_ms(kNow + 90)}});
    set.add_missing(std::vector<queue::Due>{
        {"claimed", from_unix_ms(kNow)},
        {"early", from_unix_ms(kNow + 50)},
        {"late", from_unix_ms(kNow + 50)},
        {"new", from_unix_ms(kNow + 50)}});
    CHECK(members(set.claim(from_unix_ms(kNow + 10), 10s, 10)) == Names{"early"});
    CHECK(set.claim(from_unix_ms(kNow + 49), 10s, 10).empty());
    CHECK(members(set.claim(from_unix_ms(kNow + 50), 10s, 10)) == Names{"late", "new"});
    std::vector<queue::Due> many;
    for (int i = 0; i < 1201; ++i)
        many.push_back({"m" + std::to_string(i), from_unix_ms(kNow + 60)});
    set.add_missing(many);
    CHECK(set.claim(from_unix_ms(kNow + 60), 10s, 5000).size() == 1201);
}

TEST_CASE("a removed member is never due, and a moved one only at its last time", "[due_set]") {
    RedisGround ground;
    queue::DueSet set(ground.settings(), "clocks");
    set.add(std::vector<queue::Due>{
        {"a", from_unix_ms(kNow)}, {"b", from_unix_ms(kNow)}, {"c", from_unix_ms(kNow)}});
    set.remove("a");
    set.add(std::vector<queue::Due>{{"b", from_unix_ms(kNow + 100)}});
    CHECK(members(set.claim(from_unix_ms(kNow), 1s, 10)) == Names{"c"});
    set.remove("c");
    CHECK(members(set.claim(from_unix_ms(kNow + 5000), 1s, 10)) == Names{"b"});
    set.clear();
    CHECK(set.claim(from_unix_ms(kNow + 50000), 1s, 10).empty());
}

TEST_CASE(
    "tries beyond the limit are refused until the window ends or they are forgiven", "[rate_limit]"
) {
    RedisGround ground;
    queue::RateLimit limit(ground.settings(), "guess", 3, 400ms);
    for (int attempt = 0; attempt < 3; ++attempt)
        CHECK(limit.admit("ticket"));
    CHECK_FALSE(limit.admit("ticket"));
    CHECK(limit.admit("another"));
    SECTION("the window ends") {
        std::this_thread::sleep_for(450ms);
    }
    SECTION("forgiven") {
        limit.forgive("ticket");
    }
    CHECK(limit.admit("ticket"));
}
