// What becomes of a message whose own way came to its end.
#include "board/desk/administration.hpp"
#include "board/desk/after_reply.hpp"
#include "board/desk/citizen_status.hpp"
#include "board/desk/delivery.hpp"
#include "board/desk/delivery_reports.hpp"
#include "board/desk/escalation.hpp"
#include "board/desk/evaluations.hpp"
#include "board/desk/extensions.hpp"
#include "board/desk/talk_lines.hpp"
#include "board/model/ticket_number.hpp"
#include "board/store/people_repository.hpp"
#include "catch.hpp"
#include "desk_ground.hpp"

#include <algorithm>

using namespace huiying;
using model::OutboundState;
using model::SendClass;
using test::verdict;

namespace {

constexpr std::chrono::hours kLongEnough{73};

/// A ticket from WeChat, people who are told, and a town with short messages.
struct LostGround : test::DeskGround {
    explicit LostGround(const std::string& text = "路灯不亮") {
        database.write([&](store::Connection& connection) {
            store::PeopleRepository people(connection);
            for (const auto* const person : {&handler, &enforcer, &dispatcher})
                REQUIRE(people.add(*person, "", clock.now()) == person->id);
        });
        desk::Administration administration(database, *town, clock);
        auto settings = town->snapshot()->settings();
        settings.workflow.max_extension_workdays = 3;
        REQUIRE(verdict(administration.put(settings, "test")) == "ok");
        administration.put({.channel = "wechat_oa", .name = "oa"}, "test").value();
        administration.put({.channel = "sms", .name = "town"}, "test").value();
        first = message("k", text);
        first.channel = "wechat_oa";
        first.account = "oa";
        first.sender = "alice";
    }

    void answered() {
        number = taken_in(first);
        REQUIRE(verdict(tickets().reply(handler, ref(handler, number), "已修好")) == "ok");
    }

    OutboundState tried(SendClass result) {
        const auto claimed = delivery.claim("me", std::chrono::seconds{30}, 1);
        REQUIRE(claimed.size() == 1);
        return delivery.settle(claimed[0], "me", {result, "45015", 0});
    }

    desk::TicketView view() { return tickets().view(handler, number).value(); }

    std::size_t bells() {
        const auto unread =
            desk::Escalation(database, *town, clock, announce()).unread(dispatcher, 50);
        return static_cast<std::size_t>(std::count_if(
            unread.begin(),
            unread.end(),
            [](const auto& notice) { return notice.rung == "not_delivered"; }
        ));
    }

    std::string last_history() { return view().history.back().detail; }

    desk::Delivery delivery{
        database, clock, [](const auto&) { return desk::Resend::safe; }, {}, town.get()};
    model::InboundMessage first;
    std::string number;
};

}  // namespace

TEST_CASE("a reply that was tried long enough is told of by a short message", "[undelivered]") {
    LostGround ground("路灯不亮，我的电话是13900001234");
    ground.answered();
    CHECK(ground.tried(SendClass::config) == OutboundState::waiting);
    ground.clock.advance(kLongEnough);
    CHECK(ground.tried(SendClass::config) == OutboundState::pick_up);
    const auto reply = ground.view().talk.back();
    REQUIRE(reply.notice);
    CHECK(reply.detail.starts_with("无法送达，已改发短信告知（已试2次"));
}

TEST_CASE("a reply whose sender died at its last try reaches a person", "[undelivered]") {
    LostGround ground;
    ground.answered();
    REQUIRE(ground.delivery.claim("me", std::chrono::seconds{30}, 1).size() == 1);
    ground.clock.advance(kLongEnough);
    CHECK(ground.delivery.recover_abandoned() == 1);
    CHECK(ground.view().talk.back().detail.starts_with("无法送达，请致电（已试1次"));
    CHECK(ground.bells() == 1);
    CHECK(ground.delivery.recover_abandoned() == 0);
}

TEST_CASE(
    "a receipt that does not arrive stands in the history and rings no bell", "[undelivered]"
) {
    LostGround ground;
    ground.first.passive_text = "已收到，编号" + ground.first.number;
    ground.first.passive_by = model::SaidBy::outbox;
    ground.number = ground.taken_in(ground.first);
    CHECK(ground.tried(SendClass::permanent) == OutboundState::pick_up);
    CHECK(ground.last_history() == "未送达，来信人可凭编号查询（45015）");
    CHECK(ground.bells() == 0);
    CHECK(ground.delivery.in_state(OutboundState::failed).empty());
}

TEST_CASE("what was decided and did not arrive is told by a person", "[undelivered]") {
    LostGround ground;
    ground.number = ground.taken_in(ground.first);
    desk::Extensions extensions(ground.uses());
    REQUIRE(
        verdict(
            extensions.ask(ground.handler, ground.ref(ground.handler, ground.number), 2, "等待材料")
        ) == "ok"
    );
    REQUIRE(
        verdict(extensions.grant(
            ground.dispatcher, ground.ref(ground.dispatcher, ground.number), "同意"
        )) == "ok"
    );
    CHECK(ground.tried(SendClass::window) == OutboundState::failed);
    CHECK(ground.last_history() == "无法送达，请致电（45015）");
    CHECK(ground.bells() == 1);
}

