// The notice that an official account may still send when the window for replies is shut: a
// template message (模板消息, to followers), a subscription notice (订阅通知) or a one-time message
// (一次性订阅消息) that the citizen has opted in to; the platform itself keeps who has. It says
// number and that there is an answer, never the answer. Constant after construction, safe from any
// thread. Sources: https://developers.weixin.qq.com/doc/offiaccount/Message_Management/
// Template_Message_Interface.html, .../Subscription_Messages/api.html (read 2026-11-25),
// https://developers.weixin.qq.com/doc/service/guide/product/message/One-time_subscription_info.html,
// .../doc/service/api/notify/subscribe/api_templatesubscribe.html (read 2026-11-26).
#pragma once

#include "board/model/channel_account.hpp"
#include "board/model/outbound.hpp"
#include "bot/channel/channel_table.hpp"
#include "bot/channel/transport.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace huiying::channel {

/// What the platform's answer to a notice means. 43101: the citizen has not opted in.
model::SendClass classify_notice_answer(int http_status, std::string_view body);

/// Where the citizen opts in to being told of that ticket by a notice; "" where the account's kind
/// of notice needs none, or is not set up.
std::string notice_opt_in_url(const model::ChannelAccount& account, const std::string& number);

/// What the platform reports of a notice; nullopt: the callback is about something else.
std::optional<model::DeliveryReport> read_notice_report(std::string_view xml);

class WechatNotice {
  public:
    /// Settings notice_kind (template, subscribe, once), notice_template_id, notice_fields (JSON:
    /// the template's field to words with {number}, {unit}, {date}; of a one-time message title
    /// and content), query_url. nullopt: none is set.
    static std::optional<WechatNotice> from(const model::ChannelAccount& account);

    /// nullopt when the settings can be used, or there are none.
    static std::optional<AccountProblem> problem_of(const model::ChannelAccount& account);

    /// The request that tells of `message`.
    OutgoingRequest request(
        const model::OutboundMessage& message, const std::string& api_base, const std::string& token
    ) const;

  private:
    WechatNotice() = default;

    enum class Kind { follower, subscription, once };

    OutgoingRequest once_request(
        const model::OutboundMessage& message, const std::string& api_base, const std::string& token
    ) const;

    Kind kind_ = Kind::follower;
    std::string template_id_;
    std::map<std::string, std::string> fields_;
    std::string query_url_;
};

}  // namespace huiying::channel
