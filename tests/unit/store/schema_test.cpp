#include "board/store/schema.hpp"

#include "board/store/alarm_repository.hpp"
#include "board/store/course_repository.hpp"
#include "board/store/figures_repository.hpp"
#include "board/store/pause_repository.hpp"
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
            auto row = connection.query(
                "select sum(answered), sum(answered_in_time) from daily where day <> ''"
            );
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

TEST_CASE("a record from before the rates has them counted from its tickets' times", "[store]") {
    test::TemporaryFolder folder;
    const auto path = folder.file("huiying.db");
    {
        Connection connection(path, Connection::Access::read_write);
        store::migrate_to(connection, 5);
        for (const auto* number : {"late", "open", "withdrawn", "again"})
            add_old_ticket(connection, number, "handling");
        connection.run(
            "update ticket set response_due = 2000, responded_at = 1000, final_due = 5000"
        );
        connection.run("update ticket set replied_at = 6000, state = 'closed' where number = 'late'"
        );
        connection.run("update ticket set state = 'withdrawn' where number = 'withdrawn'");
        connection.run("update ticket set round = 2 where number = 'again'");
        connection.run(
            "insert into history (ticket, at, actor, event, detail) values (3, 4000, "
            "'citizen', 'withdrawn', ''), (4, 3000, 'wang', 'replied', '')"
        );
        connection.run("insert into daily (day, unit, received) values ('1970-01-01', 'x', 7)");
    }
    store::Database database({.path = path});
    database.read([&](Connection& connection) {
        store::FiguresRepository figures(connection);
        const auto units = figures.by_unit(model::from_unix_ms(7000));
        REQUIRE(units.size() == 1);  // what was counted before is counted anew
        const auto& unit = units.at("cjzx");
        CHECK(unit.received == 4);
        CHECK(unit.answered == 2);
        using model::Measure;
        const auto rate = [&](Measure measure) {
            return unit.rates.at(static_cast<std::size_t>(measure));
        };
        CHECK(rate(Measure::acceptance) == model::Rate{4, 4});
        CHECK(rate(Measure::human_contact) == model::Rate{0, 0});
        CHECK(rate(Measure::final_reply) == model::Rate{0, 2});  // late, and open past its date
        CHECK(rate(Measure::later_reply) == model::Rate{0, 1});
        const auto withdrawn = store::TicketRepository(connection).find("withdrawn");
        CHECK(withdrawn->ticket.ended_at == model::from_unix_ms(4000));
    });
}

TEST_CASE("the clock looks at what an older record has answered", "[store]") {
    test::TemporaryFolder folder;
    const auto path = folder.file("huiying.db");
    {
        Connection connection(path, Connection::Access::read_write);
        store::migrate_to(connection, 13);
        for (const auto* state : {"final_replied", "to_evaluate", "closed"})
            add_old_ticket(connection, state, state);
        connection.run("update ticket set replied_at = 6000");
    }
    store::Database database({.path = path});
    database.read([&](Connection& connection) {
        store::AlarmRepository alarms(connection);
        std::vector<std::string> numbers;
        for (const auto& alarm : alarms.before(model::Instant::max(), 9))
            numbers.push_back(alarm.number);
        CHECK(numbers == std::vector<std::string>{"final_replied", "to_evaluate"});
    });
}

TEST_CASE("what was reopened under an older record owes its reply again", "[store]") {
    test::TemporaryFolder folder;
    const auto path = folder.file("huiying.db");
    constexpr int kBefore = 14;  // the migrations that came before
    {
        Connection connection(path, Connection::Access::read_write);
        store::migrate_to(connection, kBefore);
        for (const auto* number : {"first", "again", "paused", "open"})
            add_old_ticket(connection, number, "handling");
        for (const auto* state : {"final_replied", "closed", "merged", "withdrawn"})
            add_old_ticket(connection, state, state);
        connection.run("update ticket set final_due = 9000, replied_at = 6000");
        connection.run("update ticket set replied_at = null where number = 'open'");
        connection.run("update ticket set state = 'paused' where number = 'paused'");
        connection.run("update ticket set round = 3 where number = 'again'");
        connection.run(
            "insert into past_round (ticket, round, unit, replied_at) select id, 2, 'cjzx', 5000 "
            "from ticket where number = 'again'"
        );
        connection.run("delete from alarm");
    }
    store::Database database({.path = path});
    database.read([&](Connection& connection) {
        store::TicketRepository tickets(connection);
        const auto ticket = [&](const char* number) { return tickets.find(number)->ticket; };
        for (const auto* number : {"first", "again", "paused", "open"})
            CHECK_FALSE(ticket(number).replied_at);
        for (const auto* state : {"final_replied", "closed", "merged", "withdrawn"})
            CHECK(ticket(state).replied_at == model::from_unix_ms(6000));
        CHECK(ticket("first").round == 2);
        CHECK(ticket("paused").round == 2);
        CHECK(ticket("again").round == 3);  // its last reply is a round's that is kept already
        CHECK(ticket("open").round == 1);
        auto past = connection.query(
            "select replied_at from past_round where round = 1 and ticket in (select id from "
            "ticket where number = 'first')"
        );
        REQUIRE(past.next());
        CHECK(past.integer(0) == 6000);
        store::AlarmRepository alarms(connection);
        CHECK(alarms.since(ticket("first").id));
        CHECK_FALSE(alarms.since(ticket("closed").id));
        auto answered = connection.query("select sum(answered) from daily where day <> ''");
        REQUIRE(answered.next());
        CHECK(answered.integer(0) == 7);  // all but the one that never was
    });
}

