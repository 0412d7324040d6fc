#include "board/store/due_repository.hpp"

#include "board/store/schema.hpp"
#include "catch.hpp"
#include "record_ground.hpp"

using namespace huiying;
using store::Connection;

TEST_CASE(
    "dates are promises in all open states but a pause, and where another carries them", "[store]"
) {
    const std::string states(store::DueRepository::promised_states());
    for (const auto state : model::all_ticket_states()) {
        const auto word = "'" + std::string(model::to_word(state)) + "'";
        // `received` is never stored.
        const bool promised = (model::is_open(state) && state != model::TicketState::received &&
                               state != model::TicketState::paused) ||
                              state == model::TicketState::merged;
        INFO(word);
        CHECK((states.find(word) != std::string::npos) == promised);
    }
}

TEST_CASE("a round of an older record is found again in its history", "[store]") {
    test::TemporaryFolder folder;
    const auto path = folder.file("huiying.db");
    {
        Connection connection(path, Connection::Access::read_write);
        store::migrate_to(connection, 5);
        connection.script(
            "insert into ticket (number, state, kind, channel, account, sender, sender_name, "
            "contact, subject, text, place, unit, restricted, accused, urgent, publish, "
            "received_at, arrived_at, response_due, due_key, provisional, calendar_version, "
            "policy_version, round) values ('N', 'rework', 'question', 'board', '', '', '', '', "
            "'', '', '', 'cjzx', 0, '[]', 0, 0, 1, 1, 1, 1, 0, '', '', 3);"
            "insert into history (ticket, at, actor, event, detail) values"
            " (1, 10, 'system', 'reopened', ''), (1, 20, 'system', 'rework_ordered', ''),"
            " (1, 30, 'system', 'assigned', '');"
            "insert into setting values ('workflow.rework_workdays', '4');"
        );
    }
    store::Database database({.path = path});
    database.read([](Connection& connection) {
        const auto start = store::DueRepository(connection).round_start({1});
        REQUIRE(start);
        CHECK(start->at == model::from_unix_ms(20));
        CHECK(start->workdays == 4);
    });
}

TEST_CASE("dates of a ticket that a move was first with are not written", "[store]") {
    test::RecordGround ground;
    ground.database.write([](Connection& connection) {
        store::TicketRepository tickets(connection);
        auto record = test::ticket_record("N", "cjzx");
        record.ticket.id = tickets.add(record);
        store::DueRepository dues(connection);
        const auto before = *dues.find(record.ticket.id);
        REQUIRE(tickets.update(*tickets.find("N")));
        CHECK_FALSE(dues.put(before, before.ticket.due));
        CHECK(dues.put(*dues.find(record.ticket.id), before.ticket.due));
    });
}
