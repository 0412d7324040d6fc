#include "queue/keys.hpp"

#include "board/model/inbound_message.hpp"
#include "catch.hpp"
#include "queue/endpoint.hpp"
#include "queue/process_identity.hpp"

#include <sys/wait.h>
#include <unistd.h>

using namespace huiying;

TEST_CASE("the keys of a partition carry its tag", "[keys]") {
    const queue::Keys keys("hy", 8);
    CHECK(keys.inbound(3) == "{hy:3}:inbound");
    CHECK(keys.lease(3) == "{hy:3}:lease");
    CHECK(keys.fence(7) == "{hy:7}:fence");
    CHECK_THROWS_AS(keys.inbound(8), std::out_of_range);
}

TEST_CASE("the partition of a sender never changes between builds", "[keys]") {
    CHECK(queue::ordering_hash("webhook", "town", "citizen", "") == 0x1bce4756b04e0278);
    CHECK(queue::ordering_hash("webhook", "town", "", "key-1") == 0x51f251f7abccb68d);
}

TEST_CASE("one sender's messages share a partition, whatever their delivery keys", "[keys]") {
    model::InboundMessage first;
    first.channel = "webhook";
    first.account = "town";
    first.sender = "a";
    first.delivery_key = "1";
    auto second = first;
    second.delivery_key = "2";
    CHECK(queue::ordering_hash(first) == queue::ordering_hash(second));
    second.account = "other";
    CHECK(queue::ordering_hash(first) != queue::ordering_hash(second));
}

TEST_CASE("what is added by code shares its ticket's partition, whatever the channel", "[keys]") {
    model::InboundMessage page;
    page.channel = "board";
    page.delivery_key = "1";
    page.number = "7K3M-9Q2X-RT4B";
    page.proved_by_code = true;
    auto call = page;
    call.channel = "api";
    call.delivery_key = "2";
    CHECK(queue::ordering_hash(page) == queue::ordering_hash(call));
    call.number = "7K3M-9Q2X-RT4C";
    CHECK(queue::ordering_hash(page) != queue::ordering_hash(call));
    page.proved_by_code = call.proved_by_code = false;
    call.number = page.number;
    CHECK(queue::ordering_hash(page) != queue::ordering_hash(call));
}

TEST_CASE("anonymous messages and many senders spread over all partitions", "[keys]") {
    std::vector<int> anonymous(8);
    std::vector<int> named(8);
    for (int index = 0; index < 8000; ++index) {
        const std::string name = std::to_string(index);
        const auto one = queue::ordering_hash("board", "", "", name);
        const auto other = queue::ordering_hash("wechat_oa", "gh", name, "");
        ++anonymous[static_cast<std::size_t>(queue::partition_of(one, 8))];
        ++named[static_cast<std::size_t>(queue::partition_of(other, 8))];
    }
    for (std::size_t partition = 0; partition < 8; ++partition) {
        CHECK(anonymous[partition] > 800);
        CHECK(named[partition] > 800);
    }
}

TEST_CASE("an endpoint is a path or host and port, and nothing else", "[endpoint]") {
    CHECK(queue::parse_endpoint("/run/redis.sock").is_unix());
    CHECK(queue::parse_endpoint("redis.test:6380").port == 6380);
    CHECK(queue::parse_endpoint("[::1]:6379").host == "::1");
    for (const char* wrong : {"", "redis", "redis:", "redis:0", "redis:65536", "redis:12x"})
        CHECK_THROWS_AS(queue::parse_endpoint(wrong), std::invalid_argument);
}

TEST_CASE("an owner is known to be dead only when its process has gone", "[identity]") {
    const std::string mine = queue::make_owner("worker");
    CHECK_FALSE(queue::is_certainly_dead(mine));
    CHECK(mine != queue::make_owner("worker"));
    int pipe_ends[2] = {};
    REQUIRE(pipe(pipe_ends) == 0);
    const pid_t child = fork();
    if (child == 0) {
        const std::string owner = queue::make_owner("worker");
        const auto written = write(pipe_ends[1], owner.data(), owner.size());
        _exit(written > 0 ? 0 : 1);
    }
    char text[256] = {};
    const auto size = read(pipe_ends[0], text, sizeof text);
    REQUIRE(size > 0);
    REQUIRE(waitpid(child, nullptr, 0) == child);
    const std::string theirs(text, static_cast<std::size_t>(size));
    CHECK(queue::is_certainly_dead(theirs));
    // Another machine's process cannot be seen from here.
    CHECK_FALSE(queue::is_certainly_dead("worker@elsewhere/1/1/0"));
    CHECK_FALSE(queue::is_certainly_dead(""));
    close(pipe_ends[0]);
    close(pipe_ends[1]);
}
