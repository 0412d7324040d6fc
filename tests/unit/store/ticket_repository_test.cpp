#include "board/store/ticket_repository.hpp"

#include "board/store/assist_repository.hpp"
#include "board/store/figures_repository.hpp"
#include "catch.hpp"
#include "record_ground.hpp"

#include <set>

using namespace huiying;
using model::TicketState;
using store::Connection;
using store::TicketFilter;
using store::TicketRepository;
using test::ticket_record;

namespace {

model::TicketId add(store::Database& database, const store::TicketRecord& record) {
    return database.write([&](Connection& connection) {
        return TicketRepository(connection).add(record);
    });
}

std::set<std::string> numbers(store::Database& database, const TicketFilter& filter) {
    std::set<std::string> found;
    for (const auto& item : database
                                .read([&](Connection& connection) {
                                    return TicketRepository(connection).list(filter);
                                })
                                .items)
        found.insert(item.ticket.number);
    return found;
}

}  // namespace

TEST_CASE("a delivery is stored once", "[store]") {
    test::RecordGround ground;
    const auto id = add(ground.database, ticket_record("A", "cjzx"));
    model::InboundMessage message;
    message.delivery_key = "k";
    message.text = "补充";
    message.attachments = {{"a.jpg", "image/jpeg", std::string(64, 'a'), "", 3}};
    ground.database.write([&](Connection& connection) {
        TicketRepository tickets(connection);
        CHECK(tickets.add_message(id, message));
        CHECK_FALSE(tickets.add_message(id, message));
        CHECK(tickets.has_delivery("k"));
        CHECK_FALSE(tickets.has_delivery("other"));
        const auto messages = tickets.messages(id);
        REQUIRE(messages.size() == 1);
        CHECK(messages[0].attachments == message.attachments);
    });
}

TEST_CASE("a ticket comes back as it was written", "[store]") {
    test::RecordGround ground;
    auto record = ticket_record("A", "cjzx");
    record.ticket.restricted = true;
    record.accused_units = {"zfd", "cjzx"};
    record.urgent = true;
    record.ticket.publish = model::PublishConsent::yes;
    record.ticket.due.provisional = true;
    add(ground.database, record);
    const auto found = ground.database.read([](Connection& connection) {
        return TicketRepository(connection).find("A");
    });
    REQUIRE(found);
    CHECK(found->ticket.text == record.ticket.text);
    CHECK(found->ticket.due == record.ticket.due);
    CHECK(found->ticket.restricted);
    CHECK(found->urgent);
    CHECK(found->accused_units == record.accused_units);
    CHECK(found->ticket.publish == model::PublishConsent::yes);
    CHECK_FALSE(found->ticket.responded_at);
    CHECK_FALSE(ground.database.read([](Connection& connection) {
        return TicketRepository(connection).find("B");
    }));
}

TEST_CASE("a unit's list has the tickets of others that it assists in", "[store]") {
    test::RecordGround ground;
    add(ground.database, ticket_record("OWN", "zfd"));
    auto answered = ticket_record("ANSWERED", "cjzx");
    answered.ticket.state = model::TicketState::final_replied;
    const std::vector<std::pair<store::TicketRecord, const char*>> others{
        {ticket_record("OPEN", "cjzx"), ""},
        {ticket_record("GIVEN", "cjzx"), "given"},
        {ticket_record("DROPPED", "cjzx"), "dropped"},
        {answered, "given"},
        {ticket_record("NEVER", "cjzx"), "none"}};
    for (const auto& [record, end] : others) {
        const auto id = add(ground.database, record);
        ground.database.write([&, end = std::string(end)](Connection& connection) {
            store::AssistRepository assists(connection);
            if (end == "none")
                return;
            store::AssistRow row;
            row.unit = "zfd";
            assists.add(id, row);
            if (end == "given")
                assists.give(id, "zfd", "意见", "li", {});
            if (end == "dropped")
                assists.drop(id, "zfd", "lu", {}, "不需要");
        });
    }
    const TicketFilter open{
        .states = {model::TicketState::handling},
        .units = {"zfd"},
        .assisted = {"zfd", store::Opinions::open}};
    CHECK(numbers(ground.database, open) == std::set<std::string>{"OWN", "OPEN"});
    const TicketFilter all{.units = {"zfd"}, .assisted = {"zfd", store::Opinions::any}};
    CHECK(
        numbers(ground.database, all) == std::set<std::string>{"OWN", "OPEN", "GIVEN", "ANSWERED"}
    );
    CHECK(numbers(ground.database, {.units = {"zfd"}}) == std::set<std::string>{"OWN"});
}

