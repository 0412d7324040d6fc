#include "board/model/channel_account.hpp"
#include "bot/channel/channel.hpp"
#include "bot/channel/channel_table.hpp"
#include "bot/channel/wecom.hpp"
#include "http/request.hpp"
#include "token_scenario.hpp"
#include "vector_ops.hpp"

#include <chrono>
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
    auto made = channel::wecom_row().make(row);
    auto* const opened = std::get_if<std::unique_ptr<channel::Channel>>(&made);
    return opened == nullptr ? nullptr : std::move(*opened);
}

http::Request request_of(const Json& inputs) {
    http::Request request;
    request.query = inputs.at("query").get_ref<const std::string&>();
    if (inputs.contains("body"))
        request.body = inputs.at("body").get_ref<const std::string&>();
    return request;
}

model::Instant now_of(const Json& inputs) {
    return model::Instant{std::chrono::seconds{inputs.at("now").get<std::int64_t>()}};
}

/// No 2xx, nothing of the input in it.
std::string compare_refusal(const channel::Refused& refused, const Json& expected) {
    const std::string differs = compare_accept(false, expected);
    if (!differs.empty())
        return differs + " (" + refused.word + ")";
    const channel::Answer answer = channel::wecom_row().refuse(refused);
    if (answer.status < 400)
        return "refused with status " + std::to_string(answer.status);
    for (const auto& forbidden : expected.value("must_not_contain", Json::array())) {
        if (answer.body.find(forbidden.get<std::string>()) != std::string::npos)
            return "the refusal contains " + forbidden.dump();
    }
    return {};
}

std::string run_verify_url(const Json& inputs, const Json& expected) {
    const auto opened = channel_of(inputs);
    if (!opened)
        return compare_accept(false, expected);
    const auto received = opened->verify_url(request_of(inputs), now_of(inputs));
    if (const auto* const refused = std::get_if<channel::Refused>(&received))
        return compare_refusal(*refused, expected);
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

std::string run_receive(const Json& inputs, const Json& expected) {
    const auto opened = channel_of(inputs);
    if (!opened)
        return compare_accept(false, expected);
    const http::Request request = request_of(inputs);
    const auto received = opened->receive(request, now_of(inputs));
    if (const auto* const refused = std::get_if<channel::Refused>(&received))
        return compare_refusal(*refused, expected);
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
