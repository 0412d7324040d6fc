#include "bot/notify/robot_platforms.hpp"

#include "bot/channel/base64.hpp"
#include "bot/channel/digest.hpp"
#include "bot/channel/dingtalk.hpp"
#include "bot/channel/query_string.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <nlohmann/json.hpp>
#include <string_view>

namespace huiying::notify {
namespace {

using model::RobotMessage;
using model::RobotPlatform;
using model::SendClass;
using model::UnitRobot;

struct Platform {
    std::string_view begin;  ///< of the address, up to the key or token
    std::string_view shown;  ///< host
    std::size_t longest;     ///< bytes of text, with room for the envelope
};

/// WeCom takes 2,048 bytes of text, Feishu 20 KB of body; DingTalk's own messages 15,000 bytes.
constexpr std::array kPlatforms{
    Platform{"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=", "qyapi.weixin.qq.com", 2'048},
    Platform{"https://oapi.dingtalk.com/robot/send?access_token=", "oapi.dingtalk.com", 14'000},
    Platform{"https://open.feishu.cn/open-apis/bot/v2/hook/", "open.feishu.cn", 15'000},
};

constexpr std::size_t kLongestKey = 200;
constexpr std::size_t kLongestSecret = 200;
constexpr std::size_t kShownTail = 4;

const Platform& platform_of(RobotPlatform platform) {
    return kPlatforms.at(static_cast<std::size_t>(platform));
}

bool is_key(std::string_view text) {
    return !text.empty() && text.size() <= kLongestKey &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '-' || c == '_';
           });
}

std::string sign(std::string key, std::string_view message) {
    const auto digest = channel::HmacKey(std::move(key)).sign({message});
    return channel::encode_base64(channel::as_text(digest));
}

/// DingTalk: the secret signs "timestamp\nsecret"; in the query, percent-encoded once.
std::string signed_query(const UnitRobot& robot, model::Instant now) {
    const auto timestamp = std::to_string(model::to_unix_ms(now));
    return "&timestamp=" + timestamp +
           "&sign=" + channel::percent_encode(channel::dingtalk_sign(timestamp, robot.secret));
}

/// Feishu: "timestamp\nsecret" is the key, and signs nothing; in the body.
void add_signature(nlohmann::json& body, const UnitRobot& robot, model::Instant now) {
    const auto timestamp = std::to_string(model::to_unix_ms(now) / 1000);
    body["timestamp"] = timestamp;
    body["sign"] = sign(timestamp + "\n" + robot.secret, "");
}

nlohmann::json body_of(const RobotMessage& message, model::Instant now) {
    const auto& robot = *message.to;
    const auto text = text_of(message, robot.platform);
    if (robot.platform == RobotPlatform::feishu) {
        nlohmann::json body{{"msg_type", "text"}, {"content", {{"text", text}}}};
        if (!robot.secret.empty())
            add_signature(body, robot, now);
        return body;
    }
    nlohmann::json body{{"msgtype", "text"}, {"text", {{"content", text}}}};
    // DingTalk drops a repetition of the same one.
    if (robot.platform == RobotPlatform::dingtalk)
        body["msgUuid"] = "huiying-" + message.unit + "-" + std::to_string(message.id);
    return body;
}

bool is_one_of(std::int64_t code, std::initializer_list<std::int64_t> codes) {
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

SendClass class_of(RobotPlatform platform, std::int64_t code) {
    if (code == 0)
        return SendClass::ok;
    switch (platform) {
        case RobotPlatform::wecom:
            return is_one_of(code, {-1, 6000, 45009, 45033}) ? SendClass::retry : SendClass::config;
        case RobotPlatform::dingtalk:
            if (is_one_of(code, {-1, 410100}))
                return SendClass::retry;
            return is_one_of(code, {400013, 400106, 430101, 430102, 430103, 430104})
                       ? SendClass::permanent
                       : SendClass::config;
        case RobotPlatform::feishu:
            if (code == 11232)
                return SendClass::retry;
            return code == 9499 ? SendClass::permanent : SendClass::config;
    }
    return SendClass::config;
}

std::string words_at(const nlohmann::json& body, const char* key) {
    const auto found = body.find(key);
    return found != body.end() && found->is_string() ? found->get<std::string>() : std::string();
}

model::SendOutcome outcome_of_body(RobotPlatform platform, const std::string& text) {
    const auto body = nlohmann::json::parse(text, nullptr, false);
    const bool feishu = platform == RobotPlatform::feishu;
    const char* key = feishu ? "code" : "errcode";
    if (!body.is_object() || !body.contains(key) || !body[key].is_number_integer())
        return {.result = SendClass::retry, .detail = "平台的回答读不懂"};
    const auto code = body[key].get<std::int64_t>();
    auto words = words_at(body, feishu ? "msg" : "errmsg");
    return {
        .result = class_of(platform, code),
        .detail = code == 0 ? std::string() : std::to_string(code) + " " + words};
}

}  // namespace

std::string wrong_address(const UnitRobot& robot) {
    const auto& platform = platform_of(robot.platform);
    const std::string_view url = robot.url;
    if (url.starts_with(platform.begin) && is_key(url.substr(platform.begin.size())))
        return {};
    return std::string(model::chinese_name(robot.platform)) + "群机器人的地址须为 " +
           std::string(platform.begin) + "……，从群机器人的设置里整条复制";
}

std::string wrong_secret(const UnitRobot& robot) {
    if (robot.platform == RobotPlatform::wecom && !robot.secret.empty())
        return "企业微信群机器人没有加签密钥，请留空";
    const bool printable = std::all_of(robot.secret.begin(), robot.secret.end(), [](char c) {
        return c > ' ' && c <= '~';
    });
    return printable && robot.secret.size() <= kLongestSecret ? "" : "密钥须为字母、数字和符号";
}

std::string shown_address(const UnitRobot& robot) {
    const auto tail = robot.url.substr(robot.url.size() - std::min(robot.url.size(), kShownTail));
    return std::string(platform_of(robot.platform).shown) + " …" + tail;
}

std::string text_of(const RobotMessage& message, RobotPlatform platform) {
    const auto longest = platform_of(platform).longest;
    const auto rest = [&](std::size_t count) {
        return "\n另有" + std::to_string(count) + "件，请到工作台查看" +
               (message.link.empty() ? "" : "：" + message.link + "#/digest");
    };
    const auto reserve = rest(message.lines.size()).size();
    std::string text = message.heading;
    for (std::size_t i = 0; i < message.lines.size(); ++i) {
        const auto& line = message.lines[i];
        const bool last = i + 1 == message.lines.size();
        if (text.size() + 1 + line.size() + (last ? 0 : reserve) > longest)
            return text + rest(message.lines.size() - i);
        text += "\n" + line;
    }
    return text;
}

channel::OutgoingRequest request_of(const RobotMessage& message, model::Instant now) {
    const auto& robot = *message.to;
    channel::OutgoingRequest request;
    request.url = robot.url;
    if (robot.platform == RobotPlatform::dingtalk && !robot.secret.empty())
        request.url += signed_query(robot, now);
    request.body =
        body_of(message, now).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    return request;
}

model::SendOutcome outcome_of(RobotPlatform platform, const channel::TransportAnswer& answer) {
    if (answer.reach == channel::Reach::not_sent)
        return {.result = SendClass::retry, .detail = "连接不上平台"};
    if (answer.reach == channel::Reach::unknown)
        return {.result = SendClass::unknown, .detail = "平台没有回答"};
    if (answer.status >= 500 || answer.status == 429 || answer.status == 408)
        return {.result = SendClass::retry, .detail = "HTTP " + std::to_string(answer.status)};
    if (answer.status < 200 || (answer.status >= 300 && answer.status < 400))
        return {.result = SendClass::config, .detail = "HTTP " + std::to_string(answer.status)};
    auto outcome = outcome_of_body(platform, answer.body);
    if (answer.status >= 400 && outcome.result == SendClass::ok)
        outcome = {.result = SendClass::config, .detail = "HTTP " + std::to_string(answer.status)};
    return outcome;
}

}  // namespace huiying::notify
