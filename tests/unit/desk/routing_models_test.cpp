#include "board/desk/routing_models.hpp"

#include "board/routing/router.hpp"
#include "board/store/proceedings_repository.hpp"
#include "board/store/routing_repository.hpp"
#include "catch.hpp"
#include "desk_ground.hpp"

#include <algorithm>

using namespace huiying;
using test::DeskGround;

namespace {

/// Closed tickets of two units, whose matters no duty word names.
void close_tickets(DeskGround& ground, int count) {
    ground.database.write([&](store::Connection& connection) {
        store::TicketRepository tickets(connection);
        for (int i = 0; i < count; ++i) {
            const bool noise = i % 2 == 0;
            auto record = test::ticket_record("N" + std::to_string(i), noise ? "zfd" : "cjzx");
            record.ticket.subject = noise ? "夜里打桩" : "地砖松动";
            record.ticket.text = (noise ? "工地夜里打桩声音太响睡不着" : "人行道地砖松动老人绊倒") +
                                 std::to_string(i);
            record.ticket.state = model::TicketState::closed;
            record.ticket.replied_at = ground.clock.now();
            const auto id = tickets.add(record);
            tickets.set_routing(id, {.unit = record.ticket.unit});
        }
    });
}

std::vector<store::RoutingExample> examples(DeskGround& ground) {
    return ground.database.read([](store::Connection& connection) {
        return store::RoutingRepository(connection).examples(1000);
    });
}

std::string routed(DeskGround& ground, const std::string& text) {
    model::InboundMessage message;
    message.text = text;
    return ground.town->snapshot()->router().route(message).unit;
}

}  // namespace

TEST_CASE("closed tickets teach, and a model that is switched on routes", "[routing-models]") {
    DeskGround ground;
    close_tickets(ground, 200);
    desk::RoutingModels models(ground.database, *ground.town, ground.clock);
    const auto row = models.train("周办");
    REQUIRE(row);
    CHECK(row->tickets == 200);
    CHECK(row->held == 40);
    CHECK(row->accuracy == 1);
    CHECK(row->bound <= 1);
    CHECK(row->coverage == 1);
    CHECK(row->in_use_held == 0);

    CHECK(routed(ground, "工地夜里打桩声音太响睡不着").empty());  // made, not in use
    REQUIRE(models.use(row->id, "周办").has_value());
    CHECK(models.in_use() == row->id);
    CHECK(routed(ground, "工地夜里打桩声音太响睡不着") == "zfd");
    model::InboundMessage message;
    message.text = "工地夜里打桩声音太响睡不着";
    CHECK(
        ground.town->snapshot()->router().route(message).rule_version ==
        "rules-1+model-" + std::to_string(row->id)
    );
}

TEST_CASE("switching back leaves rules and cold start", "[routing-models]") {
    DeskGround ground;
    close_tickets(ground, 200);
    desk::RoutingModels models(ground.database, *ground.town, ground.clock);
    const auto first = models.train("周办");
    REQUIRE(first);
    REQUIRE(models.use(first->id, "周办").has_value());
    const auto second = models.train("周办");
    REQUIRE(second);
    CHECK(second->in_use_held == 0);  // the first has seen all of them
    REQUIRE(models.use(second->id, "周办").has_value());
    REQUIRE(models.use(first->id, "周办").has_value());
    CHECK(models.in_use() == first->id);
    REQUIRE(models.use(std::nullopt, "周办").has_value());
    CHECK_FALSE(models.in_use());
    CHECK(routed(ground, "工地夜里打桩声音太响睡不着").empty());
    CHECK(test::verdict(models.use(99, "周办")) == "not_found");
    REQUIRE(models.models().size() == 2);
    CHECK(models.models().front().id == second->id);
}

TEST_CASE("a model in use is compared on tickets that it has not seen", "[routing-models]") {
    DeskGround ground;
    close_tickets(ground, 200);
    desk::RoutingModels models(ground.database, *ground.town, ground.clock);
    REQUIRE(models.use(models.train("周办")->id, "周办").has_value());
    ground.database.write([](store::Connection& connection) {
        connection.run("update ticket set number = 'old' || number");
    });
    close_tickets(ground, 30);
    const auto second = models.train("周办");
    REQUIRE(second);
    CHECK(second->held == 30);  // of the newest fifth, those that neither had seen
    CHECK(second->in_use_held == 30);
    CHECK(second->in_use_accuracy == 1);
}

TEST_CASE("the background job trains on a wish, once", "[routing-models]") {
    DeskGround ground;
    close_tickets(ground, 200);
    desk::RoutingModels models(ground.database, *ground.town, ground.clock);
    CHECK_FALSE(models.step());
    models.wish("周办");
    models.wish("周办");
    CHECK(models.is_wished());
    const auto made = models.step();
    REQUIRE(made);
    CHECK(made->made_by == "周办");
    CHECK_FALSE(models.is_wished());
    CHECK_FALSE(models.step());
    CHECK_FALSE(models.in_use());  // a person switches
}

