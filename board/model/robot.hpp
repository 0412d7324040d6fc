// A unit's group robot: the custom robot of a group chat of colleagues that reminders are posted
// to. Values, shared by store, desk, web and bot/notify.
#pragma once

#include "board/model/instant.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::model {

enum class RobotPlatform { wecom, dingtalk, feishu };

std::string_view to_word(RobotPlatform platform);
std::optional<RobotPlatform> parse_robot_platform(std::string_view word);
/// 企业微信, 钉钉, 飞书
std::string_view chinese_name(RobotPlatform platform);

struct UnitRobot {
    std::string unit;  ///< code
    RobotPlatform platform = RobotPlatform::wecom;
    std::string url;     ///< holds the key or token: never shown whole, never logged
    std::string secret;  ///< for the signature, where the robot asks for one
    bool active = true;
};

/// What is posted: number, subject without personal details, due date and link of each ticket.
struct RobotMessage {
    std::int64_t id = 0;
    std::string unit;             ///< code
    std::optional<UnitRobot> to;  ///< none: the unit has no robot any more, or it is switched off
    std::string heading;
    std::vector<std::string> lines;
    std::string link;  ///< to the desk, where there is an address to name
    int attempt = 0;   ///< 1 for the first try
};

}  // namespace huiying::model
