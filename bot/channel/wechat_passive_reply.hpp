// Replies on WeChat's own connection (被动回复): their XML and, in safe mode, the sealed envelope
// around it. Pure, safe from any thread.
// Source: https://developers.weixin.qq.com/doc/offiaccount/Message_Management/
// Passive_user_reply_message.html (read 2026-11-23).
#pragma once

#include "board/model/instant.hpp"
#include "bot/channel/callback_cipher.hpp"
#include "bot/channel/channel.hpp"
#include "bot/channel/digest.hpp"

#include <string>
#include <string_view>

namespace huiying::channel {

/// The XML of a text reply, not encrypted. Characters that XML cannot hold are removed.
std::string render_passive_text(const ReplyAddress& address, std::string_view text);

/// Seals replies of one account. References must outlive it.
struct ReplyEnvelope {
    const std::string& token;
    const CallbackCipher& cipher;
    const HmacKey& key;  ///< what the random bytes are made from

    /// <xml><Encrypt/><MsgSignature/><TimeStamp/><Nonce/></xml>. Random bytes and nonce come from
    /// the delivery and the reply, the time from `at`: a repeated delivery gets the same answer
    /// byte for byte.
    std::string seal(std::string_view delivery_key, model::Instant at, const std::string& xml)
        const;
};

}  // namespace huiying::channel
