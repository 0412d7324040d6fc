#include "board/desk/robots.hpp"

#include "board/desk/escalation.hpp"
#include "board/store/people_repository.hpp"
#include "catch.hpp"
#include "desk_ground.hpp"

#include <algorithm>

using namespace huiying;
using model::Role;
using model::SendClass;
using test::DeskGround;

namespace {

constexpr std::chrono::seconds kClaim{60};

/// Two units with a group robot each: the lead office and the city works.
struct RobotGround : DeskGround {
    RobotGround() : robots(database, *town, clock, "https://hy.example.cn/desk/") {
        database.write([&](store::Connection& connection) {
            store::PeopleRepository people(connection);
            for (auto* person : {&wang, &zhou})
                person->id = people.add(*person, "", clock.now());
        });
        for (const char* unit : {"cjzx", "dzb"})
            REQUIRE(
                test::verdict(robots.put(
                    {unit, model::RobotPlatform::feishu, "https://open.feishu.cn/x", "s", true}, "z"
                )) == "ok"
            );
    }

    void climb(const std::vector<std::string>& numbers, const char* at) {
        clock.set(at);
        desk::Escalation(database, *town, clock, announce()).climb(numbers);
    }

    /// The messages that are due, each settled as sent.
    std::vector<model::RobotMessage> sent() {
        std::vector<model::RobotMessage> messages;
        while (const auto message = robots.claim("a", kClaim)) {
            robots.settle(*message, "a", {.result = SendClass::ok});
            messages.push_back(*message);
        }
        return messages;
    }

    std::vector<std::string> bell(const model::Staff& person) {
        desk::Escalation escalation(database, *town, clock, announce());
        std::vector<std::string> texts;
        for (const auto& notice : escalation.unread(person, 50))
            if (notice.rung == "robot_failed")
                texts.push_back(notice.subject);
        return texts;
    }

    desk::Robots robots;
    model::Staff wang{{}, "wang", "王工", "cjzx", {Role::handler}, true};
    model::Staff zhou{{}, "zhou", "周办", "dzb", {Role::dispatcher}, true};
};

std::string joined(const model::RobotMessage& message) {
    std::string text = message.heading;
    for (const auto& line : message.lines)
        text += "\n" + line;
    return text;
}

}  // namespace

TEST_CASE("what is due in one window is one message to the unit's group", "[robots]") {
    RobotGround ground;
    const auto lamp = ground.taken_in(ground.message("a", "路灯坏了"));
    const auto well = ground.taken_in(ground.message("b", "井盖坏了"));
    ground.climb({lamp, well}, "2026-12-01T08:30:00+08:00");
    CHECK(ground.sent().empty());  // more may come in these moments
    ground.clock.advance(std::chrono::seconds{61});
    const auto messages = ground.sent();
    REQUIRE(messages.size() == 2);  // the unit's and the office's
    const auto& unit = messages[0].unit == "cjzx" ? messages[0] : messages[1];
    const auto text = joined(unit);
    CHECK(text.find("【超期通知】" + lamp) != std::string::npos);
    CHECK(text.find("【超期通知】" + well) != std::string::npos);
    CHECK(text.find("https://hy.example.cn/desk/#/t/" + lamp) != std::string::npos);
    CHECK(text.find("11月30日") != std::string::npos);
    ground.climb({lamp, well}, "2026-12-01T08:40:00+08:00");
    ground.clock.advance(std::chrono::minutes{10});
    CHECK(ground.sent().empty());
}

TEST_CASE("what comes after the window's message was sent waits for the next window", "[robots]") {
    RobotGround ground;
    const auto lamp = ground.taken_in(ground.message("a", "路灯坏了"));
    const auto well = ground.taken_in(ground.message("b", "井盖坏了"));
    ground.climb({lamp}, "2026-12-01T08:30:00+08:00");
    ground.clock.advance(std::chrono::seconds{61});
    REQUIRE_FALSE(ground.sent().empty());
    ground.climb({well}, "2026-12-01T08:35:00+08:00");
    ground.clock.set("2026-12-01T08:59:00+08:00");
    CHECK(ground.sent().empty());
    ground.clock.set("2026-12-01T09:00:30+08:00");
    const auto later = ground.sent();
    REQUIRE(later.size() == 2);
    CHECK(joined(later[0]).find(lamp) == std::string::npos);
    CHECK(joined(later[0]).find(well) != std::string::npos);
}

TEST_CASE("no personal details and no restricted ticket go to a group", "[robots]") {
    RobotGround ground;
    auto made = ground.message("a", "路灯坏了，请打 13812345678");
    made.subject = "王小明反映路灯坏了13812345678";
    made.sender_name = "王小明";
    made.contact = "13812345678";
    const auto lamp = ground.taken_in(made);
    const auto accusing =
        ground.taken_in(ground.message("b", "城建中心的工作人员收受红包，路灯坏了"));
    ground.climb({lamp, accusing}, "2026-12-01T08:30:00+08:00");
    ground.clock.advance(std::chrono::seconds{61});
    const auto messages = ground.sent();
    REQUIRE_FALSE(messages.empty());
    for (const auto& message : messages) {
        CHECK(joined(message).find("13812345678") == std::string::npos);
        CHECK(joined(message).find("王小明") == std::string::npos);
        CHECK(joined(message).find(accusing) == std::string::npos);
        CHECK(joined(message).find(lamp) != std::string::npos);
    }
}

