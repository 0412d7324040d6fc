#include "bot/channel/dingtalk.hpp"
#include "bot/channel/dingtalk_payload.hpp"
#include "bot/channel/query_string.hpp"
#include "channel_case.hpp"

#include <map>
#include <memory>
#include <vector>

namespace huiying::vectors {
namespace {

/// nullptr when the product refuses the account.
std::unique_ptr<channel::Channel> channel_of(const Json& inputs) {
    model::ChannelAccount row{"dingtalk", "vectors", {}, {}, true};
    row.settings["app_key"] = "vectors";
    row.settings["max_skew_s"] = std::to_string(inputs.at("max_skew_s").get<int>());
    row.secrets["app_secret"] = inputs.at("account").at("app_secret").get<std::string>();
    return opened_by(channel::dingtalk_row(), row);
}

Json as_json(const channel::DingtalkMessage& message) {
    if (!message.error_code.empty())
        return {{"type", message.type}, {"error_code", message.error_code}};
    Json json{
        {"type", message.type},
        {"user", message.user},
        {"conversation_id", message.conversation_id},
        {"conversation_type", message.conversation_type},
        {"msg_id", message.msg_id},
        {"created_at_ms", message.created_at_ms},
        {"reply_url", message.reply_url},
        {"reply_url_expires_ms", message.reply_url_expires_ms}};
    if (!message.text.empty())
        json["text"] = message.text;
    if (message.type == "richText")
        json["download_codes"] = message.download_codes;
    else if (!message.download_codes.empty())
        json["download_code"] = message.download_codes.front();
    return json;
}

std::string run_receive(const Json& inputs, const Json& expected) {
    const auto opened = channel_of(inputs);
    if (!opened)
        return compare_accept(false, expected);
    const CaseRequest given(inputs);
    const auto& request = given.request;
    const auto now = now_of(inputs);
    const auto received = opened->receive(request, now);
    if (const auto* const refused = std::get_if<channel::Refused>(&received))
        return compare_refusal(channel::dingtalk_row(), *refused, expected);
    if (const auto differs = compare_accept(true, expected); !differs.empty())
        return differs;
    const auto message = channel::read_dingtalk_message(request.body);
    if (!message)
        return "accepted, but unreadable";
    if (const auto* const taken = std::get_if<channel::Message>(&received)) {
        if (taken->inbound.sender != message->user)
            return "the sender taken in is " + taken->inbound.sender;
    } else if (message->error_code.empty()) {
        return "not taken in";
    }
    return compare("message", as_json(*message), expected.at("message"));
}

std::string run_sign(const Json& inputs, const Json& expected) {
    const auto sign = channel::dingtalk_sign(
        inputs.at("timestamp").get<std::string>(), inputs.at("secret").get<std::string>()
    );
    const auto differs = compare("sign", sign, expected.at("sign"));
    if (!differs.empty() || !expected.contains("sign_urlencoded"))
        return differs;
    return compare(
        "sign_urlencoded", channel::percent_encode(sign), expected.at("sign_urlencoded")
    );
}

std::string run_callback(const Json& inputs, const Json& expected) {
    const Json& account = inputs.at("account");
    model::ChannelAccount row{"dingtalk", "vectors", {}, {}, true};
    row.settings["app_key"] = account.at("receive_id").get<std::string>();
    row.settings["max_skew_s"] = std::to_string(inputs.at("max_skew_s").get<int>());
    row.secrets["app_secret"] = "vectors";
    row.secrets["event_token"] = account.at("token").get<std::string>();
    row.secrets["event_aes_key"] = account.at("encoding_aes_key").get<std::string>();
    const auto opened = opened_by(channel::dingtalk_row(), row);
    if (!opened)
        return compare_accept(false, expected);
    const CaseRequest given(inputs);
    const auto received = opened->receive(given.request, now_of(inputs));
    if (const auto* const refused = std::get_if<channel::Refused>(&received))
        return compare_refusal(channel::dingtalk_row(), *refused, expected);
    const auto differs = compare_accept(true, expected);
    const auto event = channel::open_dingtalk_event(*opened, given.request, now_of(inputs));
    if (!differs.empty() || !event)
        return differs.empty() ? "accepted, but unreadable" : differs;
    return compare("plaintext_json", Json::parse(*event), expected.at("plaintext_json"));
}

std::string run_session_webhook(const Json& inputs, const Json& expected) {
    std::vector<std::string_view> hosts;
    for (const auto& host : inputs.at("allow_hosts"))
        hosts.push_back(host.get_ref<const std::string&>());
    const auto url = inputs.at("url").get<std::string>();
    const bool allowed = channel::is_session_address(url, channel::dingtalk_hosts());
    if (allowed != channel::is_session_address(url, hosts))
        return "the product's own hosts differ";
    return compare_accept(allowed, expected);
}

}  // namespace

Run find_dingtalk_run(std::string_view op) {
    static const std::map<std::string_view, Run> runs{
        {"ding_receive", run_receive},
        {"ding_sign", run_sign},
        {"ding_callback", run_callback},
        {"session_webhook", run_session_webhook}};
    if (op == "crypt_encrypt")
        return find_wechat_run(op);
    const auto found = runs.find(op);
    return found == runs.end() ? nullptr : found->second;
}

}  // namespace huiying::vectors
