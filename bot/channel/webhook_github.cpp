// GitHub: a new issue or comment is a message, the reply a comment. Source:
// https://docs.github.com/en/rest/issues/comments (read 2026-11-25).
#include "bot/channel/github_event.hpp"
#include "bot/channel/json_body.hpp"
#include "bot/channel/part_sender.hpp"
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

constexpr std::string_view kApiBase = "https://api.github.com";
/// A comment may have 65,536 characters.
constexpr PartLimits kTextLimits{60'000, 1};

SendClass classify_github_answer(int http_status, std::string_view body) {
    if (http_status == 201)
        return SendClass::ok;
    if (http_status == 429 || http_status >= 500)
        return SendClass::retry;
    const auto answer = read_json(body);
    const auto words = answer ? text_at(*answer, {"message"}) : std::string();
    if (http_status == 403 && words.find("rate limit") != std::string::npos)
        return SendClass::retry;
    if (http_status < 400 || http_status == 401 || http_status == 403)
        return SendClass::config;
    return SendClass::permanent;
}

constexpr AnswerReader kReader{classify_github_answer, "status", "message"};

/// Nobody is called by a name that a citizen wrote.
std::string without_mentions(std::string_view text) {
    std::string harmless;
    for (const char c : text) {
        harmless += c;
        if (c == '@')
            harmless += "\u200B";
    }
    return harmless;
}

class Github final : public SchemeWebhook {
  public:
    explicit Github(model::ChannelAccount account) : SchemeWebhook(std::move(account), kApiBase) {}

    Received reread(std::string_view raw, model::Instant now) const override;

    Answer accepted(const Message&, const Receipt&) const override { return plain_ok(); }

    model::SendOutcome send(const model::OutboundMessage& message, const SendContext& context)
        const override;

  protected:
    std::optional<Fault> check(const http::Request& request, model::Instant) const override {
        return keys().check_github(request);
    }
};

Received Github::reread(std::string_view raw, model::Instant now) const {
    const auto event = read_github_event(raw);
    if (!event)
        return kept_unread(raw, event.error());
    if (event->item.empty())
        return Ignored{"event", plain_ok()};
    if (text::trim(event->text).empty() && event->title.empty())
        return Ignored{"blank", plain_ok()};
    auto message = message_of(event->user, event->item, now);
    auto& inbound = message.inbound;
    inbound.sender_name = event->login;
    inbound.subject = std::string(text::truncate(event->title, 200));
    inbound.text = text::trim(event->text).empty() ? event->title : event->text;
    inbound.way_back = event->repository + "/issues/" + event->issue;
    // Whoever can read the repository reads the answer.
    message.heard_by = HeardBy::group;
    message.reply_to.from = inbound.way_back;
    return message;
}

/// owner/name/issues/number and nothing else.
bool is_issue_path(std::string_view way) {
    return !way.empty() && std::count(way.begin(), way.end(), '/') == 3 &&
           way.find("..") == std::string_view::npos &&
           std::all_of(way.begin(), way.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '_' || c == '-' || c == '.' || c == '/';
           });
}

model::SendOutcome Github::send(const model::OutboundMessage& message, const SendContext& context)
    const {
    if (!can_send())
        return {SendClass::config, "no api_token", message.parts_done};
    if (!is_issue_path(message.way_back))
        return {SendClass::permanent, "no issue to answer in", message.parts_done};
    const auto parts = capped_parts(
        without_mentions(printable(message.text)), kTextLimits, closing_of(message, query_url())
    );
    return send_parts(parts, message, [&](const std::string& part) {
        OutgoingRequest request;
        request.url = api_base() + "/repos/" + message.way_back + "/comments";
        request.headers = {
            {"Authorization", "Bearer " + api_token()}, {"Accept", "application/vnd.github+json"}};
        request.body = dump_json({{"body", marked_as_ours(part)}});
        return posted_of(context.transport.post(request), kReader);
    });
}

}  // namespace

Made make_github_webhook(const model::ChannelAccount& account) {
    return std::make_unique<Github>(account);
}

}  // namespace huiying::channel
