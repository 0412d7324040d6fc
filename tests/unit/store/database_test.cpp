#include "board/store/database.hpp"

#include "board/store/schema.hpp"
#include "catch.hpp"
#include "record_ground.hpp"

#include <thread>
#include <vector>

using namespace huiying;
using store::Connection;

namespace {

std::int64_t count_settings(store::Database& database) {
    return database.read([](Connection& connection) {
        auto row = connection.query("select count(*) from setting");
        row.next();
        return row.integer(0);
    });
}

void put(Connection& connection, const std::string& key) {
    connection.run("insert into setting (key, value) values (?, ?)", key, "v");
}

}  // namespace

TEST_CASE("what a piece of work throws undoes that piece alone, also within one batch", "[store]") {
    test::RecordGround ground;
    std::vector<std::jthread> threads;
    std::atomic<int> refused{0};
    for (int i = 0; i < 40; ++i)
        threads.emplace_back([&, i] {
            try {
                ground.database.write([&](Connection& connection) {
                    put(connection, "k" + std::to_string(i));
                    if (i % 4 == 0)
                        throw std::logic_error("no");
                });
            } catch (const std::logic_error&) {
                ++refused;
            }
        });
    threads.clear();
    CHECK(refused == 10);
    CHECK(count_settings(ground.database) == 30);
}

TEST_CASE("a second row of a unique key is told apart from a broken database", "[store]") {
    test::RecordGround ground;
    ground.database.write([](Connection& connection) { put(connection, "k"); });
    CHECK_THROWS_AS(
        ground.database.write([](Connection& connection) { put(connection, "k"); }),
        store::ConstraintViolated
    );
    CHECK_THROWS_AS(
        ground.database.write([](Connection& connection) {
            connection.run("select no_such_column from setting");
        }),
        store::StoreUnavailable
    );
    CHECK(count_settings(ground.database) == 1);
}

TEST_CASE("a reader sees one snapshot and cannot write", "[store]") {
    test::RecordGround ground;
    ground.database.read([&](Connection& connection) {
        auto before = connection.query("select count(*) from setting");
        before.next();
        ground.database.write([](Connection& writer) { put(writer, "k"); });
        auto after = connection.query("select count(*), 1 from setting");
        after.next();
        CHECK(after.integer(0) == before.integer(0));
        CHECK_THROWS_AS(connection.run("delete from setting"), store::StoreUnavailable);
    });
    CHECK(count_settings(ground.database) == 1);
}

TEST_CASE("what was committed is there when the file is opened again", "[store]") {
    test::TemporaryFolder folder;
    {
        store::Database database({.path = folder.file("huiying.db")});
        database.write([](Connection& connection) { put(connection, "k"); });
    }
    store::Database database({.path = folder.file("huiying.db")});
    CHECK(count_settings(database) == 1);
}

TEST_CASE("two processes' worth of databases share one file", "[store]") {
    test::RecordGround ground;
    store::Database other({.path = ground.folder.file("huiying.db")});
    std::jthread first([&] {
        for (int i = 0; i < 100; ++i)
            ground.database.write([&](Connection& connection) {
                put(connection, "a" + std::to_string(i));
            });
    });
    for (int i = 0; i < 100; ++i)
        other.write([&](Connection& connection) { put(connection, "b" + std::to_string(i)); });
    first.join();
    CHECK(count_settings(ground.database) == 200);
}

TEST_CASE("a file of a newer release is refused, not damaged", "[store]") {
    test::TemporaryFolder folder;
    {
        Connection connection(folder.file("huiying.db"), Connection::Access::read_write);
        store::migrate(connection);
        CHECK(store::schema_version(connection) == store::newest_schema_version());
        connection.script("pragma user_version = 999");
    }
    CHECK_THROWS_AS(store::Database({.path = folder.file("huiying.db")}), store::StoreUnavailable);
}

TEST_CASE("an older record is brought up to date, and all messages are found in it", "[store]") {
    test::TemporaryFolder folder;
    {
        Connection connection(folder.file("huiying.db"), Connection::Access::read_write);
        store::migrate_to(connection, 1);
        connection.script(
            "insert into ticket (id, number, state, kind, channel, account, sender, sender_name, "
            "contact, subject, text, place, unit, restricted, accused, urgent, publish, "
            "received_at, arrived_at, response_due, due_key, provisional, calendar_version, "
            "policy_version) values (1, 'A', 'handling', 'question', 'board', '', '', '', '', '', "
            "'路灯坏了', '', 'cjzx', 0, '[]', 0, 0, 1, 1, 1, 1, 0, '', '');"
            "insert into message (delivery_key, ticket, received_at, arrived_at, text, "
            "passive_text, passive_faq, attachments) values ('1', 1, 1, 1, '路灯坏了', '', '', "
            "'[]'), ('2', 1, 2, 2, '还有井盖', '', '', '[]');"
            "insert into outbound (idempotency_key, ticket, channel, account, recipient, text, "
            "sender_unit, at, state, next_at) values ('k', 1, '', '', '', '', '', 7, 'waiting', 7)"
        );
    }
    store::Database database({.path = folder.file("huiying.db")});
    database.read([](Connection& connection) {
        store::TicketRepository tickets(connection);
        CHECK(tickets.list({.words = "井盖"}).items.size() == 1);
        CHECK(tickets.list({.words = "路灯"}).items.size() == 1);
        auto row = connection.query("select tries_since from outbound");
        REQUIRE(row.next());
        CHECK(row.integer(0) == 7);
    });
}

TEST_CASE("texts keep NUL-free UTF-8 of any length, and bytes keep all", "[store]") {
    test::RecordGround ground;
    const std::string text = "𠮷野家 😀 {{mustache}} <b> ' \" \\";
    const std::string bytes("a\0b\xff", 4);
    ground.database.write([&](Connection& connection) {
        connection.run("insert into setting (key, value) values ('t', ?)", text);
        connection.run(
            "insert into dead_letter (at, channel, account, reason, bytes) values (1, '', '', '', "
            "cast(? as blob))",
            bytes
        );
    });
    ground.database.read([&](Connection& connection) {
        auto row = connection.query("select value, (select bytes from dead_letter) from setting");
        REQUIRE(row.next());
        CHECK(row.text(0) == text);
        CHECK(row.text(1) == bytes);
    });
}
