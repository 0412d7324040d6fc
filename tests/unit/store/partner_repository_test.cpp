#include "board/store/partner_repository.hpp"

#include "board/store/database.hpp"
#include "board/store/ticket_repository.hpp"
#include "catch.hpp"
#include "record_ground.hpp"

using namespace huiying;
using model::TicketState;
using store::Connection;
using store::PartnerFilter;
using store::PartnerOpenness;
using store::PartnerRepository;

namespace {

const auto kNow = *model::parse_rfc3339("2026-11-23T09:00:00+08:00");

struct Posted {
    std::string number;
    std::string service = "021";
    std::string account = "map";
    TicketState state = TicketState::handling;
    int minutes = 0;
};

void post(Connection& connection, const Posted& posted) {
    auto record = test::ticket_record(posted.number, "cjzx");
    auto& ticket = record.ticket;
    ticket.channel = "open311";
    ticket.account = posted.account;
    ticket.state = posted.state;
    ticket.place = "银春路68号";
    ticket.received_at = kNow + std::chrono::minutes(posted.minutes);
    store::TicketRepository tickets(connection);
    const auto id = tickets.add(record);
    model::InboundMessage message;
    message.delivery_key = "open311|" + posted.account + "||" + posted.number;
    message.way_back = posted.service;
    message.text = ticket.text;
    message.received_at = message.arrived_at = ticket.received_at;
    tickets.add_message(id, message);
}

std::vector<std::string> numbers(Connection& connection, PartnerFilter filter = {}) {
    if (filter.until == model::Instant{})
        filter.until = kNow + std::chrono::hours(1);
    std::vector<std::string> numbers;
    for (const auto& ticket : PartnerRepository(connection).list_open311("map", filter))
        numbers.push_back(ticket.number);
    return numbers;
}

using List = std::vector<std::string>;

}  // namespace

TEST_CASE("a partner lists its own requests, latest first, by time, service and state", "[store]") {
    test::RecordGround ground;
    ground.database.write([](Connection& connection) {
        post(connection, {.number = "A", .minutes = 1});
        post(
            connection,
            {.number = "B", .service = "022", .state = TicketState::closed, .minutes = 3}
        );
        post(connection, {.number = "C", .state = TicketState::archived, .minutes = 2});
        post(connection, {.number = "D", .account = "other"});
        CHECK(numbers(connection) == List{"B", "C", "A"});
        CHECK(numbers(connection, {.services = {"021"}}) == List{"C", "A"});
        CHECK(numbers(connection, {.services = {"022", "099"}}) == List{"B"});
        CHECK(numbers(connection, {.openness = PartnerOpenness::open}) == List{"A"});
        CHECK(numbers(connection, {.openness = PartnerOpenness::over}) == List{"B", "C"});
        CHECK(numbers(connection, {.limit = 2}) == List{"B", "C"});
        const auto second = kNow + std::chrono::minutes(2);
        CHECK(numbers(connection, {.from = second}) == List{"B", "C"});
        CHECK(numbers(connection, {.until = second}) == List{"C", "A"});
        PartnerRepository partners(connection);
        CHECK(partners.find("open311", "map", "A")->service == "021");
        CHECK_FALSE(partners.find("open311", "other", "A"));
        CHECK_FALSE(partners.find("board", "map", "A"));
    });
}

TEST_CASE("what is published stands in the list, what is only proposed does not", "[store]") {
    test::RecordGround ground;
    ground.database.write([](Connection& connection) {
        post(connection, {.number = "A"});
        connection.run(
            "insert into publication (ticket, state, title, question, answer, text_hash, "
            "proposed_by, version) values (1, 'proposed', 'T', 'Q', 'R', 'h', 1, 1)"
        );
        PartnerRepository partners(connection);
        CHECK(partners.find("open311", "map", "A")->question.empty());
        connection.run("update publication set state = 'published'");
        const auto shown = *partners.find("open311", "map", "A");
        CHECK(shown.title + shown.question + shown.answer == "TQR");
        connection.run("update publication set state = 'withdrawn'");
        CHECK(partners.find("open311", "map", "A")->answer.empty());
    });
}

TEST_CASE("a list goes by its own index, however many other tickets there are", "[store]") {
    test::RecordGround ground;
    ground.database.write([](Connection& connection) {
        auto plan = connection.query(
            "explain query plan select t.number from ticket t where t.channel = 'open311' and "
            "t.account = ? and t.received_at between ? and ? order by t.received_at desc, t.id "
            "desc limit 1000"
        );
        REQUIRE(plan.next());
        CHECK(plan.text(3).find("ticket_of_open311") != std::string::npos);
        CHECK_FALSE(plan.next());  // nothing is sorted
    });
}
