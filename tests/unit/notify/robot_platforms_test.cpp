#include "bot/notify/robot_platforms.hpp"

#include "catch.hpp"

#include <nlohmann/json.hpp>

using namespace huiying;
using model::RobotPlatform;
using model::SendClass;
using notify::outcome_of;

namespace {

const std::string kWecom = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx";
const std::string kDingtalk = "https://oapi.dingtalk.com/robot/send?access_token=f03644exxxx";
const std::string kFeishu = "https://open.feishu.cn/open-apis/bot/v2/hook/2f1b-44";

model::UnitRobot robot(RobotPlatform platform, const std::string& url, const std::string& secret) {
    return {"cjzx", platform, url, secret, true};
}

model::RobotMessage message(const model::UnitRobot& to, int lines) {
    model::RobotMessage made{.id = 7, .unit = "cjzx", .to = to, .heading = "回应办理提醒"};
    for (int i = 0; i < lines; ++i)
        made.lines.push_back("【超期通知】E4VF-274Z-C0X" + std::to_string(i) + " 路灯不亮");
    return made;
}

nlohmann::json body_of(const channel::OutgoingRequest& request) {
    return nlohmann::json::parse(request.body);
}

SendClass class_of(RobotPlatform platform, const std::string& body, int status = 200) {
    return outcome_of(platform, {channel::Reach::answered, status, body}).result;
}

}  // namespace

TEST_CASE("only the platform's own address is one of a robot", "[notify]") {
    CHECK(notify::wrong_address(robot(RobotPlatform::wecom, kWecom, "")).empty());
    CHECK(notify::wrong_address(robot(RobotPlatform::dingtalk, kDingtalk, "")).empty());
    CHECK(notify::wrong_address(robot(RobotPlatform::feishu, kFeishu, "")).empty());
    const std::string wrong = GENERATE(
        as<std::string>{},
        "",
        "http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=abc",
        "https://qyapi.weixin.qq.com.evil.example/cgi-bin/webhook/send?key=abc",
        "https://qyapi.weixin.qq.com@127.0.0.1/cgi-bin/webhook/send?key=abc",
        "https://qyapi.weixin.qq.com:8443/cgi-bin/webhook/send?key=abc",
        "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=",
        "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=abc&debug=1",
        "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=abc#x",
        "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=a\nb",
        "https://oapi.dingtalk.com/robot/send?access_token=f03644exxxx"
    );
    CHECK_FALSE(notify::wrong_address(robot(RobotPlatform::wecom, wrong, "")).empty());
}

TEST_CASE("a robot is shown without its key", "[notify]") {
    CHECK(
        notify::shown_address(robot(RobotPlatform::wecom, kWecom, "")) ==
        "qyapi.weixin.qq.com …7xxx"
    );
}

TEST_CASE("DingTalk's signature stands in the query, encoded once", "[notify]") {
    // CatchZeng/dingtalk internal/security/security_test.go
    const auto to = robot(
        RobotPlatform::dingtalk,
        kDingtalk,
        "SECb90923e19e58b466481e9e7b7a5b4f108a4531abde590ad3967fb29f0eae5c68"
    );
    const auto request = notify::request_of(message(to, 1), model::from_unix_ms(1582163555000));
    CHECK(
        request.url ==
        kDingtalk +
            "&timestamp=1582163555000&sign=BQKsG%2BQOCl%2BbYJOLc6pxDHxjVquzlZPWgvRzeN2J5zY%3D"
    );
    const auto body = body_of(request);
    CHECK(body["msgtype"] == "text");
    CHECK(body["msgUuid"] == "huiying-cjzx-7");
    const auto again = notify::request_of(message(to, 1), model::from_unix_ms(1582163556000));
    CHECK(body_of(again)["msgUuid"] == body["msgUuid"]);
    CHECK(again.url != request.url);
    const auto plain = robot(RobotPlatform::dingtalk, kDingtalk, "");
    CHECK(notify::request_of(message(plain, 1), {}).url == kDingtalk);
}

TEST_CASE(
    "Feishu's signature stands in the body, with key and message the other way round", "[notify]"
) {
    // go-lark/lark
    const auto to = robot(RobotPlatform::feishu, kFeishu, "xxx");
    const auto request = notify::request_of(message(to, 1), model::from_unix_ms(1661860880'000));
    CHECK(request.url == kFeishu);
    const auto body = body_of(request);
    CHECK(body["timestamp"] == "1661860880");
    CHECK(body["sign"] == "QnWVTSBe6FmQDE0bG6X0mURbI+DnvVyu1h+j5dHOjrU=");
    CHECK(body["msg_type"] == "text");
    CHECK(body["content"]["text"] == "回应办理提醒\n【超期通知】E4VF-274Z-C0X0 路灯不亮");
    const auto plain =
        body_of(notify::request_of(message(robot(RobotPlatform::feishu, kFeishu, ""), 1), {}));
    CHECK_FALSE(plain.contains("sign"));
}

TEST_CASE("a message stays within what the platform takes, and counts the rest", "[notify]") {
    auto many = message(robot(RobotPlatform::wecom, kWecom, ""), 200);
    many.link = "https://hy.example.cn/desk/";
    const auto text = notify::text_of(many, RobotPlatform::wecom);
    CHECK(text.size() <= 2048);
    CHECK(text.size() > 1900);
    CHECK(text.ends_with("件，请到工作台查看：https://hy.example.cn/desk/#/digest"));
    const auto whole =
        notify::text_of(message(robot(RobotPlatform::wecom, kWecom, ""), 3), RobotPlatform::wecom);
    CHECK(whole.find("另有") == std::string::npos);
}

TEST_CASE("what the platforms answer is tried again, given up or done", "[notify]") {
    CHECK(class_of(RobotPlatform::wecom, R"({"errcode":0,"errmsg":"ok"})") == SendClass::ok);
    CHECK(class_of(RobotPlatform::wecom, R"({"errcode":45009,"errmsg":"x"})") == SendClass::retry);
    CHECK(class_of(RobotPlatform::wecom, R"({"errcode":93000,"errmsg":"x"})") == SendClass::config);
    CHECK(
        class_of(RobotPlatform::dingtalk, R"({"errcode":310000,"errmsg":"sign"})") ==
        SendClass::config
    );
    CHECK(class_of(RobotPlatform::dingtalk, R"({"errcode":410100})") == SendClass::retry);
    CHECK(class_of(RobotPlatform::dingtalk, R"({"errcode":430101})") == SendClass::permanent);
    CHECK(
        class_of(RobotPlatform::feishu, R"({"StatusCode":0,"code":0,"msg":"success"})") ==
        SendClass::ok
    );
    CHECK(class_of(RobotPlatform::feishu, R"({"code":19021,"msg":"sign"})") == SendClass::config);
    CHECK(class_of(RobotPlatform::feishu, R"({"code":11232})") == SendClass::retry);
    CHECK(class_of(RobotPlatform::feishu, "<html>") == SendClass::retry);
    CHECK(class_of(RobotPlatform::wecom, R"({"errcode":0})", 503) == SendClass::retry);
    CHECK(class_of(RobotPlatform::wecom, R"({"errcode":0})", 302) == SendClass::config);
    CHECK(
        outcome_of(RobotPlatform::wecom, {channel::Reach::not_sent, 0, ""}).result ==
        SendClass::retry
    );
    CHECK(
        outcome_of(
            RobotPlatform::dingtalk,
            {channel::Reach::answered, 200, R"({"errcode":310000,"errmsg":"sign not match"})"}
        )
            .detail == "310000 sign not match"
    );
}
