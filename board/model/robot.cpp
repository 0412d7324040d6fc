#include "board/model/robot.hpp"

#include <array>

namespace huiying::model {
namespace {

constexpr std::array<std::string_view, 3> kWords{"wecom", "dingtalk", "feishu"};
constexpr std::array<std::string_view, 3> kNames{"企业微信", "钉钉", "飞书"};

}  // namespace

std::string_view to_word(RobotPlatform platform) {
    return kWords.at(static_cast<std::size_t>(platform));
}

std::optional<RobotPlatform> parse_robot_platform(std::string_view word) {
    for (std::size_t i = 0; i < kWords.size(); ++i)
        if (word == kWords[i])
            return static_cast<RobotPlatform>(i);
    return std::nullopt;
}

std::string_view chinese_name(RobotPlatform platform) {
    return kNames.at(static_cast<std::size_t>(platform));
}

}  // namespace huiying::model
