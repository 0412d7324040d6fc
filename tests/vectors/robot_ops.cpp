#include "board/model/robot.hpp"
#include "bot/notify/robot_platforms.hpp"
#include "vector_ops.hpp"

namespace huiying::vectors {
namespace {

std::string run_sign(const Json& inputs, const Json& expected) {
    model::RobotMessage message;
    message.to = model::UnitRobot{};
    message.to->platform = model::RobotPlatform::feishu;
    message.to->secret = inputs.at("secret").get<std::string>();
    const std::chrono::seconds at{std::stoll(inputs.at("timestamp").get<std::string>())};
    const auto request = notify::request_of(message, model::Instant{at});
    const auto body = Json::parse(request.body);
    if (const auto differs = compare("timestamp", body.at("timestamp"), inputs.at("timestamp"));
        !differs.empty())
        return differs;
    return compare("sign", body.at("sign"), expected.at("sign"));
}

std::string run_classify(const Json& inputs, const Json& expected) {
    const bool is_wecom = inputs.at("platform") == "wecom_robot";
    const auto outcome = notify::outcome_of(
        is_wecom ? model::RobotPlatform::wecom : model::RobotPlatform::feishu,
        {channel::Reach::answered,
         inputs.at("http_status").get<int>(),
         inputs.at("body").get<std::string>()}
    );
    return compare("class", std::string(model::to_word(outcome.result)), expected.at("class"));
}

}  // namespace

Run find_robot_run(std::string_view op) {
    if (op == "lark_bot_sign")
        return run_sign;
    return op == "classify" ? run_classify : nullptr;
}

}  // namespace huiying::vectors
