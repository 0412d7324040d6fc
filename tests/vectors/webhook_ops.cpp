#include "bot/channel/standard_webhooks.hpp"
#include "channel_case.hpp"

#include <chrono>

namespace huiying::vectors {
namespace {

std::string run_sign(const Json& inputs, const Json& expected) {
    const auto key = channel::SigningKey::from(inputs.at("secret").get<std::string>());
    if (!key)
        return compare_accept(false, expected);
    const std::string signature = key->sign(
        inputs.at("id").get<std::string>(),
        inputs.at("timestamp").get<std::string>(),
        inputs.at("body").get<std::string>()
    );
    return compare("signature", signature, expected.at("signature"));
}

/// False when one of them is no key.
bool add_keys(channel::VerifyingKeys& keys, const Json& inputs, const char* name) {
    if (!inputs.contains(name))
        return true;
    for (const auto& key : inputs.at(name)) {
        if (!keys.add(key.get<std::string>()))
            return false;
    }
    return true;
}

std::string run_verify(const Json& inputs, const Json& expected) {
    channel::VerifyingKeys keys;
    if (!add_keys(keys, inputs, "secrets") || !add_keys(keys, inputs, "public_keys"))
        return compare_accept(false, expected);
    const CaseRequest given(inputs);
    const auto& request = given.request;
    const auto now = now_of(inputs);
    const std::chrono::seconds skew{inputs.at("max_skew_s").get<std::int64_t>()};
    const auto id = keys.verify(request, now, skew);
    const std::string differs = compare_accept(id.has_value(), expected);
    if (!differs.empty())
        return id ? differs : differs + " (" + std::string(word_of(id.error())) + ")";
    if (!id)
        return {};
    return compare("idempotency_key", std::string(*id), expected.at("idempotency_key"));
}

}  // namespace

Run find_webhook_run(std::string_view op) {
    if (op == "sw_sign")
        return run_sign;
    if (op == "sw_verify")
        return run_verify;
    return nullptr;
}

}  // namespace huiying::vectors
