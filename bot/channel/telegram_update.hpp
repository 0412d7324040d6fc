// An update of Telegram's Bot API: JSON to named fields and to words. Pure.
// Source: https://core.telegram.org/bots/api#update (read 2026-11-25). Ids may have 52 bits and a
// sign: kept as text.
#pragma once

#include "bot/channel/fault.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::channel {

struct TelegramUpdate {
    std::string update_id;
    std::string user;  ///< empty: no message of a person
    std::string name;
    std::string chat_id;
    std::string chat_type;  ///< "private", "group", "supergroup", "channel"
    std::string msg_id;
    std::int64_t sent_at = 0;  ///< Unix seconds
    std::string text;          ///< what was written, or the caption
    std::string brought;       ///< "[图片]" and so on; "" for a text
    std::string place;
    std::vector<std::string> file_ids;
    std::string file_name;
};

/// Errors: bad_json, missing_field (no update_id), bad_encoding. An update without a message of a
/// person (an edit, a poll, a bot) is no error.
[[nodiscard]] Checked<TelegramUpdate> read_telegram_update(std::string_view bytes);

/// The message in words; "" where it has none (a sticker).
std::string words_of(const TelegramUpdate& update);

}  // namespace huiying::channel
