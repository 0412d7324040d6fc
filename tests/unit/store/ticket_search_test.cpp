// Searches against a plain look at each ticket, and the index of a record that is older than it.
#include "board/store/said_index.hpp"
#include "board/store/schema.hpp"
#include "board/store/ticket_repository.hpp"
#include "catch.hpp"
#include "record_ground.hpp"

#include <algorithm>

using namespace huiying;
using store::Connection;
using store::TicketFilter;
using store::TicketRepository;

namespace {

/// Every ticket has 路灯; every seventh a note, every eleventh is another unit's, every fifth a
/// complaint.
constexpr int kTickets = 700;

void fill(store::Database& database) {
    database.write([](Connection& connection) {
        TicketRepository tickets(connection);
        for (int i = 0; i < kTickets; ++i) {
            auto record =
                test::ticket_record("N" + std::to_string(1000 + i), i % 11 == 0 ? "zfd" : "cjzx");
            record.ticket.kind = i % 5 == 0 ? model::Kind::complaint : model::Kind::question;
            const auto id = tickets.add(record);
            if (i % 7 == 0)
                tickets.add_history(
                    id, {record.ticket.received_at, "lu", "noted", "已约云梯车，另带路灯备件"}
                );
            if (i % 13 == 0)
                tickets.add_reply(
                    id, {record.ticket.received_at, "城建中心", "已更换镇流器。"}, "shen"
                );
        }
    });
}

TicketFilter with_words(const std::string& words, int limit = 50) {
    TicketFilter filter;
    filter.words = words;
    filter.limit = limit;
    return filter;
}

template <class Is>
std::vector<std::string> expected(Is is) {
    std::vector<std::string> numbers;
    for (int i = kTickets - 1; i >= 0; --i)
        if (is(i))
            numbers.push_back("N" + std::to_string(1000 + i));
    return numbers;
}

std::vector<std::string> found(store::Database& database, TicketFilter filter) {
    std::vector<std::string> numbers;
    for (int pages = 0; pages < kTickets; ++pages) {
        const auto page = database.read([&](Connection& connection) {
            return TicketRepository(connection).list(filter);
        });
        for (const auto& record : page.items)
            numbers.push_back(record.ticket.number);
        if (page.next.empty())
            return numbers;
        filter.after = page.next;
    }
    return {"no end"};
}

}  // namespace

TEST_CASE("a search finds every ticket once, the newest first, page by page", "[store]") {
    test::RecordGround ground;
    fill(ground.database);
    const auto limit = GENERATE(7, 50, 100);
    SECTION("a word that all have, in the ticket or besides in a note") {
        CHECK(found(ground.database, with_words("路灯", limit)) == expected([](int) {
                  return true;
              }));
    }
    SECTION("words of notes and of replies alone") {
        CHECK(found(ground.database, with_words("云梯车", limit)) == expected([](int i) {
                  return i % 7 == 0;
              }));
        CHECK(found(ground.database, with_words("更换镇流器", limit)) == expected([](int i) {
                  return i % 13 == 0;
              }));
    }
    SECTION("with a filter that few meet") {
        auto filter = with_words("路灯", limit);
        filter.units = {"zfd"};
        filter.narrowing.kinds = {model::Kind::complaint};
        CHECK(found(ground.database, filter) == expected([](int i) { return i % 55 == 0; }));
        filter.narrowing.states = {model::TicketState::paused};
        CHECK(found(ground.database, filter).empty());
    }
}

TEST_CASE("filters without words show what meets them all, by any way of reading", "[store]") {
    test::RecordGround ground;
    fill(ground.database);
    TicketFilter filter;
    filter.limit = 50;
    const auto count = [&] { return found(ground.database, filter).size(); };
    const auto other = expected([](int i) { return i % 11 == 0; }).size();
    filter.narrowing.units = {"zfd"};
    CHECK(count() == other);
    filter.narrowing.units = {"zfd", "a", "b", "c", "d", "e"};
    CHECK(count() == other);
    filter.units = {"cjzx"};
    CHECK(count() == 0);
    filter.units = {"zfd", "pab"};
    filter.narrowing.states = {model::TicketState::handling};
    CHECK(count() == other);
    filter.states = {model::TicketState::closed};
    CHECK(count() == 0);
    filter.states.clear();
    filter.narrowing.received_from = *model::parse_rfc3339("2026-11-23T08:00:00+08:00");
    filter.narrowing.received_before = *model::parse_rfc3339("2026-11-23T10:00:00+08:00");
    CHECK(count() == other);
    filter.narrowing.received_before = filter.narrowing.received_from;
    CHECK(count() == 0);
}

TEST_CASE("a search counts what it finds up to a bound", "[store]") {
    test::RecordGround ground;
    fill(ground.database);
    ground.database.read([](Connection& connection) {
        TicketRepository tickets(connection);
        auto filter = with_words("云梯车");
        CHECK(tickets.count(filter, 1000) == kTickets / 7);
        CHECK(tickets.count(with_words("路灯"), 100) == 100);
        filter.narrowing.units = {"pab"};
        CHECK(tickets.count(filter, 1000) == 0);
    });
}

TEST_CASE("replies and notes of an older record are found after some rounds", "[store]") {
    constexpr int before_search = 28;
    test::TemporaryFolder folder;
    const auto path = folder.file("huiying.db");
    {
        Connection connection(path, Connection::Access::read_write);
        store::migrate_to(connection, before_search);
        connection.script(
            "insert into ticket (id, number, state, kind, channel, account, sender, sender_name, "
            "contact, subject, text, place, unit, restricted, accused, urgent, publish, "
            "received_at, arrived_at, response_due, due_key, provisional, calendar_version, "
            "policy_version) values (1, 'A', 'closed', 'question', 'board', '', '', '', '', '', "
            "'路灯', '', 'cjzx', 0, '[]', 0, 0, 1, 1, 1, 1, 0, '', ''), (2, 'B', 'handling', "
            "'report', 'board', '', '', '', '', '', '红包', '', 'cjzx', 1, '[]', 0, 0, 1, 1, 1, 1, "
            "0, '', '');"
            "insert into reply (ticket, at, unit, text, approved_by) values (1, 5, '', "
            "'已更换镇流器', 'shen');"
            "insert into history (ticket, at, actor, event, detail) values (1, 5, 'lu', 'noted', "
            "'约了云梯车'), (1, 6, 'lu', 'signed', '签收了'), (2, 7, 'lu', 'noted', "
            "'举报人电话13812345678');"
        );
    }
    store::Database database({.path = path});
    CHECK(found(database, with_words("云梯车")).empty());
    int looked_at = 0;
    while (const int rows = database.write([](Connection& connection) {
        return store::fill_said_index(connection, 2);
    }))
        looked_at += rows;
    CHECK(looked_at == 4);
    CHECK(found(database, with_words("云梯车")) == std::vector<std::string>{"A"});
    CHECK(found(database, with_words("镇流器")) == std::vector<std::string>{"A"});
    CHECK(found(database, with_words("签收")).empty());
    auto filter = with_words("举报人");
    filter.include_restricted = true;
    CHECK(found(database, filter) == std::vector<std::string>{"B"});
    filter.words = "13812345678";
    CHECK(found(database, filter).empty());
}
