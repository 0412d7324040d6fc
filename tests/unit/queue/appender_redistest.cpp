#include "catch.hpp"
#include "queue/appender.hpp"
#include "queue/inbound_codec.hpp"
#include "redis_ground.hpp"

#include <atomic>
#include <map>

using namespace huiying;
using namespace std::chrono_literals;
using queue_test::AppenderThread;
using queue_test::eventually;
using queue_test::message;
using queue_test::RedisGround;

TEST_CASE(
    "10,000 acknowledged appends are all in the streams, in each sender's order", "[appender]"
) {
    RedisGround ground;
    AppenderThread thread(ground.settings());
    REQUIRE(thread.becomes_ready());
    constexpr int kCount = 10000;
    constexpr int kSenders = 50;
    std::atomic<int> acknowledged{0};
    std::atomic<int> failed{0};
    int sent = 0;
    // 500 at a time, so that senders have several messages in flight on busy connections.
    while (sent < kCount) {
        thread.on_io_thread([&] {
            for (int index = 0; index < 500; ++index, ++sent)
                thread.appender().append(
                    message(std::to_string(sent), std::to_string(sent % kSenders)),
                    [&](model::Result<void> result) { ++(result ? acknowledged : failed); }
                );
        });
        REQUIRE(eventually([&] { return acknowledged + failed == sent; }));
    }
    CHECK(failed == 0);
    std::map<int, int> last_of_sender;
    int found = 0;
    bool in_order = true;
    for (const auto& partition : ground.keys_in_streams())
        for (const std::string& key : partition) {
            const int number = std::stoi(key);
            const auto known = last_of_sender.find(number % kSenders);
            in_order = in_order && (known == last_of_sender.end() || known->second < number);
            last_of_sender[number % kSenders] = number;
            ++found;
        }
    CHECK(found == kCount);
    CHECK(in_order);
    CHECK(thread.appender().totals().acknowledged == kCount);
    CHECK(thread.appender().in_flight() == 0);
}

TEST_CASE("over the bound an append is refused at once and nothing of it is sent", "[appender]") {
    RedisGround ground;
    auto settings = ground.settings();
    settings.in_flight_limit = 10;
    AppenderThread thread(settings);
    REQUIRE(thread.becomes_ready());
    std::atomic<int> acknowledged{0};
    std::vector<model::Errc> refused;
    thread.on_io_thread([&] {
        for (int index = 0; index < 15; ++index)
            thread.appender().append(
                message(std::to_string(index)),
                [&](model::Result<void> result) {
                    if (result)
                        ++acknowledged;
                    else
                        refused.push_back(model::errc_of(result.error()));
                }
            );
    });
    CHECK(refused == std::vector<model::Errc>(5, model::Errc::queue_full));
    REQUIRE(eventually([&] { return acknowledged == 10; }));
    std::size_t found = 0;
    for (const auto& partition : ground.keys_in_streams())
        found += partition.size();
    CHECK(found == 10);
    CHECK(thread.appender().totals().refused_full == 5);
    // There is room again.
    CHECK(thread.appender().append_blocking(message("after"), 2s).has_value());
}

TEST_CASE("the bound counts bytes too", "[appender]") {
    RedisGround ground;
    auto settings = ground.settings();
    settings.in_flight_bytes_limit = 100000;
    AppenderThread thread(settings);
    REQUIRE(thread.becomes_ready());
    auto huge = message("huge");
    huge.text.assign(100001, 'x');
    const auto result = thread.appender().append_blocking(huge, 2s);
    REQUIRE(result.has_error());
    CHECK(result.error() == model::Errc::queue_full);
    huge.text.assign(90000, 'x');
    CHECK(thread.appender().append_blocking(huge, 2s).has_value());
}

TEST_CASE("a message of a megabyte is appended whole", "[appender]") {
    RedisGround ground;
    AppenderThread thread(ground.settings());
    REQUIRE(thread.becomes_ready());
    auto huge = message("huge");
    huge.text.assign(1 << 20, 'x');
    REQUIRE(thread.appender().append_blocking(huge, 2s).has_value());
    queue::Connection connection(ground.settings());
    const queue::Keys keys("hy", 8);
    const int partition = queue::partition_of(queue::ordering_hash(huge), 8);
    const auto reply = connection.command({"XRANGE", keys.inbound(partition), "-", "+"});
    REQUIRE(reply.view().size() == 1);
    queue::FieldViews fields;
    const auto list = reply.view()[0][1];
    for (std::size_t index = 0; index < list.size(); index += 2)
        fields.emplace_back(list[index].text(), list[index + 1].text());
    CHECK(queue::decode(fields) == queue::Content(huge));
}

TEST_CASE("a delivery that cannot be read is appended with its bytes", "[appender]") {
    RedisGround ground;
    AppenderThread thread(ground.settings());
    REQUIRE(thread.becomes_ready());
    std::atomic<bool> acknowledged{false};
    thread.on_io_thread([&] {
        thread.appender().append_raw(
            {"webhook", "town", std::string("\0{", 2), "not JSON", model::from_unix_ms(1)},
            [&](model::Result<void> result) { acknowledged = result.has_value(); }
        );
    });
    CHECK(eventually([&] { return acknowledged.load(); }));
}

TEST_CASE("of two values under one name the first is kept, and both callers get it", "[appender]") {
    RedisGround ground;
    AppenderThread thread(ground.settings());
    REQUIRE(thread.becomes_ready());
    std::vector<std::string> kept;
    std::atomic<int> answers{0};
    const auto keep = [&](model::Result<std::string> value) {
        kept.push_back(value.value());
        ++answers;
    };
    thread.on_io_thread([&] {
        thread.appender().remember("key", "first", 60s, keep);
        thread.appender().remember("key", "second", 60s, keep);
    });
    REQUIRE(eventually([&] { return answers == 2; }));
    CHECK(kept == std::vector<std::string>{"first", "first"});

    std::optional<std::string> found;
    std::optional<std::string> missing = "unset";
    thread.on_io_thread([&] {
        thread.appender().lookup("key", [&](auto value) { found = value.value(); });
        thread.appender().lookup("none", [&](auto value) {
            missing = value.value();
            ++answers;
        });
    });
    REQUIRE(eventually([&] { return answers == 3; }));
    CHECK(found == "first");
    CHECK_FALSE(missing.has_value());
    queue::Connection connection(ground.settings());
    const auto ttl = connection.command({"PTTL", "hy:remembered:key"}).view().integer();
    CHECK(ttl > 50000);
    CHECK(ttl <= 60000);
}

TEST_CASE("a Redis out of memory refuses and drops nothing", "[appender]") {
    RedisGround ground;
    AppenderThread thread(ground.settings());
    REQUIRE(thread.becomes_ready());
    REQUIRE(thread.appender().append_blocking(message("before"), 2s).has_value());
    queue::Connection connection(ground.settings());
    connection.command({"CONFIG", "SET", "maxmemory", "1"});
    const auto result = thread.appender().append_blocking(message("over"), 2s);
    REQUIRE(result.has_error());
    CHECK(result.error() == model::Errc::queue_full);
    connection.command({"CONFIG", "SET", "maxmemory", "0"});
    std::vector<std::string> found;
    for (const auto& partition : ground.keys_in_streams())
        found.insert(found.end(), partition.begin(), partition.end());
    CHECK(found == std::vector<std::string>{"before"});
}
