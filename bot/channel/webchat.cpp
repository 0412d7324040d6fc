#include "bot/channel/webchat.hpp"

#include "bot/channel/digest.hpp"
#include "bot/channel/mailbox.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <sodium.h>
#include <utility>
#include <vector>

namespace huiying::channel {
namespace {

constexpr std::string_view kPlatform = "webchat";
constexpr std::size_t kTokenCharacters = 43;
constexpr std::string_view kTokenAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

std::vector<std::string_view> origins_of(std::string_view list) {
    std::vector<std::string_view> origins;
    constexpr std::string_view between = " ,;\t\r\n";
    while (true) {
        const auto begin = list.find_first_not_of(between);
        if (begin == std::string_view::npos)
            return origins;
        list.remove_prefix(begin);
        const auto end = std::min(list.find_first_of(between), list.size());
        origins.push_back(list.substr(0, end));
        list.remove_prefix(end);
    }
}

/// "https://host" or "https://host:port", as browsers write it.
bool is_origin(std::string_view text) {
    for (const std::string_view scheme : {"https://", "http://"})
        if (text.starts_with(scheme)) {
            const auto host = text.substr(scheme.size());
            return !host.empty() && host.find_first_of("/?#@*") == std::string_view::npos;
        }
    return false;
}

class WebChat final : public Channel {
  public:
    explicit WebChat(model::ChannelAccount account) : Channel(std::move(account)) {}

    Received receive(const http::Request&, model::Instant) const override {
        return Refused{model::Errc::not_found, "no_hook"};
    }

    Received reread(std::string_view, model::Instant) const override {
        return Refused{model::Errc::bad_request, "no_hook"};
    }

    Answer accepted(const Message&, const Receipt&) const override { return {}; }

    bool can_send() const override { return true; }

    model::SendOutcome send(const model::OutboundMessage& message, const SendContext& context)
        const override {
        if (context.mailbox == nullptr)
            return {.result = model::SendClass::retry, .detail = "没有可存放的对话"};
        context.mailbox->leave(message);
        return {.result = model::SendClass::ok, .detail = "已放入对话", .parts_done = 1};
    }
};

Made make(const model::ChannelAccount& account) {
    const auto list = account.setting("origins");
    for (const auto origin : origins_of(list))
        if (!is_origin(origin))
            return AccountProblem{
                "origins",
                "允许嵌入的网页来源要写成 https://主机名 或 https://主机名:端口，"
                "多个用空格隔开，不带路径"};
    return std::make_unique<WebChat>(account);
}

Answer refuse(const Refused&) {
    return {404, "text/plain; charset=utf-8", "not_found\n"};
}

model::SendClass classify(int, std::string_view) {
    return model::SendClass::ok;
}

constexpr std::array kFields{
    AccountField{
        .key = "origins",
        .place = AccountField::Place::setting,
        .need = AccountField::Need::optional,
        .preset = "",
        .generate = nullptr,
        .title = "允许嵌入的网页来源"},
    AccountField{
        .key = "title",
        .place = AccountField::Place::setting,
        .need = AccountField::Need::optional,
        .preset = "在线咨询",
        .generate = nullptr,
        .title = "窗口标题"}};

}  // namespace

ChannelRow webchat_row() {
    ChannelRow row;
    row.platform = kPlatform;
    row.title = "网页咨询";
    row.passive = Passive::yes;
    row.idempotent_send = IdempotentSend::yes;
    row.limits = {.body_bytes = 0, .part_bytes = 0, .max_parts = 1, .passive_bytes = 0};
    row.fields = kFields;
    row.make = &make;
    row.refuse = &refuse;
    row.classify = &classify;
    return row;
}

std::string make_chat_token() {
    std::string token(kTokenCharacters, '\0');
    for (auto& character : token)
        character =
            kTokenAlphabet[randombytes_uniform(static_cast<std::uint32_t>(kTokenAlphabet.size()))];
    return token;
}

std::string sender_of_chat(std::string_view token) {
    if (token.size() != kTokenCharacters ||
        token.find_first_not_of(kTokenAlphabet) != std::string_view::npos)
        return {};
    return "w_" + sha256_hex({"huiying webchat|", token}).substr(0, 32);
}

bool is_allowed_origin(
    const model::ChannelAccount& account, std::string_view origin, std::string_view host
) {
    if (origin.empty() || origin == "https://" + std::string(host) ||
        origin == "http://" + std::string(host))
        return true;
    const auto list = account.setting("origins");
    const auto allowed = origins_of(list);
    return std::find(allowed.begin(), allowed.end(), origin) != allowed.end();
}

}  // namespace huiying::channel
