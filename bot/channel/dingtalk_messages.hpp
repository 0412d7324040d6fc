// Replies by DingTalk: the session webhook while it is open, else the robot's own messages with an
// access token. One an account, constant after construction, safe from any thread; sends block.
// Source: https://open.dingtalk.com/document/orgapp/chatbots-send-one-on-one-chat-messages-in-
// batches, .../the-robot-sends-a-group-message, .../obtain-the-access_token-of-an-internal-app
// (read 2026-11-25).
#pragma once

#include "board/model/channel_account.hpp"
#include "board/model/outbound.hpp"
#include "bot/channel/channel_table.hpp"
#include "bot/channel/dingtalk_payload.hpp"
#include "bot/channel/media.hpp"
#include "bot/channel/token_cache.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::channel {

/// Bytes of one text. The platform bounds the message's JSON to 15,000; quotes and line ends become
/// twice as long in it.
inline constexpr std::size_t kDingtalkTextBytes = 7'000;
inline constexpr std::size_t kDingtalkTextParts = 5;

/// What an answer of DingTalk means, of the old interfaces (errcode) and the new ones (code). Its
/// HTTP status 403 says both "too often" and "not allowed", so the code decides; everything that is
/// not an answer as documented is `retry`, also with 200.
model::SendClass classify_dingtalk_answer(int http_status, std::string_view body);

class DingtalkMessages {
  public:
    /// Settings app_key, robot_code, api_base, oapi_base, query_url; secret app_secret.
    explicit DingtalkMessages(const model::ChannelAccount& account);

    /// nullopt when the settings can be used.
    static std::optional<AccountProblem> problem_of(const model::ChannelAccount& account);

    /// Answers where `way_back` leads; somebody of the organisation who asked in a group is
    /// answered alone.
    model::SendOutcome send(const model::OutboundMessage& message, const SendContext& context)
        const;

    /// What a reply is sent as.
    std::vector<std::string> parts_of(const model::OutboundMessage& message) const;

    /// The file of a "dingtalk-media:" address.
    Media fetch_media(const std::string& address, const MediaUses& uses) const;

    /// Of the token cache: changes with the credentials.
    const std::string& token_key() const { return token_key_; }

    Token fetch_token(Transport& transport) const;

  private:
    model::SendOutcome send_to_session(
        const std::vector<std::string>& parts,
        const model::OutboundMessage& message,
        const DingtalkWay& way,
        Transport& transport
    ) const;
    model::SendOutcome send_as_robot(
        const std::vector<std::string>& parts,
        const model::OutboundMessage& message,
        const DingtalkWay& way,
        const SendContext& context
    ) const;
    std::string reached(const std::string& session_url) const;

    std::string app_key_;
    std::string app_secret_;
    std::string robot_code_;
    std::string api_base_;
    std::string oapi_base_;
    std::string query_url_;
    std::string token_key_;
};

}  // namespace huiying::channel
