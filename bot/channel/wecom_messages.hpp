// Replies by WeCom's application messages (企业微信应用消息).
// One an account, constant after construction, safe from any thread; sends block. Source:
// https://developer.work.weixin.qq.com/document/path/90236 (messages), .../91039 (token),
// .../90313 (codes) (read 2026-11-25).
#pragma once

#include "board/model/channel_account.hpp"
#include "board/model/outbound.hpp"
#include "bot/channel/channel_table.hpp"
#include "bot/channel/media.hpp"
#include "bot/channel/wecom_corp.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::channel {

/// One text message, in bytes; what is longer the platform cuts without a word.
inline constexpr std::size_t kWecomTextBytes = 2048;
inline constexpr std::size_t kWecomTextParts = 5;

/// What an answer of WeCom's API means: its errcode decides, not the HTTP status. An errcode of 0
/// that names the only receiver as invalid is no success. Everything that is not a JSON object with
/// an errcode is `retry`.
model::SendClass classify_wecom_answer(int http_status, std::string_view body);

class WecomMessages {
  public:
    /// Settings corp_id, agent_id, api_base, query_url; secret app_secret.
    explicit WecomMessages(const model::ChannelAccount& account);

    /// nullopt when the settings can be used.
    static std::optional<AccountProblem> problem_of(const model::ChannelAccount& account);

    const std::string& token_key() const { return corp_.token_key(); }

    model::SendOutcome send(const model::OutboundMessage& message, const SendContext& context)
        const;

    /// What a reply is sent as.
    std::vector<std::string> parts_of(const model::OutboundMessage& message) const;

    /// The file of a "wecom-media:" address, or at a plain one.
    Media fetch_media(const std::string& address, const MediaUses& uses) const;

  private:
    const WecomCorp corp_;
    std::int64_t agent_id_ = 0;
    std::string query_url_;
};

}  // namespace huiying::channel