TEST_CASE("a pause of a reopened ticket is one of the round that goes on", "[store]") {
    test::TemporaryFolder folder;
    const auto path = folder.file("huiying.db");
    {
        Connection connection(path, Connection::Access::read_write);
        store::migrate_to(connection, 14);
        add_old_ticket(connection, "paused", "paused");
        connection.run("update ticket set replied_at = 6000");
        connection.run(
            "insert into pause (ticket, round, ground, evidence, by, from_at) values "
            "(1, 1, 'awaiting_organ', '', 'zhou', 3000), (1, 1, 'awaiting_organ', '', 'zhou', 7000)"
        );
    }
    store::Database database({.path = path});
    const auto rounds = database.read([](Connection& connection) {
        std::vector<int> found;
        for (const auto& row : store::PauseRepository(connection).of({1}))
            found.push_back(row.round);
        return found;
    });
    CHECK(rounds == std::vector{1, 2});
}

TEST_CASE("a record of before gets what months and all days sum up to", "[store]") {
    test::TemporaryFolder folder;
    const auto path = folder.file("huiying.db");
    {
        Connection connection(path, Connection::Access::read_write);
        store::migrate_to(connection, 46);
        connection.run(
            "insert into daily (day, unit, received, final_reply_met) values ('2026-10-30', "
            "'cjzx', 5, 1), ('2026-10-31', 'cjzx', 2, 1), ('2026-11-01', 'zfd', 4, 0)"
        );
        connection.run(
            "insert into tally (grain, day, unit, channel, kind, staff, restricted, accused, "
            "received, h09) values ('u', '2026-10-30', 'cjzx', '*', '*', 0, 0, '[]', 5, 1), "
            "('u', '2026-10-31', 'cjzx', '*', '*', 0, 0, '[]', 2, 0), "
            "('u', '2026-10-31', 'zfd', '*', '*', 0, 0, '[]', 3, 3), "
            "('u', '2026-10-31', 'zfd', '*', '*', 0, 1, '[]', 1, 0), "
            "('uck', '2026-10-31', 'zfd', 'board', 'help', 0, 0, '[]', 3, 3), "
            "('p', '2026-10-31', 'zfd', '*', '*', 7, 0, '[]', 3, 0)"
        );
    }
    store::Database database({.path = path});
    database.read([&](Connection& connection) {
        const auto units = store::FiguresRepository(connection).by_unit(model::from_unix_ms(0));
        CHECK(units.at("cjzx").received == 7);
        CHECK(
            units.at("cjzx").rates.at(static_cast<std::size_t>(model::Measure::final_reply)) ==
            model::Rate{2, 2}
        );
        CHECK(units.at("zfd").received == 4);
        auto row = connection.query(
            "select grain || ' ' || day || ' ' || unit || ' ' || channel || ' ' || kind || ' ' || "
            "restricted || ': ' || received || ' ' || h09 from tally where grain not in ('u', "
            "'uck', 'p') order by 1"
        );
        std::vector<std::string> cells;
        while (row.next())
            cells.push_back(row.text(0));
        CHECK(
            cells ==
            std::vector<std::string>{
                "d 2026-10-30 * * * 0: 5 1",
                "d 2026-10-31 * * * 0: 5 3",
                "d 2026-10-31 * * * 1: 1 0",
                "mu 2026-10 cjzx * * 0: 7 1",
                "mu 2026-10 zfd * * 0: 3 3",
                "mu 2026-10 zfd * * 1: 1 0",
                "muck 2026-10 zfd board help 0: 3 3"}
        );
    });
}
