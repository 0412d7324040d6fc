#include "bot/channel/wechat_customer_service.hpp"

#include "bot/channel/digest.hpp"
#include "bot/channel/json_body.hpp"
#include "bot/channel/part_sender.hpp"
#include "bot/channel/query_string.hpp"
#include "bot/channel/text_parts.hpp"
#include "bot/channel/transport.hpp"

#include <array>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <utility>

namespace huiying::channel {
namespace {

using model::SendClass;
using nlohmann::json;

constexpr std::string_view kApiBase = "https://api.weixin.qq.com";

constexpr std::array kCodes{
    CodeRow{0, SendClass::ok},
    CodeRow{40001, SendClass::refresh},
    CodeRow{40014, SendClass::refresh},
    CodeRow{42001, SendClass::refresh},
    CodeRow{-1, SendClass::retry},
    CodeRow{45011, SendClass::retry},
    CodeRow{45009, SendClass::quota},
    CodeRow{45015, SendClass::window},
    CodeRow{45047, SendClass::window},
    CodeRow{40003, SendClass::permanent},
    CodeRow{43004, SendClass::permanent},
    CodeRow{48002, SendClass::permanent},
    CodeRow{45002, SendClass::permanent},
    CodeRow{44004, SendClass::permanent},
    CodeRow{40033, SendClass::permanent},
    CodeRow{40013, SendClass::config},
    CodeRow{40125, SendClass::config},
    CodeRow{40164, SendClass::config},
    CodeRow{48001, SendClass::config},
    CodeRow{48004, SendClass::config},
    CodeRow{50002, SendClass::config},
};

constexpr AnswerReader kReader{classify_wechat_answer, "errcode", "errmsg"};

/// What people read of the codes that a citizen is called for.
std::string in_chinese(std::string detail) {
    for (const auto& [code, words] :
         {std::pair{"45015", "最后一次来信已超过48小时"},
          std::pair{"45047", "已超过5条，来信后才能再发"},
          std::pair{"43004", "没有关注公众号"},
          std::pair{"40003", "收件人有误"},
          std::pair{"43101", "没有同意接收通知"},
          std::pair{"40037", "通知的模板编号有误，请管理员核对公众号设置"},
          std::pair{"47003", "通知的字段与模板不符，请管理员核对公众号设置"},
          std::pair{"45009", "公众号当日的调用次数已用完"}}) {
        if (detail.starts_with(code))
            return std::string(code) + " " + words;
    }
    return detail;
}

/// A notice that cannot go out before someone mends the account, or before tomorrow, must not hold
/// the news of a reply back: the next way is open now.
bool is_no_way(SendClass notice) {
    return notice == SendClass::window || notice == SendClass::permanent ||
           notice == SendClass::config || notice == SendClass::quota;
}

}  // namespace

SendClass classify_wechat_answer(int, std::string_view body) {
    const auto answer = read_json(body);
    const json* const errcode = answer ? find_at(*answer, {"errcode"}) : nullptr;
    if (errcode == nullptr || !errcode->is_number_integer())
        return SendClass::retry;
    return meaning_of(kCodes, errcode->get<std::int64_t>());
}

std::string render_custom_text(std::string_view open_id, std::string_view text) {
    return dump_json(
        {{"touser", open_id}, {"msgtype", "text"}, {"text", {{"content", printable(text)}}}}
    );
}

WechatCustomerService::WechatCustomerService(const model::ChannelAccount& account)
    : app_id_(account.setting("app_id")),
      app_secret_(account.secret("app_secret")),
      api_base_(api_base_of(account, kApiBase)),
      query_url_(account.setting("query_url")),
      notice_(WechatNotice::from(account)) {
    token_key_ = "wechat_oa|" + app_id_ + "|" + sha256_hex(app_secret_ + "|" + api_base_);
}

std::optional<AccountProblem> WechatCustomerService::problem_of(const model::ChannelAccount& account
) {
    if (auto problem = WechatNotice::problem_of(account))
        return problem;
    return address_problem(account, {"api_base"});
}

Token WechatCustomerService::fetch_token(Transport& transport, Renew renew) const {
    OutgoingRequest request;
    request.url = api_base_ + "/cgi-bin/stable_token";
    request.body = dump_json(
        {{"grant_type", "client_credential"},
         {"appid", app_id_},
         {"secret", app_secret_},
         {"force_refresh", renew == Renew::always}}
    );
    return token_of(transport.post(request), {"access_token", "expires_in"}, kReader);
}

std::vector<std::string> WechatCustomerService::parts_of(const model::OutboundMessage& message
) const {
    return capped_parts(
        without_links(printable(message.text)),
        {kCustomTextBytes, kCustomTextParts},
        closing_of(message, query_url_)
    );
}

model::SendOutcome WechatCustomerService::send(
    const model::OutboundMessage& message, const SendContext& context
) const {
    if (!is_set_up())
        return {SendClass::config, "no app_id or app_secret", message.parts_done};
    const auto fetch = [&](Renew renew) { return fetch_token(context.transport, renew); };
    const auto post = [&](const PartPost& part) {
        OutgoingRequest request;
        request.url =
            api_base_ + "/cgi-bin/message/custom/send?access_token=" + percent_encode(part.token);
        request.body = render_custom_text(message.recipient, part.part);
        return posted_of(context.transport.post(request), kReader);
    };
    auto outcome = send_parts(parts_of(message), message, context, {token_key_, fetch, post});
    outcome.detail = in_chinese(std::move(outcome.detail));
    // It says that there is a reply, and a citizen's consent to it may be for one.
    const bool may_tell = outcome.result == SendClass::window && notice_ && message.is_reply;
    return may_tell ? send_notice(message, context, outcome) : outcome;
}

model::SendOutcome WechatCustomerService::send_notice(
    const model::OutboundMessage& message,
    const SendContext& context,
    const model::SendOutcome& refused
) const {
    constexpr AnswerReader reader{classify_notice_answer, "errcode", "errmsg", "msgid"};
    const auto fetch = [&](Renew renew) { return fetch_token(context.transport, renew); };
    const auto post = [&](const PartPost& part) {
        return posted_of(
            context.transport.post(notice_->request(message, api_base_, part.token)), reader
        );
    };
    auto whole = message;
    whole.parts_done = 0;
    auto told = send_parts({message.number}, whole, context, {token_key_, fetch, post});
    told.parts_done = refused.parts_done;
    if (told.result == SendClass::ok)
        told.detail = "回复窗口已过，已发服务通知，全文凭编号查询（" + refused.detail + "）";
    else if (is_no_way(told.result))
        told = {
            SendClass::window,
            refused.detail + "；通知：" + in_chinese(told.detail),
            refused.parts_done};
    return told;
}

Media WechatCustomerService::fetch_media(const std::string& address, const MediaUses& uses) const {
    const auto id = media_id_of(address, "wechat-media:");
    if (id.empty())
        return uses.downloads.get({address, {}, HostNamedBy::message});
    const auto fetch = [&](Renew renew) { return fetch_token(uses.context.transport, renew); };
    const auto download = [&](const std::string& token) {
        return Download{
            api_base_ + "/cgi-bin/media/get?access_token=" + percent_encode(token) +
                "&media_id=" + percent_encode(id),
            {},
            HostNamedBy::account};
    };
    return fetch_with_token({token_key_, fetch, download, classify_wechat_answer}, uses);
}

}  // namespace huiying::channel
