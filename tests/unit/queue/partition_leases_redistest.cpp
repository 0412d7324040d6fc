#include "catch.hpp"
#include "queue/inbound_stream.hpp"
#include "queue/partition_leases.hpp"
#include "redis_ground.hpp"

#include <csignal>
#include <map>
#include <sys/wait.h>
#include <unistd.h>

using namespace huiying;
using namespace std::chrono_literals;
using queue_test::eventually;
using queue_test::message;
using queue_test::RedisGround;

namespace {

std::set<int> partitions_of(const queue::InboundReader& reader) {
    std::set<int> partitions;
    for (const auto& held : reader.held())
        partitions.insert(held.partition);
    return partitions;
}

std::set<int> shared(const std::set<int>& left, const std::set<int>& right) {
    std::set<int> both;
    for (const int partition : left)
        if (right.count(partition) > 0)
            both.insert(partition);
    return both;
}

queue::Settings quick(RedisGround& ground) {
    auto settings = ground.settings();
    settings.lease_ttl = 600ms;
    return settings;
}

}  // namespace

TEST_CASE("a lone reader holds all partitions", "[leases]") {
    RedisGround ground;
    queue::InboundReader reader(quick(ground), "worker-1");
    reader.acquire_partitions();
    CHECK(reader.held().size() == 8);
}

TEST_CASE("two readers share the partitions evenly and never hold one together", "[leases]") {
    RedisGround ground;
    queue::InboundReader first(quick(ground), "worker-1");
    first.acquire_partitions();
    queue::InboundReader second(quick(ground), "worker-2");
    bool apart = true;
    for (int round = 0; round < 6; ++round) {
        second.acquire_partitions();
        apart = apart && shared(partitions_of(first), partitions_of(second)).empty();
        first.acquire_partitions();
        apart = apart && shared(partitions_of(first), partitions_of(second)).empty();
    }
    CHECK(apart);
    CHECK(first.held().size() == 4);
    CHECK(second.held().size() == 4);
}

TEST_CASE("three readers take three, three and two", "[leases]") {
    RedisGround ground;
    queue::InboundReader first(quick(ground), "1");
    queue::InboundReader second(quick(ground), "2");
    queue::InboundReader third(quick(ground), "3");
    for (int round = 0; round < 3; ++round)
        for (queue::InboundReader* reader : {&first, &second, &third})
            reader->acquire_partitions();
    const std::multiset<std::size_t> sizes{
        first.held().size(), second.held().size(), third.held().size()};
    CHECK(sizes == std::multiset<std::size_t>{2, 3, 3});
}

TEST_CASE("a reader that stops gives its partitions to the others at once", "[leases]") {
    RedisGround ground;
    queue::InboundReader first(quick(ground), "worker-1");
    {
        queue::InboundReader second(quick(ground), "worker-2");
        second.acquire_partitions();
        first.acquire_partitions();
        CHECK(first.held().empty());
    }
    first.acquire_partitions();
    CHECK(first.held().size() == 8);
}

TEST_CASE("a lease that is not renewed runs out, at the holder first", "[leases]") {
    RedisGround ground;
    queue::InboundReader silent(quick(ground), "worker-1");
    silent.acquire_partitions();
    queue::InboundReader other(quick(ground), "worker-2");
    other.acquire_partitions();
    CHECK(other.held().empty());
    bool overlapped = false;
    CHECK(eventually([&] {
        other.acquire_partitions();
        overlapped = overlapped || !shared(partitions_of(silent), partitions_of(other)).empty();
        return other.held().size() == 8;
    }));
    CHECK_FALSE(overlapped);
    CHECK(silent.held().empty());
    // It cannot renew what is another's now.
    silent.acquire_partitions();
    CHECK(shared(partitions_of(silent), partitions_of(other)).empty());
}

TEST_CASE("the fencing token of a partition grows with every change of owner", "[leases]") {
    RedisGround ground;
    std::map<int, std::int64_t> tokens;
    for (int round = 0; round < 3; ++round) {
        queue::InboundReader reader(quick(ground), "worker");
        reader.acquire_partitions();
        REQUIRE(reader.held().size() == 8);
        for (const auto& held : reader.held()) {
            CHECK(held.fencing_token > tokens[held.partition]);
            tokens[held.partition] = held.fencing_token;
        }
        // Renewing is no change of owner.
        reader.acquire_partitions();
        CHECK(reader.held().front().fencing_token == tokens[reader.held().front().partition]);
    }
}

TEST_CASE(
    "a partition whose record is ahead of an emptied Redis is taken under a newer token", "[leases]"
) {
    RedisGround ground;
    queue::InboundReader reader(quick(ground), "worker");
    reader.acquire_partitions();
    REQUIRE(reader.held().front().fencing_token == 1);
    reader.yield_partition(0, 41);
    CHECK(reader.held().size() == 7);
    reader.acquire_partitions();
    REQUIRE(reader.held().size() == 8);
    CHECK(reader.held().front().fencing_token == 42);
    // What the record knows less of than Redis does changes nothing.
    reader.yield_partition(0, 7);
    reader.acquire_partitions();
    CHECK(reader.held().front().fencing_token == 43);
}

TEST_CASE("yielding a partition leaves the lease of whoever holds it now alone", "[leases]") {
    RedisGround ground;
    queue::InboundReader late(quick(ground), "late");
    late.acquire_partitions();
    queue::InboundReader other(quick(ground), "other");
    REQUIRE(eventually([&] {
        other.acquire_partitions();
        return other.held().size() == 8;
    }));
    const auto token = other.held().front().fencing_token;
    late.yield_partition(0, token);
    other.acquire_partitions();
    REQUIRE(partitions_of(other).count(0) == 1);
    CHECK(other.held().front().fencing_token == token);
}

TEST_CASE("the pending entries of a killed worker come to the next one without delay", "[leases]") {
    RedisGround ground;
    auto settings = ground.settings();
    settings.lease_ttl = 60s;
    int ready[2] = {};
    REQUIRE(pipe(ready) == 0);
    {
        queue::Connection connection(settings);
        for (int index = 0; index < 10; ++index) {
            queue::RespCommand add{"XADD", "{hy:2}:inbound", "*"};
            queue::encode_into(add, message(std::to_string(index)));
            connection.command(std::move(add));
        }
    }
    const pid_t worker = fork();
    if (worker == 0) {
        queue::InboundReader reader(settings, "worker-1");
        const char count = static_cast<char>(reader.read(4, 1000ms).size());
        static_cast<void>(!write(ready[1], &count, 1));
        pause();
    }
    char count = 0;
    REQUIRE(read(ready[0], &count, 1) == 1);
    REQUIRE(count == 4);
    REQUIRE(kill(worker, SIGKILL) == 0);
    REQUIRE(waitpid(worker, nullptr, 0) == worker);
    queue::InboundReader next(settings, "worker-2");
    const queue::Batch batch = next.read(4, 10ms);
    REQUIRE(batch.size() == 4);
    CHECK(std::get<model::InboundMessage>(batch[0].content).delivery_key == "0");
    CHECK(batch[0].deliveries == 2);
    close(ready[0]);
    close(ready[1]);
}
