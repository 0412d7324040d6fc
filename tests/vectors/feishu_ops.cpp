#include "bot/channel/feishu.hpp"
#include "bot/channel/feishu_envelope.hpp"
#include "bot/channel/feishu_messages.hpp"
#include "bot/channel/feishu_payload.hpp"
#include "channel_case.hpp"

#include <map>
#include <memory>
#include <vector>

namespace huiying::vectors {
namespace {

constexpr const char* kAccountName = "vectors";

/// nullptr when the product refuses the account.
std::unique_ptr<channel::Channel> channel_of(const Json& inputs) {
    const Json& account = inputs.at("account");
    model::ChannelAccount row{"feishu", kAccountName, {}, {}, true};
    row.settings["mode"] = account.contains("encrypt_key") ? "safe" : "plain";
    row.settings["app_id"] = account.at("app_id").get<std::string>();
    row.settings["max_skew_s"] = std::to_string(inputs.at("max_skew_s").get<int>());
    row.secrets["verification_token"] = account.at("verification_token").get<std::string>();
    row.secrets["encrypt_key"] = account.value("encrypt_key", std::string());
    return opened_by(channel::feishu_row(), row);
}

Json as_json(const channel::FeishuMessage& message) {
    Json json{
        {"type", message.type},
        {"user", message.user},
        {"chat_id", message.chat_id},
        {"chat_type", message.chat_type},
        {"msg_id", message.msg_id},
        {"app_id", message.app_id},
        {"created_at_ms", message.created_at_ms}};
    if (!message.text.empty())
        json["text"] = message.text;
    if (!message.images.empty())
        json["images"] = message.images;
    for (const auto& [name, value] : message.details)
        json["content"][std::string(name)] = value;
    return json;
}

std::string compare_message(
    const channel::Message& taken, std::string_view event, const Json& expected
) {
    const auto message = channel::read_feishu_message(event);
    if (!message)
        return "taken in, but unreadable";
    if (taken.inbound.sender != message->user)
        return "the sender taken in is " + taken.inbound.sender;
    if (!message->text.empty() && taken.inbound.text != message->text)
        return "the text taken in is " + taken.inbound.text;
    return compare("message", as_json(*message), expected.value("message", Json()));
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
        return compare_refusal(channel::feishu_row(), *refused, expected);
    if (const auto differs = compare_accept(true, expected); !differs.empty())
        return differs;
    if (const auto* const check = std::get_if<channel::Handshake>(&received))
        return compare(
            "challenge",
            Json::parse(check->answer.body),
            Json{{"challenge", expected.value("challenge", Json())}}
        );
    const auto event = channel::open_feishu_event(*opened, request, now);
    if (!event)
        return "accepted, but not opened";
    if (const auto* const taken = std::get_if<channel::Message>(&received))
        return compare_message(*taken, event->text, expected);
    if (!std::holds_alternative<channel::Ignored>(received))
        return "kept as unreadable";
    return compare("ignored_event", event->type, expected.value("ignored_event", Json()));
}

std::string run_decrypt(const Json& inputs, const Json& expected) {
    const channel::FeishuEnvelope envelope(inputs.at("encrypt_key").get<std::string>());
    const auto plaintext = envelope.decrypt(inputs.at("encrypt").get<std::string>());
    const std::string differs = compare_accept(plaintext.has_value(), expected);
    if (!differs.empty() || !plaintext)
        return differs;
    return compare("plaintext", *plaintext, expected.at("plaintext"));
}

std::string run_signature(const Json& inputs, const Json& expected) {
    const channel::FeishuEnvelope envelope(inputs.at("encrypt_key").get<std::string>());
    const auto signature = envelope.signature(
        inputs.at("timestamp").get<std::string>(),
        inputs.at("nonce").get<std::string>(),
        inputs.at("body").get<std::string>()
    );
    return compare("signature", signature, expected.at("signature"));
}

std::string run_dedupe(const Json& inputs, const Json& expected) {
    std::vector<std::string> keys;
    std::map<std::string, Json> groups;
    int index = 0;
    for (const auto& delivery : inputs.at("deliveries")) {
        const auto message = channel::read_feishu_message(std::string_view(delivery.dump()));
        if (!message)
            return "unreadable: " + std::string(word_of(message.error()));
        const auto key = channel::feishu_delivery_key("feishu", kAccountName, *message);
        if (groups.count(key) == 0)
            keys.push_back(key);
        groups[key].push_back(index++);
    }
    Json got = Json::array();
    for (const auto& key : keys)
        got.push_back(groups[key]);
    return compare("groups", got, expected.at("groups"));
}

std::string run_text(const Json& inputs, const Json& expected) {
    const auto content = channel::render_feishu_text(inputs.at("text").get<std::string>());
    for (const auto& forbidden : expected.at("must_not_contain")) {
        if (content.find(forbidden.get<std::string>()) != std::string::npos)
            return "the content contains " + forbidden.dump();
    }
    return Json::parse(content).at("text").is_string() ? "" : "no text in " + content;
}

}  // namespace

Run find_feishu_run(std::string_view op) {
    static const std::map<std::string_view, Run> runs{
        {"lark_receive", run_receive},
        {"lark_decrypt", run_decrypt},
        {"lark_signature", run_signature},
        {"dedupe_lark", run_dedupe},
        {"lark_text", run_text}};
    const auto found = runs.find(op);
    return found == runs.end() ? nullptr : found->second;
}

}  // namespace huiying::vectors
