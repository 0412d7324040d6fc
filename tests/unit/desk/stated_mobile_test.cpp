#include "board/desk/stated_mobile.hpp"

#include "board/desk/delivery.hpp"
#include "catch.hpp"
#include "desk_ground.hpp"

using namespace huiying;
using model::OutboundState;
using model::SendClass;
using test::verdict;

TEST_CASE("a number that the writer calls their own is known, another is not", "[desk]") {
    const auto [text, mobile] = GENERATE(table<std::string, std::string>({
        {"13900001234", "13900001234"},
        {" 139 0000-1234\n", "13900001234"},
        {"＋86 １３９００００１２３４", "13900001234"},
        {"路灯不亮，我的手机号是13900001234，谢谢", "13900001234"},
        {"我的电话：139-0000-1234", "13900001234"},
        {"联系电话 13900001234", "13900001234"},
        {"举报小区物业张三，联系电话13900001234，乱收费", ""},
        {"物业联系电话13900001234不接", ""},
        {"我电话13900001234他不接", ""},
        {"楼下中介的电话是13900001234，天天骚扰", ""},
        {"物业13900001234不接", ""},
        {"我的电话是02164121234", ""},
        {"我的手机1390000123", ""},
        {"路灯不亮", ""},
        {"", ""},
    }));
    CAPTURE(text);
    CHECK(desk::mobile_stated_in(text) == mobile);
}

namespace {

/// A WeChat ticket whose reply comes too late for WeChat, and a town with short messages.
struct ShutGround : test::DeskGround {
    explicit ShutGround(const std::string& text) {
        desk::Administration administration(database, *town, clock);
        administration.put({.channel = "wechat_oa", .name = "oa"}, "test").value();
        administration.put({.channel = "sms", .name = "town"}, "test").value();
        auto first = message("k", text);
        first.channel = "wechat_oa";
        first.account = "oa";
        first.sender = "alice";
        number = taken_in(first);
        REQUIRE(verdict(tickets().reply(handler, ref(handler, number), "已修好")) == "ok");
    }

    OutboundState tried(SendClass result) {
        const auto claimed = delivery.claim("me", std::chrono::seconds{30}, 1);
        REQUIRE(claimed.size() == 1);
        last = claimed[0];
        return delivery.settle(claimed[0], "me", {result, "45015", 0});
    }

    desk::TalkLine reply() { return tickets().view(handler, number).value().talk.back(); }

    desk::Delivery delivery{
        database, clock, [](const auto&) { return desk::Resend::unsafe; }, {}, town.get()};
    model::OutboundMessage last;
    std::string number;
};

}  // namespace

TEST_CASE("a reply whose way is shut is told of by a short message, once", "[desk]") {
    ShutGround ground("路灯不亮，我的电话是13900001234");
    CHECK(ground.tried(SendClass::window) == OutboundState::pick_up);
    CHECK(ground.reply().detail == "无法送达，已改发短信告知（45015）");
    REQUIRE(ground.reply().notice);
    CHECK(ground.reply().notice->state == OutboundState::waiting);
    CHECK(ground.tried(SendClass::permanent) == OutboundState::failed);
    CHECK(ground.last.channel == "sms");
    CHECK(ground.last.recipient == "13900001234");
    CHECK(ground.last.text.find("已修好") == std::string::npos);
    CHECK(ground.reply().notice->detail == "短信未送达，请电话联系（45015）");
    CHECK(ground.delivery.claim("me", std::chrono::seconds{30}, 1).empty());
}

TEST_CASE("where no number is known a person must call", "[desk]") {
    ShutGround ground("路灯不亮");
    CHECK(ground.tried(SendClass::window) == OutboundState::failed);
    CHECK(ground.reply().detail == "无法送达，请致电（45015）");
    CHECK_FALSE(ground.reply().notice);
}

TEST_CASE("a number given later is the ticket's, one that is there already stays", "[desk]") {
    ShutGround ground("路灯不亮");
    const auto add = [&](const std::string& key, const std::string& text) {
        auto more = ground.message(key, text);
        more.channel = "wechat_oa";
        more.account = "oa";
        more.sender = "alice";
        more.number = ground.number;
        more.continues = true;
        ground.take_in().take_in({{0, 2, more}});
    };
    add("k2", "13900001234");
    add("k3", "13900005678");
    const auto view = ground.tickets().view(ground.handler, ground.number).value();
    CHECK(view.row.ticket.contact == "13900001234");
}
