#include "board/store/outbox_repository.hpp"

#include "board/store/arrival_repository.hpp"
#include "catch.hpp"
#include "record_ground.hpp"

#include <mutex>
#include <set>
#include <thread>

using namespace huiying;
using model::OutboundState;
using store::Connection;
using store::OutboxRepository;

namespace {

const auto kNow = *model::parse_rfc3339("2026-11-23T09:00:00+08:00");
constexpr std::chrono::seconds kClaim{30};

/// A ground with `count` waiting replies.
struct OutboxGround : test::RecordGround {
    explicit OutboxGround(int count) {
        database.write([&](Connection& connection) {
            const auto ticket =
                store::TicketRepository(connection).add(test::ticket_record("A", "cjzx"));
            for (int i = 0; i < count; ++i) {
                store::OutboxRow row;
                row.ticket = ticket;
                row.message.idempotency_key = "hy_A_" + std::to_string(i);
                row.message.channel = "webhook";
                row.message.text = "答复";
                row.message.at = kNow;
                OutboxRepository(connection).add(row, std::nullopt, kNow);
            }
        });
    }

    std::vector<model::OutboundMessage> claim(
        const std::string& owner, model::Instant now, int limit = 10
    ) {
        return database.write([&](Connection& connection) {
            return OutboxRepository(connection).claim(owner, now, now + kClaim, limit);
        });
    }
};

}  // namespace

TEST_CASE("a waiting reply is claimed by one sender only", "[store]") {
    OutboxGround ground(200);
    std::mutex mutex;
    std::multiset<std::string> claimed;
    {
        std::vector<std::jthread> senders;
        for (int i = 0; i < 4; ++i)
            senders.emplace_back([&, i] {
                for (auto batch = ground.claim("s" + std::to_string(i), kNow, 7); !batch.empty();
                     batch = ground.claim("s" + std::to_string(i), kNow, 7)) {
                    const std::lock_guard lock(mutex);
                    for (const auto& message : batch)
                        claimed.insert(message.idempotency_key);
                }
            });
    }
    CHECK(claimed.size() == 200);
    CHECK(std::set<std::string>(claimed.begin(), claimed.end()).size() == 200);
}

TEST_CASE("a claim that has run out is found, one that holds is not", "[store]") {
    OutboxGround ground(1);
    REQUIRE(ground.claim("dead", kNow).size() == 1);
    const auto abandoned = [&](model::Instant now) {
        return ground.database.read([&](Connection& connection) {
            return OutboxRepository(connection).abandoned(now).size();
        });
    };
    CHECK(abandoned(kNow + kClaim - std::chrono::seconds{1}) == 0);
    CHECK(abandoned(kNow + kClaim) == 1);
}

TEST_CASE("only the owner settles its claim, and once", "[store]") {
    OutboxGround ground(1);
    const auto message = ground.claim("a", kNow).front();
    CHECK(message.attempt == 1);
    const auto settle = [&](const std::string& owner) {
        return ground.database.write([&](Connection& connection) {
            return OutboxRepository(connection)
                .settle(message.id, owner, OutboundState::sent, kNow, "ok");
        });
    };
    CHECK_FALSE(settle("b"));
    CHECK(settle("a"));
    CHECK_FALSE(settle("a"));
    CHECK(ground.claim("c", kNow + std::chrono::hours{1}).empty());
}

TEST_CASE("a reply that is to wait is not claimed before its time", "[store]") {
    OutboxGround ground(1);
    const auto message = ground.claim("a", kNow).front();
    ground.database.write([&](Connection& connection) {
        OutboxRepository(connection)
            .settle(message.id, "a", OutboundState::waiting, kNow + std::chrono::minutes{5}, "");
    });
    CHECK(ground.claim("a", kNow + std::chrono::minutes{4}).empty());
    CHECK(ground.claim("a", kNow + std::chrono::minutes{5}).size() == 1);
}

TEST_CASE("a partition takes writes of its newest lease holder only", "[store]") {
    test::RecordGround ground;
    const auto enter = [&](int partition, std::int64_t token) {
        return ground.database.write([&](Connection& connection) {
            return store::ArrivalRepository(connection).enter_partition(partition, token);
        });
    };
    CHECK(enter(1, 5));
    CHECK(enter(1, 5));
    CHECK(enter(1, 6));
    CHECK_FALSE(enter(1, 5));
    CHECK(enter(2, 1));
}
