#include "catch.hpp"
#include "queue/backlog.hpp"
#include "queue/inbound_stream.hpp"
#include "queue/redis_unavailable.hpp"
#include "redis_ground.hpp"

#include <csignal>
#include <map>

using namespace huiying;
using namespace std::chrono_literals;
using queue_test::AppenderThread;
using queue_test::eventually;
using queue_test::message;
using queue_test::RedisGround;

namespace {

void append_all(const queue::Settings& settings, int count, int senders = 20) {
    AppenderThread thread(settings);
    REQUIRE(thread.becomes_ready());
    std::atomic<int> acknowledged{0};
    for (int sent = 0; sent < count;) {
        thread.on_io_thread([&] {
            for (int index = 0; index < 500 && sent < count; ++index, ++sent)
                thread.appender().append(
                    message(std::to_string(sent), std::to_string(sent % senders)),
                    [&](model::Result<void> result) { acknowledged += result ? 1 : 0; }
                );
        });
        REQUIRE(eventually([&] { return acknowledged == sent; }));
    }
}

std::string key_of(const queue::Entry& entry) {
    return std::get<model::InboundMessage>(entry.content).delivery_key;
}

std::vector<std::string> keys_of(const queue::Batch& batch) {
    std::vector<std::string> keys;
    for (const queue::Entry& entry : batch)
        keys.push_back(key_of(entry));
    return keys;
}

}  // namespace

TEST_CASE("everything appended is read once, whole, in each sender's order", "[reader]") {
    RedisGround ground;
    append_all(ground.settings(), 3000);
    queue::InboundReader reader(ground.settings(), "worker-1");
    std::map<int, int> last_of_sender;
    int read = 0;
    bool in_order = true;
    for (queue::Batch batch = reader.read(100, 50ms); !batch.empty();
         batch = reader.read(100, 50ms)) {
        CHECK(batch.size() <= 100);
        for (const queue::Entry& entry : batch) {
            const int number = std::stoi(key_of(entry));
            const auto known = last_of_sender.find(number % 20);
            in_order = in_order && (known == last_of_sender.end() || known->second < number);
            last_of_sender[number % 20] = number;
            CHECK(entry.deliveries == 1);
            CHECK(entry.fencing_token > 0);
        }
        read += static_cast<int>(batch.size());
        reader.acknowledge(batch);
    }
    CHECK(read == 3000);
    CHECK(in_order);
    queue::Connection connection(ground.settings());
    CHECK(queue::measure_backlog(connection, ground.settings()).entries == 0);
}

TEST_CASE("a backlog in one partition fills whole batches", "[reader]") {
    RedisGround ground;
    append_all(ground.settings(), 1000, 1);
    queue::InboundReader reader(ground.settings(), "worker-1");
    CHECK(reader.read(100, 50ms).size() == 100);
}

TEST_CASE("what is not acknowledged comes again, first and in order", "[reader]") {
    RedisGround ground;
    append_all(ground.settings(), 10, 1);
    queue::InboundReader reader(ground.settings(), "worker-1");
    const queue::Batch first = reader.read(4, 50ms);
    REQUIRE(first.size() == 4);
    reader.acknowledge(std::span(first).first(2));
    const queue::Batch again = reader.read(3, 50ms);
    CHECK(keys_of(again) == std::vector<std::string>{"2", "3", "4"});
    CHECK(again[0].deliveries == 2);
    CHECK(again[2].deliveries == 1);
    reader.acknowledge(again);
    CHECK(keys_of(reader.read(3, 50ms)) == std::vector<std::string>{"5", "6", "7"});
}

TEST_CASE("a reader that starts again first gets what it left pending", "[reader]") {
    RedisGround ground;
    append_all(ground.settings(), 10, 1);
    {
        queue::InboundReader reader(ground.settings(), "worker-1");
        CHECK(reader.read(4, 50ms).size() == 4);
    }
    queue::InboundReader reader(ground.settings(), GENERATE("worker-1", "worker-2"));
    const queue::Batch pending = reader.read(100, 50ms);
    CHECK(keys_of(pending)[0] == "0");
    reader.acknowledge(pending);
    queue::Batch rest = reader.read(100, 50ms);
    CHECK(pending.size() + rest.size() == 10);
}

