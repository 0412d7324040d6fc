#include "bot/channel/wecom_aibot.hpp"

#include "bot/channel/callback_cipher.hpp"
#include "bot/channel/delivery_key.hpp"
#include "bot/channel/digest.hpp"
#include "bot/channel/dingtalk_payload.hpp"
#include "bot/channel/json_body.hpp"
#include "bot/channel/media.hpp"
#include "bot/channel/part_sender.hpp"
#include "bot/channel/safe_callback.hpp"
#include "bot/channel/text_parts.hpp"
#include "bot/channel/time_window.hpp"
#include "bot/channel/transport.hpp"
#include "bot/channel/wecom_messages.hpp"
#include "http/request.hpp"
#include "text/encoding.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <memory>
#include <nlohmann/json.hpp>
#include <utility>

namespace huiying::channel {
namespace {

using model::SendClass;
using nlohmann::json;

constexpr std::string_view kPlatform = "wecom_aibot";
constexpr std::string_view kJson = "application/json; charset=utf-8";
constexpr std::string_view kApiBase = "https://qyapi.weixin.qq.com";
constexpr std::size_t kBodyLimitBytes = std::size_t{64} * 1024;
constexpr std::size_t kTextBytes = 20'480;
constexpr std::size_t kRandomBytes = 16;
/// One late answer within an hour of the question.
constexpr std::chrono::minutes kLateAnswer{55};
constexpr std::string_view kPassiveClosing = "\n……（内容较长，全文请凭编号和查询码查询）";
constexpr std::string_view kWelcome =
    "您好。直接发送文字即可留言：咨询、建议、求助、投诉都可以。"
    "我们收到后会给您编号和查询码。";
constexpr std::string_view kBlank = "没有收到文字内容，请直接用文字说明您的问题。";

Answer nothing() {
    return {200, "text/plain; charset=utf-8", ""};
}

/// Signs that make links and calls in the platform's Markdown, as harmless ones that look alike.
std::string without_markdown(std::string_view text) {
    std::string harmless;
    for (const char c : text) {
        if (c == '<')
            harmless += "＜";
        else if (c == '>')
            harmless += "＞";
        else if (c == '[')
            harmless += "［";
        else if (c == ']')
            harmless += "］";
        else
            harmless += c;
    }
    return harmless;
}

/// Where and until when a late answer may go, as it is kept with the message.
std::string pack_way(const std::string& response_url, model::Instant asked_at) {
    constexpr std::size_t longest = 1900;
    if (response_url.size() > longest || !is_session_address(response_url, {"qyapi.weixin.qq.com"}))
        return {};
    return std::to_string(model::to_unix_ms(asked_at)) + " " + response_url;
}

struct LateWay {
    std::string path;
    model::Instant until{};
};

LateWay unpack_way(const std::string& packed) {
    const std::size_t blank = packed.find(' ');
    std::int64_t asked_ms = 0;
    const char* const end = packed.data() + std::min(blank, packed.size());
    const auto read = std::from_chars(packed.data(), end, asked_ms);
    if (blank == std::string::npos || read.ec != std::errc{} || read.ptr != end)
        return {};
    const std::string url = packed.substr(blank + 1);
    if (!url.starts_with(kApiBase))
        return {};
    return {url.substr(kApiBase.size()), model::from_unix_ms(asked_ms) + kLateAnswer};
}

constexpr AnswerReader kReader{classify_wecom_answer, "errcode", "errmsg"};

class WecomAibot final : public Channel, public MediaSource {
  public:
    WecomAibot(model::ChannelAccount account, CallbackCipher cipher)
        : Channel(std::move(account)),
          token_(this->account().secret("token")),
          api_base_(api_base_of(this->account(), kApiBase)),
          cipher_(std::move(cipher)),
          reply_key_(cipher_.key()),
          skew_(skew_of(this->account())) {}

    Received verify_url(const http::Request& request, model::Instant now) const override {
        const auto echo = SafeCallback{token_, cipher_, skew_}.open_echo(request.query, now);
        if (!echo)
            return refused(echo.error());
        return Handshake{{200, "text/plain; charset=utf-8", *echo}};
    }

    Received receive(const http::Request& request, model::Instant now) const override;
    Received reread(std::string_view raw, model::Instant now) const override;
    Answer accepted(const Message& message, const Receipt& receipt) const override;