TEST_CASE(
    "a query code goes out twice a day at most, and nobody at the desk reads it", "[undelivered]"
) {
    LostGround ground("路灯不亮，我的电话是13900001234");
    const auto code = model::make_query_code(ground.secret, ground.first.number);
    ground.first.contact = "13900001234";
    ground.first.passive_text = "已收到。查询码：" + code;
    ground.number = ground.taken_in(ground.first);
    for (const auto& line : ground.view().talk)
        CHECK(line.text.find(code) == std::string::npos);
    CHECK(ground.view().talk.back().text == "已收到。查询码：********");
    desk::CitizenStatus status(ground.database, *ground.town, ground.clock);
    for (int i = 0; i < 3; ++i) {
        CHECK(verdict(status.resend_code({ground.number, "13900001234", "10.0.0.1"})) == "ok");
        ground.clock.advance(std::chrono::hours{2});
    }
    const auto waiting = ground.delivery.in_state(OutboundState::waiting);
    REQUIRE(waiting.size() == 2);
    CHECK(waiting[0].message.text == "查询码：********");
    CHECK(ground.tried(SendClass::permanent) == OutboundState::pick_up);
    CHECK(ground.bells() == 0);
    ground.clock.advance(std::chrono::hours{24});
    CHECK(verdict(status.resend_code({ground.number, "13900001234", "10.0.0.1"})) == "ok");
    CHECK(ground.delivery.in_state(OutboundState::waiting).size() == 2);
}

TEST_CASE(
    "who was asked for a grade below the reply is not asked by a message again", "[undelivered]"
) {
    LostGround ground;
    ground.answered();
    desk::AfterReply after(ground.uses());
    const auto invite = [&] {
        return verdict(
            after.invite_evaluation(ground.dispatcher, ground.ref(ground.dispatcher, ground.number))
        );
    };
    SECTION("where the reply went out") {
        CHECK(ground.tried(SendClass::ok) == OutboundState::sent);
        CHECK(invite() == "ok");
        CHECK(ground.last_history() == "请来信人评价（答复时已请过，不再另发）");
        CHECK(ground.delivery.claim("me", std::chrono::seconds{30}, 1).empty());
    }
    SECTION("but is asked where it did not") {
        CHECK(ground.tried(SendClass::permanent) == OutboundState::failed);
        CHECK(invite() == "ok");
        const auto claimed = ground.delivery.claim("me", std::chrono::seconds{30}, 1);
        REQUIRE(claimed.size() == 1);
        CHECK(claimed[0].text.find("请您评价") != std::string::npos);
    }
}

TEST_CASE(
    "after a rework the office's question goes out, whatever was asked before", "[undelivered]"
) {
    LostGround ground;
    ground.answered();
    CHECK(ground.tried(SendClass::ok) == OutboundState::sent);
    desk::Evaluations evaluations(ground.uses());
    REQUIRE(
        verdict(evaluations.by_citizen(
            ground.number, {model::Satisfaction::dissatisfied, "还是不亮", {}}
        )) == "ok"
    );
    while (!ground.delivery.claim("me", std::chrono::seconds{30}, 1).empty())
        continue;
    REQUIRE(
        verdict(ground.tickets().reply(
            ground.handler, ground.ref(ground.handler, ground.number), "已重新修好"
        )) == "ok"
    );
    REQUIRE(ground.delivery.claim("me", std::chrono::seconds{30}, 1).size() == 1);
    desk::AfterReply after(ground.uses());
    REQUIRE(
        verdict(
            after.invite_evaluation(ground.dispatcher, ground.ref(ground.dispatcher, ground.number))
        ) == "ok"
    );
    const auto claimed = ground.delivery.claim("me", std::chrono::seconds{30}, 1);
    REQUIRE(claimed.size() == 1);
    CHECK(claimed[0].text.find("请您评价") != std::string::npos);
}

TEST_CASE(
    "a report that comes before the answer is given to a person once, with its reason",
    "[undelivered]"
) {
    LostGround ground;
    ground.answered();
    const auto claimed = ground.delivery.claim("me", std::chrono::seconds{30}, 1);
    REQUIRE(claimed.size() == 1);
    desk::DeliveryReports reports(ground.database, *ground.town, ground.clock, ground.announce());
    (void)reports.take(
        "wechat_oa", "oa", {claimed[0].idempotency_key, model::Fate::undelivered, "对方拒收"}
    );
    ground.delivery.settle(claimed[0], "me", {SendClass::ok, "", 1, {"m1"}});
    const auto history = ground.view().history;
    CHECK(std::count_if(history.begin(), history.end(), [](const auto& entry) {
              return entry.event == "not_delivered";
          }) == 1);
    CHECK(ground.view().talk.back().detail == "无法送达，请致电（对方拒收）");
}

TEST_CASE("a page hears of a long talk the latest that fit into a frame", "[undelivered]") {
    LostGround ground;
    desk::TalkLines lines(ground.database);
    const desk::TalkOf talk{"webchat", "main", "x"};
    for (int i = 0; i < 5; ++i) {
        desk::ChatLine line;
        line.key = "l" + std::to_string(i);
        line.talk = talk;
        line.at = ground.clock.now();
        line.said_by = "citizen";
        line.text = std::string(30'000, static_cast<char>('a' + i));
        lines.say(line);
    }
    const auto heard = lines.of(talk, 0);
    REQUIRE(heard.size() == 3);
    CHECK(heard.front().text.front() == 'c');
    CHECK(heard.back().text.front() == 'e');
}
