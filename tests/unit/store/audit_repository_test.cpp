#include "board/store/audit_repository.hpp"

#include "board/store/database.hpp"
#include "board/store/people_repository.hpp"
#include "board/store/schema.hpp"
#include "board/store/ticket_repository.hpp"
#include "catch.hpp"
#include "record_ground.hpp"

using namespace huiying;
using store::AuditFilter;
using store::AuditRepository;
using store::Connection;

namespace {

constexpr std::int64_t kFirstAt = 1'000;

void leave(Connection& connection, int count) {
    store::PeopleRepository people(connection);
    for (int i = 0; i < count; ++i)
        people.add_audit(
            model::from_unix_ms(kFirstAt + i),
            i % 2 == 0 ? "zhou" : "gong",
            i % 2 == 0 ? "log_in" : "approve",
            "object" + std::to_string(i),
            "detail"
        );
}

/// What a check finds once `change` was made to five rows behind the program's back.
store::AuditChain after(const char* change) {
    test::RecordGround ground;
    return ground.database.write([&](Connection& connection) {
        leave(connection, 5);
        connection.script(change);
        return AuditRepository(connection).check("");
    });
}

std::vector<std::int64_t> ids(Connection& connection, const AuditFilter& filter) {
    std::vector<std::int64_t> ids;
    for (const auto& row : AuditRepository(connection).page(filter).rows)
        ids.push_back(row.id);
    return ids;
}

using Ids = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("an audit that nobody touched holds together", "[audit]") {
    test::RecordGround ground;
    ground.database.write([&](Connection& connection) {
        CHECK(AuditRepository(connection).check("").rows == 0);
        leave(connection, 5);
        AuditRepository audit(connection);
        const auto chain = audit.check("");
        CHECK(chain.rows == 5);
        CHECK_FALSE(chain.broken_at);
        CHECK(chain.head.size() == 64);
        CHECK_FALSE(chain.has_seen);
        leave(connection, 1);
        CHECK(audit.check(chain.head).has_seen);
        CHECK(audit.check("").head != chain.head);
    });
}

TEST_CASE("a row that was changed, taken out or put in is seen", "[audit]") {
    CHECK(after("update audit set actor = 'other' where id = 3").broken_at == 3);
    CHECK(after("update audit set at = at + 1 where id = 5").broken_at == 5);
    CHECK(
        after("update audit set action = action || object, object = '' where id = 2").broken_at == 2
    );
    CHECK(after("delete from audit where id = 3").broken_at == 4);
    CHECK(after("delete from audit where id = 1").broken_at == 2);
    CHECK(
        after("insert into audit (id, at, actor, action, object, detail, chain) values (6, 9, '', "
              "'', '', '', 'x')")
            .broken_at == 6
    );
}

TEST_CASE("a row without its chain is refused", "[audit]") {
    test::RecordGround ground;
    CHECK_THROWS(ground.database.write([](Connection& connection) {
        connection.script(
            "insert into audit (at, actor, action, object, detail) values (1, 'a', "
            "'b', 'c', 'd')"
        );
    }));
}

TEST_CASE("rows cut off at the end are seen by who noted the last hash", "[audit]") {
    test::RecordGround ground;
    ground.database.write([&](Connection& connection) {
        leave(connection, 5);
        const auto noted = AuditRepository(connection).check("").head;
        connection.script("delete from audit where id > 3");
        const auto chain = AuditRepository(connection).check(noted);
        CHECK_FALSE(chain.broken_at);
        CHECK_FALSE(chain.has_seen);
    });
}

TEST_CASE("rows of an earlier release are chained when it is upgraded", "[audit]") {
    test::TemporaryFolder folder;
    const auto path = folder.file("huiying.db");
    {
        Connection connection(path, Connection::Access::read_write);
        store::migrate_to(connection, 1);
        connection.script(
            "insert into audit (at, actor, action, object, detail) values (1, 'a', 'b', 'c', 'd'), "
            "(2, 'e', 'f', 'g', 'h')"
        );
    }
    store::Database database({.path = path});
    database.write([](Connection& connection) {
        leave(connection, 1);
        const auto chain = AuditRepository(connection).check("");
        CHECK(chain.rows == 3);
        CHECK_FALSE(chain.broken_at);
    });
}

TEST_CASE("the audit is read page by page, the newest first", "[audit]") {
    test::RecordGround ground;
    ground.database.write([&](Connection& connection) {
        leave(connection, 5);
        AuditFilter filter{.limit = 2};
        auto page = AuditRepository(connection).page(filter);
        REQUIRE(page.rows.size() == 2);
        CHECK(page.rows.front().id == 5);
        filter.after = page.next;
        page = AuditRepository(connection).page(filter);
        CHECK(page.rows.front().id == 3);
        filter.after = page.next;
        page = AuditRepository(connection).page(filter);
        CHECK(page.rows.size() == 1);
        CHECK(page.next.empty());
    });
}

TEST_CASE("the audit is filtered by who, what, object and time", "[audit]") {
    test::RecordGround ground;
    ground.database.write([&](Connection& connection) {
        leave(connection, 5);
        CHECK(ids(connection, {.actor = "gong"}) == Ids{4, 2});
        CHECK(ids(connection, {.object = "object2"}) == Ids{3});
        CHECK(
            ids(connection, {.actions = {"approve"}, .which = AuditFilter::Actions::these}) ==
            Ids{4, 2}
        );
        CHECK(ids(connection, {.actions = {"approve"}}) == Ids{5, 3, 1});
        CHECK(
            ids(connection,
                {.from = model::from_unix_ms(kFirstAt + 1),
                 .before = model::from_unix_ms(kFirstAt + 3)}) == Ids{3, 2}
        );
    });
}

TEST_CASE("rows of a ticket that accuses the reader's unit are left out", "[audit]") {
    test::RecordGround ground;
    ground.database.write([&](Connection& connection) {
        auto record = test::ticket_record("HY1", "dzb");
        record.ticket.restricted = true;
        record.accused_units = {"cjzx"};
        store::TicketRepository(connection).add(record);
        store::PeopleRepository people(connection);
        people.add_audit(model::from_unix_ms(1), "zhou", "assign", "HY1", "");
        people.add_audit(model::from_unix_ms(2), "zhou", "assign", "HY2", "");
        CHECK(ids(connection, {.never_accused = "cjzx"}) == Ids{2});
        CHECK(ids(connection, {.never_accused = "dzb"}) == Ids{2, 1});
        CHECK(ids(connection, {}) == Ids{2, 1});
    });
}
