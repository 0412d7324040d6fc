#include "board/draft/reply_room.hpp"

#include <algorithm>
#include <array>

namespace huiying::draft {
namespace {

constexpr std::array kRooms{
    ReplyRoom{"wechat_oa", "微信公众号", 2048, 5},
    ReplyRoom{"wecom", "企业微信", 2048, 5},
    ReplyRoom{"wecom_kf", "微信客服", 2048, 4},
    ReplyRoom{"wecom_aibot", "企业微信智能机器人", 20'480, 1},
    ReplyRoom{"dingtalk", "钉钉", 7'000, 5},
    ReplyRoom{"feishu", "飞书", 30'000, 5},
};

}  // namespace

std::optional<ReplyRoom> room_of(std::string_view channel) {
    const auto* const found = std::find_if(kRooms.begin(), kRooms.end(), [&](const auto& room) {
        return room.channel == channel;
    });
    return found == kRooms.end() ? std::nullopt : std::optional(*found);
}

}  // namespace huiying::draft
