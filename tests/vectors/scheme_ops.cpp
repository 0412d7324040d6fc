#include "bot/channel/telegram_update.hpp"
#include "bot/channel/webhook.hpp"
#include "channel_case.hpp"

#include <memory>

namespace huiying::vectors {
namespace {

std::unique_ptr<channel::Channel> channel_of(
    const std::string& scheme, const Json& inputs, const char* secret
) {
    model::ChannelAccount row{"webhook", "vectors", {}, {}, true};
    row.settings["scheme"] = scheme;
    row.settings["max_skew_s"] = std::to_string(inputs.value("max_skew_s", 300));
    row.secrets["secret"] = inputs.at(secret).get<std::string>();
    return opened_by(channel::webhook_row(), row);
}

/// "" when the case is to be accepted and was, or refused and was.
std::string run_scheme(
    const std::string& scheme, const char* secret, const Json& inputs, const Json& expected
) {
    const auto opened = channel_of(scheme, inputs, secret);
    if (!opened)
        return compare_accept(false, expected);
    const CaseRequest given(inputs);
    const auto now = inputs.contains("now") ? now_of(inputs) : model::Instant{};
    const auto received = opened->receive(given.request, now);
    if (const auto* const refused = std::get_if<channel::Refused>(&received))
        return compare_refusal(channel::webhook_row(), *refused, expected);
    return compare_accept(true, expected);
}

std::string run_slack(const Json& inputs, const Json& expected) {
    return run_scheme("slack", "secret", inputs, expected);
}

std::string run_github(const Json& inputs, const Json& expected) {
    return run_scheme("github", "secret", inputs, expected);
}

std::string run_telegram(const Json& inputs, const Json& expected) {
    const auto differs = run_scheme("telegram", "secret_token", inputs, expected);
    if (!differs.empty() || !expected.contains("message"))
        return differs;
    const auto update = channel::read_telegram_update(inputs.at("body").get<std::string>());
    if (!update)
        return "accepted, but unreadable";
    const auto id = std::to_string(expected.at("update_id").get<std::int64_t>());
    if (const auto other = compare("update_id", update->update_id, id); !other.empty())
        return other;
    const Json got{
        {"user", update->user},
        {"chat_id", update->chat_id},
        {"msg_id", update->msg_id},
        {"text", update->text}};
    return compare("message", got, expected.at("message"));
}

}  // namespace

Run find_scheme_run(std::string_view op) {
    if (op == "slack")
        return run_slack;
    if (op == "github")
        return run_github;
    return op == "telegram" ? run_telegram : nullptr;
}

}  // namespace huiying::vectors
