// The operations of a vector file, each a thin call of the function that the product's routes and
// senders call. No rule of a platform is repeated here: only JSON in, JSON compared.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace huiying::vectors {

using Json = nlohmann::json;

/// Runs one vector: "" when it passes, else what differs.
using Run = std::string (*)(const Json& inputs, const Json& expected);

/// nullptr when this product has no such operation for that platform.
Run find_run(std::string_view platform, std::string_view op);

Run find_wechat_run(std::string_view op);
Run find_wecom_run(std::string_view op);
Run find_webhook_run(std::string_view op);
Run find_dingtalk_run(std::string_view op);
Run find_feishu_run(std::string_view op);
Run find_generic_run(std::string_view op);
Run find_scheme_run(std::string_view op);
Run find_kf_run(std::string_view op);
Run find_open311_run(std::string_view op);
Run find_robot_run(std::string_view op);

/// "" when equal, else both.
std::string compare(const std::string& what, const Json& got, const Json& wanted);

/// "" when `got` is what `expected.accept` says.
std::string compare_accept(bool got, const Json& expected);

}  // namespace huiying::vectors