TEST_CASE("an opinion is given or dropped once, and may be asked again then", "[store]") {
    test::RecordGround ground;
    const auto id = add(ground.database, ticket_record("A", "cjzx"));
    ground.database.write([&](Connection& connection) {
        store::AssistRepository assists(connection);
        store::AssistRow row;
        row.unit = "zfd";
        assists.add(id, row);
        CHECK_THROWS_AS(assists.add(id, row), store::ConstraintViolated);
        CHECK(assists.give(id, "zfd", "意见", "li", {}));
        CHECK_FALSE(assists.give(id, "zfd", "又一次", "li", {}));
        CHECK_FALSE(assists.drop(id, "zfd", "lu", {}, "不需要"));
        assists.add(id, row);
        const auto rows = assists.of(id);
        REQUIRE(rows.size() == 2);
        CHECK(rows[0].opinion == "意见");
        CHECK_FALSE(rows[0].is_open());
        CHECK(rows[1].is_open());
    });
}

TEST_CASE("lists page by key through all tickets, by due time, none twice", "[store]") {
    test::RecordGround ground;
    for (int i = 0; i < 25; ++i) {
        auto record = ticket_record("N" + std::to_string(i), "cjzx");
        record.ticket.due.final_due = *record.ticket.due.final_due + std::chrono::hours{i % 5};
        if (i == 7)
            record.ticket.due.final_due.reset();
        add(ground.database, record);
    }
    TicketFilter filter{.units = {"cjzx"}, .limit = 10};
    std::vector<store::TicketRecord> all;
    for (int page = 0; page < 5; ++page) {
        const auto rows = ground.database.read([&](Connection& connection) {
            return TicketRepository(connection).list(filter);
        });
        all.insert(all.end(), rows.items.begin(), rows.items.end());
        filter.after = rows.next;
        if (rows.next.empty())
            break;
    }
    REQUIRE(all.size() == 25);
    CHECK(all.back().ticket.number == "N7");
    std::set<std::string> distinct;
    for (std::size_t i = 0; i < all.size(); ++i) {
        distinct.insert(all[i].ticket.number);
        if (i > 0 && all[i].ticket.due.final_due)
            CHECK(*all[i - 1].ticket.due.final_due <= *all[i].ticket.due.final_due);
    }
    CHECK(distinct.size() == 25);
}

TEST_CASE("filters leave out other units, restricted tickets and what accuses a unit", "[store]") {
    test::RecordGround ground;
    add(ground.database, ticket_record("own", "cjzx"));
    add(ground.database, ticket_record("other", "zfd"));
    add(ground.database, ticket_record("waiting", ""));
    auto restricted = ticket_record("restricted", "");
    restricted.ticket.restricted = true;
    restricted.accused_units = {"cjzx"};
    add(ground.database, restricted);
    CHECK(numbers(ground.database, {.units = {"cjzx"}}) == std::set<std::string>{"own"});
    CHECK(numbers(ground.database, {}) == std::set<std::string>{"own", "other", "waiting"});
    CHECK(numbers(ground.database, {.include_restricted = true}).size() == 4);
    CHECK(
        numbers(ground.database, {.include_restricted = true, .never_accused = "cjzx"}).size() == 3
    );
    CHECK(
        numbers(ground.database, {.include_restricted = true, .never_accused = "cj"}).size() == 4
    );
    CHECK(
        numbers(ground.database, {.states = {TicketState::to_dispatch}}) ==
        std::set<std::string>{"waiting"}
    );
}

TEST_CASE("words of two characters are found in subject, text and number", "[store]") {
    test::RecordGround ground;
    add(ground.database, ticket_record("7K3M-9Q2X-RT4B", "cjzx"));
    auto other = ticket_record("AAAA-BBBB-CCCC", "cjzx");
    other.ticket.subject = "医保报销";
    other.ticket.text = "退休后医保怎么转";
    add(ground.database, other);
    CHECK(numbers(ground.database, {.words = "路灯"}) == std::set<std::string>{"7K3M-9Q2X-RT4B"});
    CHECK(numbers(ground.database, {.words = "医保"}) == std::set<std::string>{"AAAA-BBBB-CCCC"});
    CHECK(
        numbers(ground.database, {.words = "7k3m-9q2x-rt4b"}) ==
        std::set<std::string>{"7K3M-9Q2X-RT4B"}
    );
    CHECK(numbers(ground.database, {.words = "不存在的词"}).empty());
    CHECK(numbers(ground.database, {.words = "\" OR 1 --"}).empty());
}

namespace {

/// Adds a message to a stored ticket as take-in does.
void add_to(
    store::Database& database, const store::TicketRecord& stored, const model::InboundMessage& more
) {
    database.write([&](Connection& connection) {
        TicketRepository tickets(connection);
        tickets.unindex(stored);
        tickets.add_message(stored.ticket.id, more);
        tickets.index(stored);
    });
}

model::InboundMessage addition(const std::string& key) {
    model::InboundMessage message;
    message.delivery_key = key;
    message.sender_name = "欧阳春";
    message.subject = "补充照片";
    message.place = "银春路";
    message.text = "井盖也松动";
    return message;
}

}  // namespace

