#include "board/model/outbound.hpp"
#include "bot/channel/channel_table.hpp"
#include "bot/channel/kf_api.hpp"
#include "bot/channel/text_parts.hpp"
#include "http/address_guard.hpp"
#include "text/encoding.hpp"
#include "vector_ops.hpp"

#include <vector>

namespace huiying::vectors {
namespace {

std::string run_split(const Json& inputs, const Json& expected) {
    const auto text = inputs.at("text").get<std::string>();
    const auto max_bytes = inputs.at("max_bytes").get<std::size_t>();
    const auto parts = channel::split_text(text, max_bytes);
    std::string whole;
    for (const auto part : parts) {
        if (part.size() > max_bytes)
            return "a part has " + std::to_string(part.size()) + " bytes";
        if (!text::is_valid_text(part))
            return "a part is not valid UTF-8";
        whole += part;
    }
    if (whole != text)
        return "the parts are not the text";
    if (parts.size() < expected.at("min_chunks").get<std::size_t>())
        return "only " + std::to_string(parts.size()) + " parts";
    return compare("total_bytes", whole.size(), expected.at("total_bytes"));
}

std::string run_ip(const Json& inputs, const Json& expected) {
    const auto resolved = inputs.at("resolved").get<std::vector<std::string>>();
    return compare_accept(http::all_public(resolved), expected);
}

/// What the product calls a platform of the file.
std::string_view product_name(std::string_view platform) {
    if (platform == "lark")
        return "feishu";
    return platform == "dingtalk_robot" || platform == "dingtalk_openapi" ? "dingtalk" : platform;
}

std::string run_classify(const Json& inputs, const Json& expected) {
    const auto platform = inputs.at("platform").get<std::string>();
    const auto* const row = channel::find_channel(product_name(platform));
    if (platform == "wecom_kf" &&
        channel::is_stale_sync_token(inputs.at("body").get<std::string>()))
        return compare("class", "msgtoken", expected.at("class"));
    const auto result =
        row->classify(inputs.at("http_status").get<int>(), inputs.at("body").get<std::string>());
    return compare("class", std::string(model::to_word(result)), expected.at("class"));
}

}  // namespace

Run find_generic_run(std::string_view op) {
    if (op == "split")
        return run_split;
    if (op == "ip")
        return run_ip;
    return nullptr;
}

Run find_run(std::string_view platform, std::string_view op) {
    if (op == "classify" && channel::find_channel(product_name(platform)) != nullptr)
        return run_classify;
    if (platform == "generic")
        return find_generic_run(op);
    if (platform == "standard_webhooks")
        return find_webhook_run(op);
    if (platform == "lark")
        return find_feishu_run(op);
    if (platform.starts_with("dingtalk_"))
        return find_dingtalk_run(op);
    if (platform == "wechat_oa")
        return find_wechat_run(op);
    if (platform == "wecom")
        return find_wecom_run(op);
    if (platform == "wecom_kf")
        return find_kf_run(op);
    if (platform == "lark_custom_bot" || platform == "wecom_robot")
        return find_robot_run(op);
    if (platform == "open311")
        return find_open311_run(op);
    if (platform == "slack" || platform == "github" || platform == "telegram")
        return find_scheme_run(op);
    return nullptr;
}

std::string compare(const std::string& what, const Json& got, const Json& wanted) {
    if (got == wanted)
        return {};
    const auto print = [](const Json& value) {
        return value.dump(-1, ' ', false, Json::error_handler_t::replace);
    };
    return what + ": got " + print(got) + ", wanted " + print(wanted);
}

std::string compare_accept(bool got, const Json& expected) {
    return compare("accept", got, expected.at("accept"));
}

}  // namespace huiying::vectors
