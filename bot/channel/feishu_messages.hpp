// Replies by Feishu's message API and the tenant access token that it needs. One an account,
// constant after construction, safe from any thread; sends block.
// Source: https://open.feishu.cn/document/server-docs/im-v1/message/reply, .../message/create,
// .../authentication-management/access-token/tenant_access_token_internal (read 2026-11-25).
#pragma once

#include "board/model/channel_account.hpp"
#include "board/model/outbound.hpp"
#include "bot/channel/channel_table.hpp"
#include "bot/channel/media.hpp"
#include "bot/channel/token_cache.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::channel {

/// Bytes of one text. The platform bounds the request to 150 KB; a text of nothing but line ends
/// and quotes becomes four times as long on its way.
inline constexpr std::size_t kFeishuTextBytes = 30'000;
inline constexpr std::size_t kFeishuTextParts = 5;

/// What an answer of Feishu's API means: its code decides, not the HTTP status. Everything that is
/// not a JSON object with a code is `retry`.
model::SendClass classify_feishu_answer(int http_status, std::string_view body);

/// The "content" of a text message: JSON, without mentions that the text would make.
std::string render_feishu_text(std::string_view text);

class FeishuMessages {
  public:
    /// Settings app_id, api_base, query_url; secret app_secret.
    explicit FeishuMessages(const model::ChannelAccount& account);

    /// nullopt when the settings can be used.
    static std::optional<AccountProblem> problem_of(const model::ChannelAccount& account);

    /// Answers the message `way_back`, or writes to the person where there is none or it has been
    /// recalled.
    model::SendOutcome send(const model::OutboundMessage& message, const SendContext& context)
        const;

    /// What a reply is sent as.
    std::vector<std::string> parts_of(const model::OutboundMessage& message) const;

    /// The file of a "feishu-media:" address.
    Media fetch_media(const std::string& address, const MediaUses& uses) const;

    /// Of the token cache: changes with the credentials.
    const std::string& token_key() const { return token_key_; }

  private:
    Token fetch_token(Transport& transport) const;

    std::string app_id_;
    std::string app_secret_;
    std::string api_base_;
    std::string query_url_;
    std::string token_key_;  ///< of the token cache: changes with the credentials
};

}  // namespace huiying::channel
