// Telegram bots. Sources: https://core.telegram.org/bots/api#making-requests-when-getting-updates
// (an answer on the webhook's own connection), .../#sendmessage (read 2026-11-25).
#include "bot/channel/json_body.hpp"
#include "bot/channel/media.hpp"
#include "bot/channel/part_sender.hpp"
#include "bot/channel/telegram_update.hpp"
#include "bot/channel/text_parts.hpp"
#include "bot/channel/transport.hpp"
#include "bot/channel/webhook_scheme.hpp"
#include "text/encoding.hpp"

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <utility>

namespace huiying::channel {
namespace {

using model::SendClass;
using nlohmann::json;

constexpr std::string_view kApiBase = "https://api.telegram.org";
constexpr std::string_view kJson = "application/json; charset=utf-8";
/// 4,096 characters are allowed; so many bytes are never more.
constexpr PartLimits kTextLimits{4096, 5};
constexpr std::string_view kPassiveClosing = "\n……（内容较长，全文请凭编号和查询码查询）";
constexpr std::string_view kWelcome =
    "您好。直接发送文字即可留言：咨询、建议、求助、投诉都可以。"
    "我们收到后会给您编号和查询码，办理结果也会在这里回复您。";

/// {"ok":false,"error_code":403,"description":...}: the number is HTTP's.
SendClass classify_telegram_answer(int, std::string_view body) {
    const auto answer = read_json(body);
    const json* const ok = answer ? find_at(*answer, {"ok"}) : nullptr;
    if (ok == nullptr || !ok->is_boolean())
        return SendClass::retry;
    if (ok->get<bool>())
        return SendClass::ok;
    switch (number_at(*answer, {"error_code"}).value_or(500)) {
        case 401:
        case 404:
            return SendClass::config;
        case 400:
        case 403:
            return SendClass::permanent;
        default:
            return SendClass::retry;
    }
}

constexpr AnswerReader kReader{classify_telegram_answer, "error_code", "description"};

json text_body(const std::string& chat_id, std::string_view text) {
    return {
        {"chat_id", chat_id}, {"text", text}, {"link_preview_options", {{"is_disabled", true}}}};
}

class Telegram final : public SchemeWebhook, public MediaSource {
  public:
    explicit Telegram(model::ChannelAccount account)
        : SchemeWebhook(std::move(account), kApiBase) {}

    Received reread(std::string_view raw, model::Instant now) const override;
    Answer accepted(const Message& message, const Receipt& receipt) const override;
    model::SendOutcome send(const model::OutboundMessage& message, const SendContext& context)
        const override;

    Media fetch_media(const std::string& address, const MediaUses& uses) const override;

  protected:
    std::optional<Fault> check(const http::Request& request, model::Instant) const override {
        return keys().check_telegram(request);
    }

  private:
    Message taken(const TelegramUpdate& update, std::string words, model::Instant now) const;
};

/// Said on the connection that the update came on.
Answer said(const std::string& chat_id, std::string_view text) {
    const auto parts = capped_parts(printable(text), {kTextLimits.max_bytes, 1}, kPassiveClosing);
    if (parts.empty())
        return plain_ok();
    json body = text_body(chat_id, parts.front());
    body["method"] = "sendMessage";
    return {200, std::string(kJson), dump_json(body)};
}

Received Telegram::reread(std::string_view raw, model::Instant now) const {
    const auto update = read_telegram_update(raw);
    if (!update)
        return kept_unread(raw, update.error());
    if (update->user.empty())
        return Ignored{"event", plain_ok()};
    if (update->text == "/start" || update->text.starts_with("/start "))
        return Ignored{"subscribe", said(update->chat_id, kWelcome)};
    auto words = words_of(*update);
    if (text::trim(words).empty())
        return Ignored{"blank", plain_ok()};
    return taken(*update, std::move(words), now);
}

Message Telegram::taken(const TelegramUpdate& update, std::string words, model::Instant now) const {
    auto message = message_of(update.user, update.update_id, now);
    auto& inbound = message.inbound;
    inbound.sender_name = update.name;
    inbound.text = std::move(words);
    inbound.place = update.place;
    inbound.received_at = received_at(std::chrono::seconds{update.sent_at}, now);
    for (const auto& id : update.file_ids)
        inbound.attachments.push_back(
            {.name = update.file_name,
             .media_type = {},
             .sha256 = {},
             .url = "telegram-media:" + id}
        );
    const bool is_alone = update.chat_type == "private";
    message.heard_by = is_alone ? HeardBy::sender : HeardBy::group;
    message.reply_to = {update.user, update.chat_id, inbound.received_at};
    message.passive = Passive::yes;
    return message;
}

Answer Telegram::accepted(const Message& message, const Receipt& receipt) const {
    if (receipt.passive_text.empty())
        return plain_ok();
    return said(message.reply_to.from, receipt.passive_text);
}

model::SendOutcome Telegram::send(const model::OutboundMessage& message, const SendContext& context)
    const {
    if (!can_send())
        return {SendClass::config, "no api_token", message.parts_done};
    const auto parts =
        capped_parts(printable(message.text), kTextLimits, closing_of(message, query_url()));
    // What concerns one person is said to that person, wherever it was asked.
    return send_parts(parts, message, [&](const std::string& part) {
        OutgoingRequest request;
        request.url = api_base() + "/bot" + api_token() + "/sendMessage";
        request.body = dump_json(text_body(message.recipient, part));
        return posted_of(context.transport.post(request), kReader);
    });
}

/// The platform first says where the file lies.
Media Telegram::fetch_media(const std::string& address, const MediaUses& uses) const {
    if (!can_send())
        return {Media::End::never, {}, "没有填发送用的令牌"};
    OutgoingRequest request;
    request.url = api_base() + "/bot" + api_token() + "/getFile";
    request.body = dump_json({{"file_id", media_id_of(address, "telegram-media:")}});
    const auto answer = uses.context.transport.post(request);
    const auto posted = posted_of(answer, kReader);
    if (posted.result != SendClass::ok)
        return {
            posted.result == SendClass::permanent ? Media::End::never : Media::End::later,
            {},
            posted.result == SendClass::permanent ? "原平台上已经没有" : posted.detail};
    const auto body = read_json(answer.body);
    const auto path = body ? text_at(*body, {"result", "file_path"}) : std::string();
    if (path.empty() || path.find("..") != std::string::npos || path.starts_with("/"))
        return {Media::End::never, {}, "原平台不给"};
    return uses.downloads.get(
        {api_base() + "/file/bot" + api_token() + "/" + path, {}, HostNamedBy::account}
    );
}

bool is_secret_token(const std::string& secret) {
    constexpr std::size_t longest = 256;
    return secret.size() <= longest && std::all_of(secret.begin(), secret.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '_' || c == '-';
           });
}

}  // namespace

Made make_telegram_webhook(const model::ChannelAccount& account) {
    if (!is_secret_token(account.secret("secret")))
        return AccountProblem{
            "secret", "Telegram 的 secret_token 须为 1 至 256 位字母、数字、下划线或短横线"};
    return std::make_unique<Telegram>(account);
}

}  // namespace huiying::channel