TEST_CASE("entries that nobody can decode are handed over, not lost", "[reader]") {
    RedisGround ground;
    queue::Connection connection(ground.settings());
    connection.command({"XADD", "{hy:5}:inbound", "*", "v", "2", "song", "la"});
    connection.command(
        {"XADD",
         "{hy:5}:inbound",
         "*",
         "v",
         "1",
         "type",
         "raw",
         "channel",
         "webhook",
         "bytes",
         "{",
         "reason",
         "not JSON",
         "arrived_at",
         "5"}
    );
    queue::InboundReader reader(ground.settings(), "worker-1");
    const queue::Batch batch = reader.read(10, 50ms);
    REQUIRE(batch.size() == 2);
    CHECK(batch[0].partition == 5);
    CHECK(std::get<queue::Undecodable>(batch[0].content).reason == "version 2");
    CHECK(std::get<queue::RawDelivery>(batch[1].content).bytes == "{");
}

TEST_CASE("a waiting read returns as soon as a message is appended", "[reader]") {
    RedisGround ground;
    AppenderThread thread(ground.settings());
    REQUIRE(thread.becomes_ready());
    queue::InboundReader reader(ground.settings(), "worker-1");
    REQUIRE(reader.read(10, 10ms).empty());
    std::thread writer([&] {
        std::this_thread::sleep_for(100ms);
        static_cast<void>(thread.appender().append_blocking(message("k"), 2s));
    });
    const auto begin = std::chrono::steady_clock::now();
    const queue::Batch batch = reader.read(10, 1000ms);
    const auto waited = std::chrono::steady_clock::now() - begin;
    writer.join();
    CHECK(batch.size() == 1);
    CHECK(waited < 600ms);
}

TEST_CASE(
    "a reader survives the death of Redis and reads everything that was not acknowledged",
    "[reader]"
) {
    RedisGround ground;
    append_all(ground.settings(), 300, 1);
    queue::InboundReader reader(ground.settings(), "worker-1");
    const queue::Batch lost = reader.read(100, 50ms);
    REQUIRE(lost.size() == 100);
    REQUIRE(kill(ground.server().pid(), SIGKILL) == 0);
    REQUIRE(eventually([&] { return ground.server().restarts() == 1; }));
    std::set<std::string> seen;
    std::vector<std::string> order;
    const auto read_all = [&] {
        try {
            const queue::Batch batch = reader.read(100, 20ms);
            for (const queue::Entry& entry : batch) {
                seen.insert(key_of(entry));
                order.push_back(key_of(entry));
            }
            reader.acknowledge(batch);
        } catch (const queue::RedisUnavailable&) {
            return false;
        }
        return seen.size() == 300;
    };
    REQUIRE(eventually(read_all, 10s));
    CHECK(order.size() == 300);
    CHECK(order.front() == "0");
    CHECK(order.back() == "299");
}

TEST_CASE("a Redis that was emptied gets its groups again", "[reader]") {
    RedisGround ground;
    queue::InboundReader reader(ground.settings(), "worker-1");
    CHECK(reader.read(10, 10ms).empty());
    queue::Connection connection(ground.settings());
    connection.command({"FLUSHALL"});
    CHECK_THROWS_AS(reader.read(10, 10ms), queue::RedisUnavailable);
    append_all(ground.settings(), 5);
    std::size_t count = 0;
    CHECK(eventually(
        [&] {
            const auto batch = reader.read(10, 10ms);
            reader.acknowledge(batch);
            return (count += batch.size()) == 5;
        },
        10s
    ));
}

TEST_CASE("streams above a lowered partition count are still read", "[reader]") {
    RedisGround ground;
    auto settings = ground.settings();
    {
        queue::InboundReader reader(settings, "worker-1");
        CHECK(reader.read(1, 1ms).empty());
    }
    append_all(settings, 200, 200);
    settings.partitions = 2;
    queue::InboundReader reader(settings, "worker-1");
    std::size_t count = 0;
    for (auto batch = reader.read(100, 20ms); !batch.empty(); batch = reader.read(100, 20ms)) {
        count += batch.size();
        reader.acknowledge(batch);
    }
    CHECK(count == 200);
}

TEST_CASE("the backlog tells how many wait and how long", "[reader]") {
    RedisGround ground;
    queue::Connection connection(ground.settings());
    CHECK(queue::measure_backlog(connection, ground.settings()).oldest_age == 0ms);
    append_all(ground.settings(), 10);
    std::this_thread::sleep_for(120ms);
    queue::InboundReader reader(ground.settings(), "worker-1");
    const queue::Batch batch = reader.read(4, 50ms);
    // Read is not done.
    auto backlog = queue::measure_backlog(connection, ground.settings());
    CHECK(backlog.entries == 10);
    CHECK(backlog.oldest_age >= 100ms);
    CHECK(backlog.oldest_age < 10s);
    reader.acknowledge(batch);
    backlog = queue::measure_backlog(connection, ground.settings());
    CHECK(backlog.entries == 10 - static_cast<int>(batch.size()));
}
