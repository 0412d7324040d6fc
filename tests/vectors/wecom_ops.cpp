#include "bot/channel/wecom.hpp"
#include "bot/channel/wecom_aibot.hpp"
#include "channel_case.hpp"
#include "token_scenario.hpp"

#include <memory>

namespace huiying::vectors {
namespace {

/// nullptr when the product refuses the account.
std::unique_ptr<channel::Channel> channel_of(const Json& inputs) {
    const Json& account = inputs.at("account");
    model::ChannelAccount row{"wecom", "vectors", {}, {}, true};
    row.settings["corp_id"] = account.at("receive_id").get<std::string>();
    row.settings["max_skew_s"] = std::to_string(inputs.at("max_skew_s").get<int>());
    row.secrets["token"] = account.at("token").get<std::string>();
    row.secrets["aes_key"] = account.at("encoding_aes_key").get<std::string>();
    return opened_by(channel::wecom_row(), row);
}

std::string run_verify_url(const Json& inputs, const Json& expected) {
    const auto opened = channel_of(inputs);
    if (!opened)
        return compare_accept(false, expected);
    const auto received = opened->verify_url(CaseRequest(inputs).request, now_of(inputs));
    if (const auto* const refused = std::get_if<channel::Refused>(&received))
        return compare_refusal(channel::wecom_row(), *refused, expected);
    if (const auto differs = compare_accept(true, expected); !differs.empty())
        return differs;
    const auto& answer = std::get<channel::Handshake>(received).answer;
    return compare("body", answer.body, expected.at("body"));
}

Json as_json(const channel::WechatMessage& message) {
    Json json{
        {"type", message.type},
        {"account", message.account},
        {"user", message.user},
        {"created_at", message.created_at},
        {"msg_id", message.msg_id ? Json(*message.msg_id) : Json()}};
    for (const auto& [name, value] : message.details)
        json[std::string(name)] = value;
    return json;
}

/// The AI bot's callbacks are JSON inside and out.
std::string run_aibot(const Json& inputs, const Json& expected) {
    const Json& account = inputs.at("account");
    if (!account.at("receive_id").get<std::string>().empty())
        return "an AI bot's receiver has no id";
    model::ChannelAccount row{"wecom_aibot", "vectors", {}, {}, true};
    row.settings["max_skew_s"] = std::to_string(inputs.at("max_skew_s").get<int>());
    row.secrets["token"] = account.at("token").get<std::string>();
    row.secrets["aes_key"] = account.at("encoding_aes_key").get<std::string>();
    const auto opened = opened_by(channel::wecom_aibot_row(), row);
    const CaseRequest given(inputs);
    const auto received = opened->receive(given.request, now_of(inputs));
    if (const auto* const refused = std::get_if<channel::Refused>(&received))
        return compare_refusal(channel::wecom_aibot_row(), *refused, expected);
    const auto message = channel::read_aibot_callback(*opened, given.request, now_of(inputs));
    const auto* const taken = std::get_if<channel::Message>(&received);
    if (const auto differs = compare_accept(true, expected); !differs.empty())
        return differs;
    if (!message || taken == nullptr || taken->inbound.text != message->text)
        return "accepted, but not taken in";
    const Json got{
        {"msgid", message->msg_id},
        {"aibotid", message->bot},
        {"chattype", message->chat_type},
        {"from", {{"userid", message->user}}},
        {"msgtype", message->type},
        {"text", {{"content", message->text}}}};
    return compare("plaintext_json", got, expected.at("plaintext_json"));
}

std::string run_receive(const Json& inputs, const Json& expected) {
    if (inputs.value("envelope", "xml") == "json")
        return run_aibot(inputs, expected);
    const auto opened = channel_of(inputs);
    if (!opened)
        return compare_accept(false, expected);
    const CaseRequest given(inputs);
    const auto& request = given.request;
    const auto received = opened->receive(request, now_of(inputs));
    if (const auto* const refused = std::get_if<channel::Refused>(&received))
        return compare_refusal(channel::wecom_row(), *refused, expected);
    if (const auto differs = compare_accept(true, expected); !differs.empty())
        return differs;
    const auto message = channel::read_wecom_callback(*opened, request, now_of(inputs));
    const auto* const taken = std::get_if<channel::Message>(&received);
    if (!message || taken == nullptr)
        return "accepted, but not taken in";
    if (!opened->accepted(*taken, {}).body.empty())
        return "acknowledged with a body";
    return compare("message", as_json(*message), expected.at("message"));
}

}  // namespace

Run find_wecom_run(std::string_view op) {
    if (op == "wecom_verify_url")
        return run_verify_url;
    if (op == "receive")
        return run_receive;
    if (op == "token")
        return run_token_scenario;
    return op == "crypt_encrypt" ? find_wechat_run(op) : nullptr;
}

}  // namespace huiying::vectors
