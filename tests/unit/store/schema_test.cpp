#include "board/store/schema.hpp"

#include "board/store/course_repository.hpp"
#include "board/store/schema_workflow.hpp"
#include "catch.hpp"
#include "record_ground.hpp"

using namespace huiying;
using store::Connection;

namespace {

void add_old_ticket(Connection& connection, const std::string& number, const std::string& state) {
    connection.run(
        "insert into ticket (number, state, kind, channel, account, sender, sender_name, contact, "
        "subject, text, place, unit, restricted, accused, urgent, publish, received_at, "
        "arrived_at, response_due, due_key, provisional, calendar_version, policy_version) values "
        "(?, ?, 'question', 'board', '', '', '', '', '', '路灯不亮', '', 'cjzx', 0, '[]', 0, 0, 1, "
        "1, 1, 1, 0, '', '')",
        number,
        state
    );
}

}  // namespace

TEST_CASE("a record of the first release opens, and its tickets lie where they lay", "[store]") {
    test::TemporaryFolder folder;
    const auto path = folder.file("huiying.db");
    const auto states = {"to_dispatch", "handling", "in_review", "final_replied", "closed"};
    {
        Connection connection(path, Connection::Access::read_write);
        store::migrate_to(connection, 1);
        for (const auto* state : states)
            add_old_ticket(connection, state, state);
    }
    store::Database database({.path = path});
    database.read([&](Connection& connection) {
        for (const auto* state : states) {
            const auto record = store::TicketRepository(connection).find(state);
            REQUIRE(record);
            CHECK(model::to_word(record->ticket.state) == state);
            CHECK(record->ticket.round == 1);
            CHECK_FALSE(record->ticket.accepted_at);
            CHECK(store::CourseRepository(connection).find(record->ticket.id) == store::Course{});
        }
        CHECK(store::schema_version(connection) == store::newest_schema_version());
    });
}

TEST_CASE("what lies beside a state comes back as it was put", "[store]") {
    test::RecordGround ground;
    const store::Course course{
        .before = model::TicketState::drafted,
        .paused_for = model::PauseGround::awaiting_organ,
        .approved_by = model::StaffId{3},
        .dispatched_at = model::from_unix_ms(1),
        .signed_at = model::from_unix_ms(2),
        .holder = model::StaffId{4},
        .designated = true,
        .returned_units = {"zfd", "sqjs"},
        .returns = 2,
        .return_asked_by = model::StaffId{5},
        .extension_granted = 1,
        .extension_asked = 2,
        .extension_asked_by = model::StaffId{6},
        .termination_asked_by = model::StaffId{7},
        .reworks = 1,
        .grade = model::Satisfaction::dissatisfied,
        .reminded_on = "2026-11-23",
        .own_response_due = model::from_unix_ms(8),
        .own_final_due = model::from_unix_ms(9),
        .counted_from = model::from_unix_ms(10),
        .counted_workdays = 6,
    };
    ground.database.write([&](Connection& connection) {
        store::TicketRepository tickets(connection);
        const auto id = tickets.add(test::ticket_record("A", "cjzx"));
        const auto other = tickets.add(test::ticket_record("B", "cjzx"));
        auto full = course;
        full.survivor = other;
        store::CourseRepository courses(connection);
        courses.put(id, full);
        CHECK(courses.find(id) == full);
        CHECK(courses.merged_into(other) == std::vector{id});
        CHECK(courses.held_by(model::StaffId{4}) == std::vector{id});
        courses.put(id, course);
        CHECK(courses.find(id) == course);
        CHECK(courses.merged_into(other).empty());
    });
}

TEST_CASE("what is answered anew makes no late first reply timely", "[store]") {
    test::RecordGround ground;
    ground.database.write([](Connection& connection) {
        store::TicketRepository(connection).add(test::ticket_record("A", "cjzx"));
    });
    const auto change = [&](auto edit) {
        ground.database.write([&](Connection& connection) {
            store::TicketRepository tickets(connection);
            auto record = *tickets.find("A");
            edit(record.ticket);
            REQUIRE(tickets.update(record));
        });
    };
    const auto in_time = [&] {
        return ground.database.read([](Connection& connection) {
            auto row = connection.query("select sum(answered), sum(answered_in_time) from daily");
            row.next();
            return std::pair(row.integer(0), row.integer(1));
        });
    };
    change([](model::Ticket& ticket) {
        ticket.replied_at = *ticket.due.final_due + std::chrono::hours{1};
    });
    CHECK(in_time() == std::pair<std::int64_t, std::int64_t>(1, 0));
    change([](model::Ticket& ticket) {
        ticket.round = 2;
        *ticket.due.final_due += std::chrono::hours{72};
    });
    change([](model::Ticket& ticket) { ticket.replied_at = *ticket.due.final_due; });
    CHECK(in_time() == std::pair<std::int64_t, std::int64_t>(1, 0));
}
