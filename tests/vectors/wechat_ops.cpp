#include "bot/channel/callback_cipher.hpp"
#include "bot/channel/flat_xml.hpp"
#include "bot/channel/wechat_customer_service.hpp"
#include "bot/channel/wechat_oa.hpp"
#include "bot/channel/wechat_passive_reply.hpp"
#include "channel_case.hpp"
#include "token_scenario.hpp"

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace huiying::vectors {
namespace {

constexpr const char* kAccountName = "vectors";

std::string text_of(const Json& object, const char* key) {
    return object.contains(key) ? object.at(key).get<std::string>() : std::string();
}

/// nullptr when the product refuses the account.
std::unique_ptr<channel::Channel> channel_of(const Json& inputs) {
    const Json& account = inputs.at("account");
    model::ChannelAccount row{"wechat_oa", kAccountName, {}, {}, true};
    row.settings["mode"] = text_of(account, "mode");
    row.settings["app_id"] = text_of(account, "receive_id");
    row.settings["max_skew_s"] = std::to_string(inputs.at("max_skew_s").get<int>());
    row.secrets["token"] = text_of(account, "token");
    row.secrets["aes_key"] = text_of(account, "encoding_aes_key");
    return opened_by(channel::wechat_oa_row(), row);
}

std::string run_signature(const Json& inputs, const Json& expected) {
    const std::string token = text_of(inputs, "token");
    const std::string timestamp = text_of(inputs, "timestamp");
    const std::string nonce = text_of(inputs, "nonce");
    if (!inputs.contains("encrypt")) {
        const auto signature = channel::callback_signature(token, timestamp, nonce);
        return compare("signature", signature, expected.at("signature"));
    }
    const auto signature =
        channel::callback_signature(token, timestamp, nonce, text_of(inputs, "encrypt"));
    return compare("msg_signature", signature, expected.at("msg_signature"));
}

std::string run_verify_url(const Json& inputs, const Json& expected) {
    const auto opened = channel_of(inputs);
    if (!opened)
        return compare_accept(false, expected);
    const auto received = opened->verify_url(CaseRequest(inputs).request, now_of(inputs));
    if (const auto* const refused = std::get_if<channel::Refused>(&received))
        return compare_refusal(channel::wechat_oa_row(), *refused, expected);
    const auto& answer = std::get<channel::Handshake>(received).answer;
    if (!expected.at("accept").get<bool>())
        return compare_accept(true, expected);
    if (!answer.content_type.starts_with(text_of(expected, "content_type_prefix")))
        return "content type " + answer.content_type;
    return compare("body", answer.body, expected.at("body"));
}

std::optional<channel::CallbackCipher> cipher_of(const Json& inputs) {
    const Json& account = inputs.at("account");
    return channel::CallbackCipher::from(
        text_of(account, "encoding_aes_key"), text_of(account, "receive_id")
    );
}

std::string run_encrypt(const Json& inputs, const Json& expected) {
    const auto cipher = cipher_of(inputs);
    if (!cipher)
        return compare_accept(false, expected);
    const std::string encrypted =
        cipher->encrypt(text_of(inputs, "plaintext"), text_of(inputs, "random16"));
    const std::string differs = compare("encrypt", encrypted, expected.at("encrypt"));
    if (!differs.empty() || !expected.contains("msg_signature"))
        return differs;
    const auto signature = channel::callback_signature(
        text_of(inputs.at("account"), "token"),
        text_of(inputs, "timestamp"),
        text_of(inputs, "nonce"),
        encrypted
    );
    return compare("msg_signature", signature, expected.at("msg_signature"));
}

std::string run_decrypt(const Json& inputs, const Json& expected) {
    const auto cipher = cipher_of(inputs);
    if (!cipher)
        return compare_accept(false, expected);
    const auto plaintext = cipher->decrypt(text_of(inputs, "encrypt"));
    const std::string differs = compare_accept(plaintext.has_value(), expected);
    if (!differs.empty() || !plaintext)
        return differs;
    return compare("plaintext", *plaintext, expected.at("plaintext"));
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

std::string run_parse(const Json& inputs, const Json& expected) {
    const auto message = channel::read_wechat_message(text_of(inputs, "xml"));
    const std::string differs = compare_accept(message.has_value(), expected);
    if (!differs.empty() || !message)
        return differs;
    return compare("message", as_json(*message), expected.at("message"));
}

std::string compare_acknowledgement(
    const channel::Channel& opened, const channel::Message& message, const Json& expected
) {
    const channel::Answer answer = opened.accepted(message, {});
    const Json allowed = expected.value("http_body_any_of", Json::array({"success", ""}));
    for (const auto& body : allowed) {
        if (body == answer.body)
            return {};
    }
    return "acknowledged with " + answer.body;
}

std::string run_receive(const Json& inputs, const Json& expected) {
    const auto opened = channel_of(inputs);
    if (!opened)
        return compare_accept(false, expected);
    const CaseRequest given(inputs);
    const auto& request = given.request;
    const auto received = opened->receive(request, now_of(inputs));
    if (const auto* const refused = std::get_if<channel::Refused>(&received))
        return compare_refusal(channel::wechat_oa_row(), *refused, expected);
    const auto message = channel::read_callback(*opened, request, now_of(inputs));
    const std::string differs = compare_accept(message.has_value(), expected);
    if (!differs.empty() || !message)
        return differs;
    if (const auto* const taken = std::get_if<channel::Message>(&received)) {
        const std::string answered = compare_acknowledgement(*opened, *taken, expected);
        if (!answered.empty())
            return answered;
        if (message->type == "text" && taken->inbound.text != message->detail("text"))
            return "the text taken in is " + taken->inbound.text;
        if (taken->inbound.sender != message->user)
            return "the sender taken in is " + taken->inbound.sender;
    }
    return compare("message", as_json(*message), expected.at("message"));
}

std::string run_dedupe(const Json& inputs, const Json& expected) {
    std::vector<std::string> keys;
    std::map<std::string, Json> groups;
    int index = 0;
    for (const auto& delivery : inputs.at("deliveries")) {
        const auto message = channel::read_wechat_message(delivery.get<std::string>());
        if (!message)
            return std::string("unreadable: ") + std::string(word_of(message.error()));
        const auto key = channel::wechat_delivery_key("wechat_oa", kAccountName, *message);
        if (groups.count(key) == 0)
            keys.push_back(key);
        groups[key].push_back(index++);
    }
    Json got = Json::array();
    for (const auto& key : keys)
        got.push_back(groups[key]);
    return compare("groups", got, expected.at("groups"));
}

std::string run_render_text(const Json& inputs, const Json& expected) {
    const channel::ReplyAddress address{
        text_of(inputs, "message_from"), text_of(inputs, "message_to"), now_of(inputs)};
    const std::string xml = channel::render_passive_text(address, text_of(inputs, "content"));
    const auto parsed = channel::FlatXml::read(xml);
    if (!parsed)
        return "the reply is not readable XML: " + xml;
    for (const auto& [name, value] : expected.at("parsed").items()) {
        const std::string* const text = parsed->find(name);
        const std::string differs = compare(name, text == nullptr ? Json() : Json(*text), value);
        if (!differs.empty())
            return differs;
    }
    return {};
}

std::string run_custom_send(const Json& inputs, const Json& expected) {
    const std::string body =
        channel::render_custom_text(text_of(inputs, "openid"), text_of(inputs, "text"));
    for (const auto& wanted : expected.value("must_contain", Json::array())) {
        if (body.find(wanted.get<std::string>()) == std::string::npos)
            return "the body lacks " + wanted.get<std::string>();
    }
    for (const auto& forbidden : expected.value("must_not_contain", Json::array())) {
        if (body.find(forbidden.get<std::string>()) != std::string::npos)
            return "the body contains " + forbidden.get<std::string>();
    }
    return compare("body_json", Json::parse(body), expected.at("body_json"));
}

}  // namespace

Run find_wechat_run(std::string_view op) {
    static const std::map<std::string_view, Run> runs{
        {"oa_sig", run_signature},
        {"msg_sig", run_signature},
        {"oa_verify_url", run_verify_url},
        {"crypt_encrypt", run_encrypt},
        {"crypt_decrypt", run_decrypt},
        {"parse", run_parse},
        {"receive", run_receive},
        {"dedupe_xml", run_dedupe},
        {"render_text", run_render_text},
        {"custom_send", run_custom_send},
        {"token", run_token_scenario}};
    const auto found = runs.find(op);
    return found == runs.end() ? nullptr : found->second;
}

}  // namespace huiying::vectors
