// Slack: slash commands, answered where they were given, and messages to the app. Source:
// https://api.slack.com/methods/chat.postMessage (read 2026-11-25).
#include "bot/channel/dingtalk_payload.hpp"
#include "bot/channel/json_body.hpp"
#include "bot/channel/media.hpp"
#include "bot/channel/part_sender.hpp"
#include "bot/channel/slack_event.hpp"
#include "bot/channel/text_parts.hpp"
#include "bot/channel/transport.hpp"
#include "bot/channel/webhook_scheme.hpp"
#include "text/encoding.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <nlohmann/json.hpp>
#include <utility>

namespace huiying::channel {
namespace {

using model::SendClass;
using nlohmann::json;

constexpr std::string_view kApiBase = "https://slack.com";
constexpr std::string_view kJson = "application/json; charset=utf-8";
/// 4,000 characters are advised; what is longer than 40,000 is cut.
constexpr PartLimits kTextLimits{4000, 5};
constexpr std::string_view kBlank = "没有收到文字内容，请在命令后面写明您的问题。";
constexpr std::string_view kPassiveClosing = "\n……（内容较长，全文请凭编号和查询码查询）";

struct WordRow {
    std::string_view word;
    SendClass means;
};

constexpr std::array kWords{
    WordRow{"invalid_auth", SendClass::config},
    WordRow{"not_authed", SendClass::config},
    WordRow{"account_inactive", SendClass::config},
    WordRow{"token_revoked", SendClass::config},
    WordRow{"token_expired", SendClass::config},
    WordRow{"missing_scope", SendClass::config},
    WordRow{"not_allowed_token_type", SendClass::config},
    WordRow{"channel_not_found", SendClass::permanent},
    WordRow{"user_not_found", SendClass::permanent},
    WordRow{"is_archived", SendClass::permanent},
    WordRow{"cannot_dm_bot", SendClass::permanent},
    WordRow{"messages_tab_disabled", SendClass::permanent},
    WordRow{"msg_too_long", SendClass::permanent},
    WordRow{"restricted_action", SendClass::permanent},
};

/// {"ok":false,"error":"..."}; a word that is not listed may pass.
SendClass classify_slack_answer(int http_status, std::string_view body) {
    const auto answer = read_json(body);
    const json* const ok = answer ? find_at(*answer, {"ok"}) : nullptr;
    if (ok == nullptr || !ok->is_boolean() || http_status == 429)
        return SendClass::retry;
    if (ok->get<bool>())
        return SendClass::ok;
    const auto word = text_at(*answer, {"error"});
    const auto row = std::find_if(kWords.begin(), kWords.end(), [&](const WordRow& candidate) {
        return candidate.word == word;
    });
    return row == kWords.end() ? SendClass::retry : row->means;
}

constexpr AnswerReader kReader{classify_slack_answer, "error", "warning"};

/// Slack reads "<", ">" and "&" as its own signs: "<!channel>" would call everybody.
std::string escaped(std::string_view text) {
    std::string safe;
    for (const char c : text) {
        if (c == '&')
            safe += "&amp;";
        else if (c == '<')
            safe += "&lt;";
        else if (c == '>')
            safe += "&gt;";
        else
            safe += c;
    }
    return safe;
}

/// Shown only to who gave the command.
Answer said(std::string_view text) {
    const auto parts = capped_parts(printable(text), {kTextLimits.max_bytes, 1}, kPassiveClosing);
    if (parts.empty())
        return plain_ok();
    return {
        200,
        std::string(kJson),
        dump_json({{"response_type", "ephemeral"}, {"text", escaped(parts.front())}})};
}

class Slack final : public SchemeWebhook, public MediaSource {
  public:
    explicit Slack(model::ChannelAccount account) : SchemeWebhook(std::move(account), kApiBase) {}

    Received reread(std::string_view raw, model::Instant now) const override;

    Answer accepted(const Message& message, const Receipt& receipt) const override {
        return message.passive == Passive::yes && !receipt.passive_text.empty()
                   ? said(receipt.passive_text)
                   : plain_ok();
    }

    model::SendOutcome send(const model::OutboundMessage& message, const SendContext& context)
        const override;

    /// The token goes to Slack's own host and to no other.
    Media fetch_media(const std::string& address, const MediaUses& uses) const override {
        Download download{address, {}, HostNamedBy::message};
        if (can_send() && is_session_address(address, {"files.slack.com"}))
            download.headers = {{"Authorization", "Bearer " + api_token()}};
        return uses.downloads.get(download);
    }

  protected:
    std::optional<Fault> check(const http::Request& request, model::Instant now) const override {
        return keys().check_slack(request, now, skew());
    }

  private:
    Message taken(const SlackEvent& event, model::Instant now) const;
};

Received Slack::reread(std::string_view raw, model::Instant now) const {
    const auto event = read_slack_event(raw);
    if (!event)
        return kept_unread(raw, event.error());
    switch (event->kind) {
        case SlackEvent::Kind::challenge:
            return Handshake{{200, "text/plain; charset=utf-8", event->challenge}};
        case SlackEvent::Kind::other:
            return Ignored{"event", plain_ok()};
        case SlackEvent::Kind::command:
        case SlackEvent::Kind::message:
            break;
    }
    const bool is_command = event->kind == SlackEvent::Kind::command;
    if (text::trim(event->text).empty() && event->files.empty())
        return Ignored{"blank", is_command ? said(kBlank) : plain_ok()};
    return taken(*event, now);
}

Message Slack::taken(const SlackEvent& event, model::Instant now) const {
    auto message = message_of(event.user, event.id, now);
    auto& inbound = message.inbound;
    inbound.sender_name = std::string(text::truncate(event.name, 100));
    inbound.text = text::trim(event.text).empty() ? "[文件]" : event.text;
    for (const auto& file : event.files)
        inbound.attachments.push_back(
            {.name = file.name, .media_type = file.media_type, .sha256 = {}, .url = file.url}
        );
    message.heard_by = event.is_alone ? HeardBy::sender : HeardBy::group;
    message.reply_to.from = event.channel;
    if (event.kind == SlackEvent::Kind::command)
        message.passive = Passive::yes;
    return message;
}

model::SendOutcome Slack::send(const model::OutboundMessage& message, const SendContext& context)
    const {
    if (!can_send())
        return {SendClass::config, "no api_token", message.parts_done};
    const auto parts =
        capped_parts(printable(message.text), kTextLimits, closing_of(message, query_url()));
    // To the person alone, wherever it was asked.
    return send_parts(parts, message, [&](const std::string& part) {
        OutgoingRequest request;
        request.url = api_base() + "/api/chat.postMessage";
        request.headers = {{"Authorization", "Bearer " + api_token()}};
        request.body = dump_json(
            {{"channel", message.recipient},
             {"text", escaped(part)},
             {"unfurl_links", false},
             {"unfurl_media", false}}
        );
        return posted_of(context.transport.post(request), kReader);
    });
}

}  // namespace

Made make_slack_webhook(const model::ChannelAccount& account) {
    if (account.secret("secret").starts_with("whsec_"))
        return AccountProblem{
            "secret",
            "Slack 的验签密钥由 Slack 给出（Signing Secret），请用 --secret secret=… 填写"};
    return std::make_unique<Slack>(account);
}

}  // namespace huiying::channel
