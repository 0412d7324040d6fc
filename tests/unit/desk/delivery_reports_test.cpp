#include "board/desk/delivery_reports.hpp"

#include "board/desk/delivery.hpp"
#include "board/desk/escalation.hpp"
#include "board/store/database.hpp"
#include "board/store/people_repository.hpp"
#include "catch.hpp"
#include "desk_ground.hpp"

using namespace huiying;
using desk::Reported;
using model::Fate;
using model::OutboundState;
using model::SendClass;
using test::verdict;

namespace {

/// A ground with one reply waiting for a platform that splits it in two.
struct ReportGround : test::DeskGround {
    ReportGround() {
        database.write([&](store::Connection& connection) {
            store::PeopleRepository people(connection);
            for (const auto* const person : {&handler, &enforcer, &dispatcher})
                REQUIRE(people.add(*person, "", clock.now()) == person->id);
        });
        desk::Administration(database, *town, clock)
            .put({.channel = "wecom_kf", .name = "kf"}, "test")
            .value();
        auto first = message("k", "路灯坏了");
        first.channel = "wecom_kf";
        first.account = "kf";
        first.sender = "alice";
        number = taken_in(first);
        REQUIRE(verdict(tickets().reply(handler, ref(handler, number), "已修好")) == "ok");
    }

    OutboundState sent(const std::vector<std::string>& ids) {
        const auto claimed = delivery.claim("me", std::chrono::seconds{30}, 10);
        REQUIRE(claimed.size() == 1);
        key = claimed[0].idempotency_key;
        return delivery.settle(
            claimed[0], "me", {SendClass::ok, "", static_cast<int>(ids.size()), ids}
        );
    }

    Reported report(const std::string& id, Fate fate, const std::string& account = "kf") {
        return reports.take("wecom_kf", account, {id, fate, "对方拒收"});
    }

    desk::TalkLine reply() { return tickets().view(handler, number).value().talk.back(); }

    std::size_t notices(const model::Staff& person) {
        std::size_t count = 0;
        for (const auto& notice :
             desk::Escalation(database, *town, clock, announce()).unread(person, 50))
            count += notice.rung == "not_delivered" ? 1 : 0;
        return count;
    }

    desk::Delivery delivery{
        database,
        clock,
        [](const model::OutboundMessage&) { return desk::Resend::safe; },
        {},
        town.get()};
    desk::DeliveryReports reports{database, *town, clock, announce()};
    std::string number;
    std::string key;
};

}  // namespace

TEST_CASE("a reply has arrived when all its parts have", "[desk]") {
    ReportGround ground;
    REQUIRE(ground.sent({"m1", "m2"}) == OutboundState::sent);
    CHECK(ground.report("m1", Fate::delivered) == Reported::noted);
    CHECK(ground.reply().state == OutboundState::sent);
    CHECK(ground.report("m2", Fate::delivered) == Reported::noted);
    CHECK(ground.reply().state == OutboundState::delivered);
    CHECK(ground.report("m2", Fate::delivered) == Reported::repeated);
}

TEST_CASE("a part that did not arrive is a task for a person, once", "[desk]") {
    ReportGround ground;
    ground.sent({"m1", "m2"});
    ground.events.clear();
    CHECK(ground.report("m2", Fate::undelivered) == Reported::noted);
    CHECK(ground.report("m2", Fate::undelivered) == Reported::repeated);
    CHECK(ground.report("m1", Fate::delivered) == Reported::noted);
    CHECK(ground.reply().state == OutboundState::failed);
    CHECK(ground.reply().detail == "未送达，请电话联系（对方拒收）");
    CHECK(ground.delivery.in_state(OutboundState::failed).size() == 1);
    const auto view = ground.tickets().view(ground.handler, ground.number).value();
    CHECK(std::count_if(view.history.begin(), view.history.end(), [](const auto& entry) {
              return entry.event == "not_delivered";
          }) == 1);
    CHECK(ground.notices(ground.handler) == 1);
    CHECK(ground.notices(ground.dispatcher) == 1);
    REQUIRE(ground.events.size() == 1);
    CHECK(ground.events[0].event == "delivery_reported");
}

TEST_CASE("of two reports on one message the worse one stays", "[desk]") {
    ReportGround ground;
    ground.sent({"m1"});
    CHECK(ground.report("m1", Fate::delivered) == Reported::noted);
    CHECK(ground.report("m1", Fate::undelivered) == Reported::noted);
    CHECK(ground.reply().state == OutboundState::failed);
    CHECK(ground.report("m1", Fate::delivered) == Reported::repeated);
    CHECK(ground.reply().state == OutboundState::failed);
}

TEST_CASE("a report that comes before the sender has written its id down is not lost", "[desk]") {
    ReportGround ground;
    CHECK(ground.report("m1", Fate::undelivered) == Reported::unknown);
    CHECK(ground.report("m1", Fate::undelivered) == Reported::repeated);
    ground.sent({"m1"});
    CHECK(ground.reply().state == OutboundState::failed);
}

TEST_CASE("a report is known by our own key too, and by its own account alone", "[desk]") {
    ReportGround ground;
    ground.sent({"m1"});
    CHECK(ground.report(ground.key, Fate::delivered, "other") == Reported::unknown);
    CHECK(ground.report(ground.key, Fate::undelivered) == Reported::noted);
    CHECK(ground.reply().state == OutboundState::failed);
}

TEST_CASE("what was lost and is sent again is another message to the platform", "[desk]") {
    ReportGround ground;
    ground.sent({"m1", "m2"});
    ground.report("m1", Fate::undelivered);
    const auto id = ground.delivery.in_state(OutboundState::failed).at(0).message.id;
    const auto before = ground.key;
    REQUIRE(
        verdict(ground.delivery.decide(ground.dispatcher, id, desk::Decision::send_again)) == "ok"
    );
    const auto claimed = ground.delivery.claim("me", std::chrono::seconds{30}, 10);
    REQUIRE(claimed.size() == 1);
    CHECK(claimed[0].idempotency_key != before);
    CHECK(claimed[0].parts_done == 0);
    ground.delivery.settle(claimed[0], "me", {SendClass::ok, "", 1, {"m3"}});
    CHECK(ground.reply().state == OutboundState::sent);
    CHECK(ground.report("m1", Fate::undelivered) == Reported::unknown);
    CHECK(ground.reply().state == OutboundState::sent);
}

TEST_CASE("what a person has told by telephone, no report changes", "[desk]") {
    ReportGround ground;
    ground.sent({"m1"});
    ground.report("m1", Fate::undelivered);
    const auto id = ground.delivery.in_state(OutboundState::failed).at(0).message.id;
    REQUIRE(
        verdict(ground.delivery.decide(ground.dispatcher, id, desk::Decision::told_by_phone)) ==
        "ok"
    );
    ground.report("m1", Fate::delivered);
    CHECK(ground.reply().state == OutboundState::told);
}
