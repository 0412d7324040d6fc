// An event of Feishu that has been read as JSON already: between feishu.cpp and feishu_payload.cpp,
// so that no header takes the JSON library into another room. Pure.
#pragma once

#include "bot/channel/feishu_payload.hpp"

#include <nlohmann/json_fwd.hpp>

namespace huiying::channel {

/// As the one of text.
[[nodiscard]] Checked<FeishuMessage> read_feishu_message(const nlohmann::json& root);

}  // namespace huiying::channel
