// Where the fields of a gateway for short messages stand, in its answers and its reports, as the
// account's settings say. Private to the channel for short messages. Pure. Source:
// docs/channels/sms.md.
#pragma once

#include "board/model/channel_account.hpp"

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::channel {

/// One report as the gateway writes it.
struct GatewayReport {
    std::string id;
    std::string status;
    std::string reason;
};

/// The reports in a body, JSON or a form, as the account's settings say where they stand; those
/// without id or status are left out. nullopt: it cannot be read, or there are too many.
std::optional<std::vector<GatewayReport>> read_gateway_reports(
    const model::ChannelAccount& account, std::string_view body
);

/// What lies at a path like "data.msgid"; nullptr when there is nothing.
const nlohmann::json* find_dotted(const nlohmann::json& root, std::string_view path);

/// A text or whole number at such a path as a text that may be shown and stored; "" for none.
std::string dotted_text(const nlohmann::json& root, std::string_view path);

/// The account's setting, else the preset.
std::string setting_or(
    const model::ChannelAccount& account, const char* key, std::string_view preset
);

/// Whether `value` is one of a list like "0,200".
bool is_listed(std::string_view list, std::string_view value);

}  // namespace huiying::channel
