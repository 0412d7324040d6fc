#include "bot/channel/channel_table.hpp"

#include "bot/channel/dingtalk.hpp"
#include "bot/channel/feishu.hpp"
#include "bot/channel/open311.hpp"
#include "bot/channel/sms.hpp"
#include "bot/channel/upstream.hpp"
#include "bot/channel/webchat.hpp"
#include "bot/channel/webhook.hpp"
#include "bot/channel/wechat_oa.hpp"
#include "bot/channel/wecom.hpp"
#include "bot/channel/wecom_aibot.hpp"
#include "bot/channel/wecom_kf.hpp"

#include <algorithm>
#include <array>

namespace huiying::channel {
namespace {

std::string value_of(const AccountField& field, const model::ChannelAccount& account) {
    const std::string key(field.key);
    return field.place == AccountField::Place::secret ? account.secret(key) : account.setting(key);
}

}  // namespace

Received Channel::verify_url(const http::Request&, model::Instant) const {
    return Refused{model::Errc::not_found, "no_handshake"};
}

int Channel::parts_left(const model::OutboundMessage&) const {
    return 1;
}

std::span<const ChannelRow> channel_table() {
    static const std::array kRows{
        webhook_row(),
        wechat_oa_row(),
        feishu_row(),
        dingtalk_row(),
        wecom_row(),
        wecom_kf_row(),
        wecom_aibot_row(),
        open311_row(),
        sms_row(),
        webchat_row(),
        upstream_row()};
    return kRows;
}

IdempotentSend idempotent_send_of(const model::ChannelAccount& account) {
    const ChannelRow* const row = find_channel(account.channel);
    const std::string scheme = account.setting("scheme");
    const bool is_own = scheme.empty() || scheme == "standard";
    return row != nullptr && is_own ? row->idempotent_send : IdempotentSend::no;
}

const ChannelRow* find_channel(std::string_view platform) {
    const auto rows = channel_table();
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const ChannelRow& candidate) {
        return candidate.platform == platform;
    });
    return row == rows.end() ? nullptr : &*row;
}

std::vector<std::string> complete_account(const ChannelRow& row, model::ChannelAccount& account) {
    std::vector<std::string> generated;
    for (const auto& field : row.fields) {
        if (!value_of(field, account).empty())
            continue;
        const bool is_made =
            field.generate != nullptr && field.need == AccountField::Need::required;
        if (!is_made && field.preset.empty())
            continue;
        auto& values =
            field.place == AccountField::Place::secret ? account.secrets : account.settings;
        values[std::string(field.key)] = is_made ? field.generate() : std::string(field.preset);
        if (is_made)
            generated.emplace_back(field.key);
    }
    return generated;
}

Made open_channel(const model::ChannelAccount& account) {
    const ChannelRow* const row = find_channel(account.channel);
    if (row == nullptr)
        return AccountProblem{"channel", "没有这种渠道"};
    for (const auto& field : row->fields) {
        if (field.need == AccountField::Need::required && value_of(field, account).empty())
            return AccountProblem{std::string(field.key), "缺少" + std::string(field.title)};
    }
    return row->make(account);
}

}  // namespace huiying::channel
