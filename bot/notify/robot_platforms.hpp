// What the platforms' custom group robots want: address, signature, length, and what their answers
// mean. Pure; used by the robot sender and, for addresses, by app's doors for web.
// Sources (2026-11-25): WeCom developer.work.weixin.qq.com/document/path/91770; DingTalk
// open.dingtalk.com, custom robot access and security settings; Feishu open.feishu.cn, custom bot
// usage guide.
#pragma once

#include "board/model/outbound.hpp"
#include "board/model/robot.hpp"
#include "bot/channel/transport.hpp"

#include <string>

namespace huiying::notify {

/// What is wrong with a robot's address or secret, a Chinese sentence; empty when nothing is. The
/// address is the platform's own: https, its very host, its path, the key or token, nothing else.
[[nodiscard]] std::string wrong_address(const model::UnitRobot& robot);
[[nodiscard]] std::string wrong_secret(const model::UnitRobot& robot);

/// The host and the last four characters: enough to tell two robots apart.
[[nodiscard]] std::string shown_address(const model::UnitRobot& robot);

/// Heading and lines as one text that the platform takes whole; what does not fit is counted.
[[nodiscard]] std::string text_of(
    const model::RobotMessage& message, model::RobotPlatform platform
);

/// The request that posts the message, signed for `now`. REQUIRES: message.to.
[[nodiscard]] channel::OutgoingRequest request_of(
    const model::RobotMessage& message, model::Instant now
);

/// What the platform's answer means; its code and words for people.
[[nodiscard]] model::SendOutcome outcome_of(
    model::RobotPlatform platform, const channel::TransportAnswer& answer
);

}  // namespace huiying::notify