TEST_CASE("every message of a ticket is found: subject, sender, place and text", "[store]") {
    test::RecordGround ground;
    auto record = ticket_record("A", "cjzx");
    record.ticket.sender_name = "司徒平";
    record.ticket.place = "曙光路";
    record.ticket.id = add(ground.database, record);
    add(ground.database, ticket_record("B", "cjzx"));
    // The first message's row is the ticket's own.
    model::InboundMessage first;
    first.delivery_key = "first";
    first.text = record.ticket.text;
    add_to(ground.database, record, first);
    CHECK(numbers(ground.database, {.words = "井盖"}).empty());
    add_to(ground.database, record, addition("second"));
    for (const std::string words :
         {"司徒平", "曙光路", "补充照片", "欧阳春", "银春路", "井盖", "三天 银春路 井盖", "A"})
        CHECK(numbers(ground.database, {.words = words}) == std::set<std::string>{"A"});
    auto third = addition("third");
    third.text = "护栏倒了";
    add_to(ground.database, record, third);
    for (const std::string words : {"司徒平", "井盖", "护栏"})
        CHECK(numbers(ground.database, {.words = words}) == std::set<std::string>{"A"});
    CHECK(numbers(ground.database, {.words = "路灯"}).size() == 2);
}

TEST_CASE("a restricted ticket is not found by what is masked in it", "[store]") {
    test::RecordGround ground;
    auto record = ticket_record("A", "");
    record.ticket.sender_name = "司徒平";
    record.ticket.text = "执法队收钱，我的电话是13812345678";
    record.ticket.id = add(ground.database, record);
    CHECK(numbers(ground.database, {.words = "司徒平"}).size() == 1);
    CHECK(numbers(ground.database, {.words = "13812345678"}).size() == 1);
    ground.database.write([&](Connection& connection) {
        TicketRepository tickets(connection);
        tickets.unindex(record);
        record.ticket.restricted = true;
        tickets.index(record);
        tickets.update(record);
    });
    const auto found = [&](const std::string& words) {
        return numbers(ground.database, {.include_restricted = true, .words = words}).size();
    };
    CHECK(found("收钱") == 1);
    CHECK(found("司徒平") == 0);
    CHECK(found("13812345678") == 0);
}

TEST_CASE("a ticket that somebody adds to without end is found by its first messages", "[store]") {
    test::RecordGround ground;
    auto record = ticket_record("A", "cjzx");
    record.ticket.id = add(ground.database, record);
    for (int i = 0; i < 60; ++i) {
        auto more = addition("k" + std::to_string(i));
        more.text = "第" + std::to_string(1000 + i) + "条";
        for (int k = 0; k < 200; ++k)
            more.text += "井盖松动";
        add_to(ground.database, record, more);
    }
    CHECK(numbers(ground.database, {.words = "1001"}).size() == 1);
    CHECK(numbers(ground.database, {.words = "1059"}).empty());
    CHECK(numbers(ground.database, {.words = "路灯"}).size() == 1);
}

TEST_CASE("whoever holds an old version is refused", "[store]") {
    test::RecordGround ground;
    add(ground.database, ticket_record("A", "cjzx"));
    auto record = *ground.database.read([](Connection& connection) {
        return TicketRepository(connection).find("A");
    });
    record.ticket.unit = "zfd";
    CHECK(ground.database.write([&](Connection& connection) {
        return TicketRepository(connection).update(record);
    }));
    CHECK_FALSE(ground.database.write([&](Connection& connection) {
        return TicketRepository(connection).update(record);
    }));
}

TEST_CASE("the daily figures follow every move and equal a count of the tickets", "[store]") {
    test::RecordGround ground;
    add(ground.database, ticket_record("A", "cjzx"));
    add(ground.database, ticket_record("B", "cjzx"));
    auto record = *ground.database.read([](Connection& connection) {
        return TicketRepository(connection).find("A");
    });
    record.ticket.unit = "zfd";
    record.ticket.state = TicketState::final_replied;
    record.ticket.responded_at = record.ticket.received_at + std::chrono::hours{30};
    record.ticket.replied_at = record.ticket.responded_at;
    REQUIRE(ground.database.write([&](Connection& connection) {
        return TicketRepository(connection).update(record);
    }));
    const auto now = *model::parse_rfc3339("2026-12-01T00:00:00+08:00");
    const auto units = ground.database.read([&](Connection& connection) {
        return store::FiguresRepository(connection).by_unit(now);
    });
    CHECK(units.at("cjzx").received == 1);
    CHECK(units.at("cjzx").open == 1);
    CHECK(units.at("cjzx").overdue == 1);
    CHECK(units.at("zfd").received == 1);
    CHECK(units.at("zfd").open == 0);
    CHECK(units.at("zfd").responded == 1);
    CHECK(units.at("zfd").responded_in_time == 0);
    CHECK(units.at("zfd").answered_in_time == 1);
}
