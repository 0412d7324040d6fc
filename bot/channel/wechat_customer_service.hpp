// Replies by WeChat's customer-service API (客服消息) and the access token that it needs. One an
// account, constant after construction, safe from any thread; sends block.
// Source: https://developers.weixin.qq.com/doc/offiaccount/Message_Management/
// Service_Center_messages.html, .../Basic_Information/getStableAccessToken.html (read 2026-11-23).
#pragma once

#include "board/model/channel_account.hpp"
#include "board/model/outbound.hpp"
#include "bot/channel/channel_table.hpp"
#include "bot/channel/media.hpp"
#include "bot/channel/token_cache.hpp"
#include "bot/channel/wechat_notice.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::channel {

/// One text message, in bytes (not documented; the value met in the field).
inline constexpr std::size_t kCustomTextBytes = 2048;
/// Messages that one message of the citizen allows within 48 hours.
inline constexpr std::size_t kCustomTextParts = 5;

/// What an answer of WeChat's API means: its errcode decides, not the HTTP status. Everything that
/// is not a JSON object with an errcode is `retry`.
model::SendClass classify_wechat_answer(int http_status, std::string_view body);

/// The JSON of a text message, raw UTF-8 (the platform shows \u escapes as they are).
std::string render_custom_text(std::string_view open_id, std::string_view text);

class WechatCustomerService {
  public:
    /// Settings app_id, api_base, query_url; secret app_secret.
    explicit WechatCustomerService(const model::ChannelAccount& account);

    /// nullopt when the settings can be used.
    static std::optional<AccountProblem> problem_of(const model::ChannelAccount& account);

    const std::string& token_key() const { return token_key_; }

    bool is_set_up() const { return !app_id_.empty() && !app_secret_.empty(); }

    /// Sends the parts of a reply from `message.parts_done` on; at most one new token a message.
    /// Where the window is shut, a notice that there is one; the outcome's detail says so.
    model::SendOutcome send(const model::OutboundMessage& message, const SendContext& context)
        const;

    /// What a reply is sent as.
    std::vector<std::string> parts_of(const model::OutboundMessage& message) const;

    /// The file of a "wechat-media:" address.
    Media fetch_media(const std::string& address, const MediaUses& uses) const;

  private:
    Token fetch_token(Transport& transport, Renew renew) const;
    /// What is left when the window is shut: a notice, where the account has one.
    model::SendOutcome send_notice(
        const model::OutboundMessage& message,
        const SendContext& context,
        const model::SendOutcome& refused
    ) const;

    std::string app_id_;
    std::string app_secret_;
    std::string api_base_;
    std::string query_url_;
    std::optional<WechatNotice> notice_;
    std::string token_key_;  ///< of the token cache: changes with the credentials
};

}  // namespace huiying::channel
