// The API of WeCom's customer service (微信客服): pulling messages, sending replies. One an
// account, constant after construction, safe from any thread; blocks. Sources:
// https://developer.work.weixin.qq.com/document/path/94670 (sync_msg), .../94677 (send_msg) (read
// 2026-11-25).
#pragma once

#include "board/model/channel_account.hpp"
#include "board/model/outbound.hpp"
#include "bot/channel/channel_table.hpp"
#include "bot/channel/media.hpp"
#include "bot/channel/puller.hpp"
#include "bot/channel/transport.hpp"
#include "bot/channel/wecom_corp.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::channel {

/// One text message in bytes, and how many a reply may have: five may answer one
/// message of the citizen, and the receipt was one.
inline constexpr std::size_t kKfTextBytes = 2048;
inline constexpr std::size_t kKfTextParts = 4;

/// What an answer means: its errcode decides. 95033: the platform has the message already.
model::SendClass classify_kf_answer(int http_status, std::string_view body);
/// Whether `sync_msg` no longer knows the bell's token: pull without it.
bool is_stale_sync_token(std::string_view body);

class KfApi {
  public:
    /// Settings corp_id, open_kfid, api_base, query_url; secret app_secret.
    explicit KfApi(const model::ChannelAccount& account);

    const std::string& token_key() const { return corp_.token_key(); }

    PullOutcome pull(const PullUses& uses) const;
    model::SendOutcome send(const model::OutboundMessage& message, const SendContext& context)
        const;

    /// What a reply is sent as.
    std::vector<std::string> parts_of(const model::OutboundMessage& message) const;

    /// The file of a "wecom_kf-media:" address, or at a plain one.
    Media fetch_media(const std::string& address, const MediaUses& uses) const;

  private:
    struct Page;
    struct Place;

    TransportAnswer sync(const Place& place, const std::string& token, Transport& transport) const;
    static bool took_in(const Page& page, const PullUses& uses);
    Page page_of(Place& place, const SendContext& context) const;

    const WecomCorp corp_;
    std::string open_kfid_;
    std::string query_url_;
};

}  // namespace huiying::channel