    bool can_send() const override { return true; }

    model::SendOutcome send(const model::OutboundMessage& message, const SendContext& context)
        const override;

    /// Files lie encrypted, with the key of the callback.
    Media fetch_media(const std::string& address, const MediaUses& uses) const override {
        auto media = uses.downloads.get({address, {}, HostNamedBy::message});
        if (media.end != Media::End::here)
            return media;
        auto plain = cipher_.decrypt_file(media.bytes);
        return plain ? Media{Media::End::here, std::move(*plain), {}}
                     : Media{Media::End::never, {}, "解不开"};
    }

    /// The JSON inside a callback.
    Checked<std::string> open(const http::Request& request, model::Instant now) const;

  private:
    Answer sealed(std::string_view key, const ReplyAddress& address, const json& body) const;
    Answer said(std::string_view key, const ReplyAddress& address, std::string_view text) const;
    Received sorted(const AibotMessage& message, std::string_view raw, const ReplyAddress& address)
        const;
    Received opened(std::string_view raw, const std::string& nonce, model::Instant now) const;

    std::string token_;
    std::string api_base_;
    CallbackCipher cipher_;
    HmacKey reply_key_;  ///< what encrypted replies take their random bytes from
    std::chrono::seconds skew_;
};

Checked<std::string> WecomAibot::open(const http::Request& request, model::Instant now) const {
    if (request.body.size() > kBodyLimitBytes)
        return Fault::too_large;
    const auto envelope = read_json(request.body);
    if (!envelope)
        return Fault::bad_json;
    const auto encrypted = text_at(*envelope, {"encrypt"});
    if (encrypted.empty())
        return Fault::plaintext_not_allowed;
    return SafeCallback{token_, cipher_, skew_}.open_json(request.query, encrypted, now);
}

Received WecomAibot::receive(const http::Request& request, model::Instant now) const {
    const auto plain = open(request, now);
    if (!plain)
        return refused(plain.error());
    const auto query = QueryString::parse(request.query);
    return opened(*plain, query ? std::string(query->get("nonce")) : std::string(), now);
}

Received WecomAibot::reread(std::string_view raw, model::Instant now) const {
    return opened(raw, "0", now);
}

Received WecomAibot::opened(std::string_view raw, const std::string& nonce, model::Instant now)
    const {
    const auto message = read_aibot_message(raw);
    if (!message)
        return Unreadable{std::string(raw), std::string(word_of(message.error())), nothing()};
    return sorted(*message, raw, {message->user, nonce, now});
}

Received WecomAibot::sorted(
    const AibotMessage& message, std::string_view raw, const ReplyAddress& address
) const {
    const auto key = make_delivery_key({kPlatform, account().name, message.user, message.msg_id});
    if (!is_known_type(message))
        return Unreadable{std::string(raw), std::string(word_of(Fault::unknown_type)), nothing()};
    if (message.type == "event" && message.event == "enter_chat")
        return Ignored{
            "subscribe",
            sealed(key, address, {{"msgtype", "text"}, {"text", {{"content", kWelcome}}}})};
    if (message.type == "event" || message.type == "stream")
        return Ignored{"event", nothing()};
    if (text::trim(message.text).empty() && message.file_urls.empty())
        return Ignored{"blank", said(key, address, kBlank)};
    Message taken;
    auto& inbound = taken.inbound;
    inbound.delivery_key = key;
    inbound.channel = kPlatform;
    inbound.account = account().name;
    inbound.sender = message.user;
    inbound.text = message.text.empty() ? "[图片]" : message.text;
    inbound.received_at = address.at;
    inbound.arrived_at = address.at;
    for (const auto& url : message.file_urls)
        inbound.attachments.push_back({.name = {}, .media_type = {}, .sha256 = {}, .url = url});
    inbound.way_back = pack_way(message.response_url, address.at);
    taken.heard_by = message.chat_type == "group" ? HeardBy::group : HeardBy::sender;
    taken.talk = message.chat_id;
    taken.reply_to = address;
    return taken;
}

Answer WecomAibot::accepted(const Message& message, const Receipt& receipt) const {
    if (receipt.passive_text.empty())
        return nothing();
    return said(message.inbound.delivery_key, message.reply_to, receipt.passive_text);
}

Answer WecomAibot::said(std::string_view key, const ReplyAddress& address, std::string_view text)
    const {
    const auto parts = capped_parts(printable(text), {kTextBytes, 1}, kPassiveClosing);
    if (parts.empty())
        return nothing();
    const json stream{
        {"id", sha256_hex(key).substr(0, kRandomBytes)},
        {"finish", true},
        {"content", parts.front()}};
    return sealed(key, address, {{"msgtype", "stream"}, {"stream", stream}});
}

Answer WecomAibot::sealed(std::string_view key, const ReplyAddress& address, const json& body)
    const {
    const std::string text = dump_json(body);
    const Digest256 digest = reply_key_.sign({key, "\n", text});
    const auto encrypted = cipher_.encrypt(text, as_text(digest).substr(0, kRandomBytes));
    const auto seconds = std::chrono::floor<std::chrono::seconds>(address.at).time_since_epoch();
    const auto timestamp = std::to_string(seconds.count());
    const json envelope{
        {"encrypt", encrypted},
        {"msgsignature", callback_signature(token_, timestamp, address.from, encrypted)},
        {"timestamp", seconds.count()},
        {"nonce", address.from}};
    return {200, std::string(kJson), dump_json(envelope)};
}

model::SendOutcome WecomAibot::send(
    const model::OutboundMessage& message, const SendContext& context
) const {
    const auto way = unpack_way(message.way_back);
    if (context.now >= way.until)
        return {SendClass::window, "a bot may answer once within an hour only", message.parts_done};
    // Signs of Markdown in a citizen's words make no links and no calls; their stand-ins are
    // longer, so that they come before the cut.
    const auto parts = capped_parts(
        without_markdown(printable(message.text)),
        {kTextBytes, 1},
        closing_of(message, account().setting("query_url"))
    );
    return send_parts(parts, message, [&](const std::string& part) {
        OutgoingRequest request;
        request.url = api_base_ + way.path;
        request.body = dump_json({{"msgtype", "markdown"}, {"markdown", {{"content", part}}}});
        auto posted = posted_of(context.transport.post(request), kReader);
        if (posted.result == SendClass::permanent)
            posted.result = SendClass::window;
        return posted;
    });
}

Answer refuse(const Refused&) {
    return {403, "text/plain; charset=utf-8", "forbidden"};
}

Made make(const model::ChannelAccount& account) {
    if (account.secret("token").empty())
        return AccountProblem{"token", "缺少 Token"};
    if (const auto problem = address_problem(account, {"api_base"}))
        return *problem;
    // The receiver's id is the empty string, and compared as such.
    auto cipher = CallbackCipher::from(account.secret("aes_key"), "");
    if (!cipher)
        return AccountProblem{"aes_key", "EncodingAESKey 须为 43 位字母或数字"};
    return std::make_unique<WecomAibot>(account, std::move(*cipher));
}

using Place = AccountField::Place;
using Need = AccountField::Need;

constexpr std::array kFields{
    AccountField{"token", Place::secret, Need::required, "", generate_callback_token, "Token"},
    AccountField{
        "aes_key", Place::secret, Need::required, "", generate_encoding_aes_key, "EncodingAESKey"},
    AccountField{"api_base", Place::setting, Need::optional, "", nullptr, "接口地址"},
    AccountField{"query_url", Place::setting, Need::optional, "", nullptr, "查询网页的地址"},
    AccountField{
        "max_skew_s", Place::setting, Need::optional, "300", nullptr, "时间戳允许误差（秒）"},
};

}  // namespace

Checked<AibotMessage> read_aibot_callback(
    const Channel& channel, const http::Request& request, model::Instant now
) {
    const auto plain = dynamic_cast<const WecomAibot&>(channel).open(request, now);
    if (!plain)
        return plain.error();
    return read_aibot_message(*plain);
}

const ChannelRow& wecom_aibot_row() {
    static const ChannelRow kRow{
        .platform = kPlatform,
        .title = "企业微信智能机器人",
        .passive = Passive::yes,
        .idempotent_send = IdempotentSend::no,
        .limits =
            {.body_bytes = kBodyLimitBytes,
             .part_bytes = kTextBytes,
             .max_parts = 1,
             .passive_bytes = kTextBytes},
        .fields = kFields,
        .make = make,
        .refuse = refuse,
        .classify = classify_wecom_answer,
    };
    return kRow;
}

}  // namespace huiying::channel