TEST_CASE("a writer whose name is a part of what stands for it is told once", "[robots]") {
    RobotGround ground;
    auto made = ground.message("a", "路灯坏了");
    made.subject = "人行道路灯坏了";
    made.sender_name = "人";
    const auto lamp = ground.taken_in(made);
    ground.climb({lamp}, "2026-12-01T08:30:00+08:00");
    ground.clock.advance(std::chrono::seconds{61});
    const auto messages = ground.sent();
    REQUIRE_FALSE(messages.empty());
    CHECK(joined(messages[0]).find("来信人行道路灯坏了") != std::string::npos);
}

TEST_CASE("a group is not told of what went to another unit meanwhile", "[robots]") {
    RobotGround ground;
    const auto lamp = ground.taken_in(ground.message("a", "路灯坏了"));
    ground.climb({lamp}, "2026-12-01T08:30:00+08:00");
    REQUIRE(
        test::verdict(ground.tickets().assign(
            ground.dispatcher, ground.ref(ground.dispatcher, lamp), "zfd", "不是路灯的事"
        )) == "ok"
    );
    ground.clock.advance(std::chrono::seconds{61});
    for (const auto& message : ground.sent())
        if (message.unit == "cjzx")
            CHECK(joined(message).find(lamp) == std::string::npos);
}

TEST_CASE("an emergency is a message of its own, at once", "[robots]") {
    RobotGround ground;
    ground.clock.set("2026-11-28T23:00:00+08:00");  // Saturday night
    const auto fire = ground.taken_in(ground.message("k", "这里着火了，有人被困，快来救人"));
    ground.climb({fire}, "2026-11-28T23:00:01+08:00");
    const auto messages = ground.sent();
    REQUIRE(messages.size() == 1);
    CHECK(messages[0].unit == "dzb");
    CHECK(joined(messages[0]).find("【紧急来信提醒】" + fire) != std::string::npos);
}

TEST_CASE("a message is tried again within bounds, then the office is told", "[robots]") {
    RobotGround ground;
    REQUIRE(test::verdict(ground.robots.test("cjzx", "zhou")) == "ok");
    for (int tries = 1; tries < desk::kRobotTries; ++tries) {
        const auto message = ground.robots.claim("a", kClaim);
        REQUIRE(message);
        CHECK(message->attempt == tries);
        CHECK(
            ground.robots.settle(
                *message, "a", {.result = SendClass::retry, .detail = "HTTP 503"}
            ) == "waiting"
        );
        CHECK_FALSE(ground.robots.claim("a", kClaim));
        ground.clock.advance(std::chrono::minutes{11});
    }
    CHECK(ground.bell(ground.zhou).empty());
    const auto last = ground.robots.claim("a", kClaim);
    REQUIRE(last);
    CHECK(
        ground.robots.settle(
            *last, "a", {.result = SendClass::unknown, .detail = "平台没有回答"}
        ) == "failed"
    );
    REQUIRE(ground.bell(ground.zhou).size() == 1);
    CHECK(ground.bell(ground.zhou)[0].find("城市建设管理事务中心") != std::string::npos);
    CHECK(ground.robots.view("cjzx").value().failed == 1);
    REQUIRE(test::verdict(ground.robots.send_again("cjzx", "zhou")) == "ok");
    CHECK(ground.sent().size() == 1);
    CHECK(ground.robots.view("cjzx").value().newest->state == "sent");
}

TEST_CASE("what the platform refuses is given up at once", "[robots]") {
    RobotGround ground;
    REQUIRE(test::verdict(ground.robots.test("cjzx", "zhou")) == "ok");
    const auto message = ground.robots.claim("a", kClaim);
    REQUIRE(message);
    CHECK(
        ground.robots.settle(
            *message, "a", {.result = SendClass::config, .detail = "310000 sign"}
        ) == "failed"
    );
    CHECK(ground.bell(ground.zhou).size() == 1);
}

TEST_CASE(
    "what a dead sender had claimed is sent by another, and by nobody meanwhile", "[robots]"
) {
    RobotGround ground;
    REQUIRE(test::verdict(ground.robots.test("cjzx", "zhou")) == "ok");
    const auto lost = ground.robots.claim("dead", kClaim);
    REQUIRE(lost);
    CHECK_FALSE(ground.robots.claim("a", kClaim));
    CHECK(ground.robots.recover_abandoned() == 0);
    ground.clock.advance(std::chrono::seconds{61});
    CHECK(ground.robots.recover_abandoned() == 1);
    CHECK(ground.sent().size() == 1);
    ground.robots.settle(*lost, "dead", {.result = SendClass::config});
    CHECK(ground.robots.view("cjzx").value().newest->state == "sent");
}

TEST_CASE("a removed robot gets nothing any more", "[robots]") {
    RobotGround ground;
    REQUIRE(test::verdict(ground.robots.test("cjzx", "zhou")) == "ok");
    REQUIRE(test::verdict(ground.robots.remove("cjzx", "zhou")) == "ok");
    CHECK(ground.sent().empty());
    CHECK(test::verdict(ground.robots.view("cjzx")) == "not_found");
    CHECK(test::verdict(ground.robots.test("cjzx", "zhou")) == "not_found");
    CHECK(test::verdict(ground.robots.put({.unit = "none"}, "zhou")) == "not_found");
}