TEST_CASE("at night it trains when enough is new", "[routing-models]") {
    DeskGround ground;
    close_tickets(ground, 200);
    desk::RoutingModels models(ground.database, *ground.town, ground.clock);
    ground.clock.set("2026-11-24T03:10:00+08:00");
    REQUIRE(models.step());
    CHECK_FALSE(models.step());
    ground.clock.set("2026-11-25T03:10:00+08:00");
    CHECK_FALSE(models.step());  // nothing new
    ground.database.write([](store::Connection& connection) {
        connection.run("update ticket set number = 'old' || number");
    });
    close_tickets(ground, 60);
    ground.clock.set("2026-11-25T12:00:00+08:00");
    CHECK_FALSE(models.step());
    ground.clock.set("2026-11-26T04:59:00+08:00");
    CHECK(models.step());
}

TEST_CASE("by the rule the first model that is sure enough is switched on", "[routing-models]") {
    DeskGround ground;
    close_tickets(ground, 200);
    desk::RoutingModels models(ground.database, *ground.town, ground.clock);
    CHECK(models.switch_by() == desk::SwitchBy::person);
    models.switch_by(desk::SwitchBy::rule, "周办");
    CHECK(models.switch_by() == desk::SwitchBy::rule);
    models.wish("周办");
    const auto first = models.step();
    REQUIRE(first);
    CHECK(models.in_use() == first->id);
    models.wish("周办");
    REQUIRE(models.step());
    CHECK(models.in_use() == first->id);  // not better than it
}

TEST_CASE("what routing does not rest on is changed without learning anew", "[routing-models]") {
    DeskGround ground;
    const auto before = ground.town->snapshot();
    desk::Administration administration(ground.database, *ground.town, ground.clock);
    auto settings = before->settings();
    settings.workflow.max_extension_workdays = 7;
    REQUIRE(test::verdict(administration.put(settings, "test")) == "ok");
    const auto after = ground.town->snapshot();
    REQUIRE(after->revision() != before->revision());
    CHECK(&after->router() == &before->router());
    auto unit = *after->unit("cjzx");
    unit.keywords.push_back("喷泉");
    REQUIRE(test::verdict(administration.put(unit, "test")) == "ok");
    CHECK(&ground.town->snapshot()->router() != &before->router());
    CHECK(routed(ground, "喷泉不喷水了，喷泉坏了") == "cjzx");
}

TEST_CASE("too few tickets, or all of one unit, teach nothing", "[routing-models]") {
    DeskGround ground;
    desk::RoutingModels models(ground.database, *ground.town, ground.clock);
    CHECK_FALSE(models.train("周办"));
    close_tickets(ground, desk::kLeastExamples);
    ground.database.write([](store::Connection& connection) {
        connection.run("update ticket set unit = 'cjzx'");
    });
    CHECK_FALSE(models.train("周办"));
}

TEST_CASE("what accuses or is restricted is no example", "[routing-models]") {
    DeskGround ground;
    close_tickets(ground, 6);
    REQUIRE(examples(ground).size() == 6);
    ground.database.write([](store::Connection& connection) {
        connection.run("update ticket set restricted = 1 where number = 'N0'");
        connection.run("update ticket set accused = '[\"zfd\"]' where number = 'N1'");
        connection.run("update ticket set state = 'merged' where number = 'N2'");
        connection.run("update ticket set replied_at = null where number = 'N3'");
    });
    const auto left = examples(ground);
    CHECK(left.size() == 2);
    CHECK(std::none_of(left.begin(), left.end(), [](const auto& one) { return one.corrected; }));
}

TEST_CASE(
    "a unit that a person chose and an accepted return are examples at once", "[routing-models]"
) {
    DeskGround ground;
    const auto number = ground.taken_in(ground.message("1", "人行道地砖松动"));
    CHECK(examples(ground).empty());
    REQUIRE(ground.tickets()
                .assign(ground.dispatcher, ground.ref(ground.dispatcher, number), "cjzx", "")
                .has_value());
    const auto found = examples(ground);
    REQUIRE(found.size() == 1);
    CHECK(found.front().unit == "cjzx");
    CHECK(found.front().corrected);
}

TEST_CASE(
    "a new town's unsure message comes with proposals from what units say", "[routing-models]"
) {
    DeskGround ground;
    const auto number = ground.taken_in(ground.message("1", "门牌附近维修的事"));
    const auto view = ground.tickets().view(ground.dispatcher, number);
    REQUIRE(view.has_value());
    CHECK(view->row.ticket.unit.empty());
    REQUIRE_FALSE(view->routing.candidates.empty());
    CHECK(view->routing.candidates.front().unit == "cjzx");
    CHECK(view->routing.rule_version == "rules-1+cold");
}
