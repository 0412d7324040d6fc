#include "bot/channel/gateway_fields.hpp"

#include "bot/channel/json_body.hpp"
#include "bot/channel/text_parts.hpp"
#include "http/request.hpp"
#include "text/encoding.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

namespace huiying::channel {
namespace {

using nlohmann::json;

constexpr std::size_t kMostReports = 500;
constexpr std::size_t kMostIdBytes = 200;

/// The form as an object of texts; one that holds JSON in a field has it read by `list`.
std::optional<json> object_of_form(std::string_view body, const std::string& list) {
    json made = json::object();
    for (const auto& [name, value] : http::form_parameters(body)) {
        // Which of two would count is for nobody to guess.
        if (made.contains(name) || !text::is_valid_text(value))
            return std::nullopt;
        made[name] = value;
    }
    if (list.empty() || !made.contains(list))
        return made;
    const auto inner = read_json("{\"list\":" + made[list].get<std::string>() + "}");
    if (!inner)
        return std::nullopt;
    made[list] = (*inner)["list"];
    return made;
}

struct Listed {
    json root;
    std::string list;  ///< path of the list in it; "": the root is the one report
};

std::optional<Listed> listed_of(const model::ChannelAccount& account, std::string_view body) {
    auto list = account.setting("report_list");
    std::optional<json> root;
    if (account.setting("report_format") == "form") {
        root = object_of_form(body, list);
    } else if (text::trim(body).starts_with('[')) {
        // A bare list: the reader takes objects only.
        root = read_json("{\"list\":" + std::string(body) + "}");
        list = "list";
    } else {
        root = read_json(body);
    }
    if (!root)
        return std::nullopt;
    return Listed{std::move(*root), std::move(list)};
}

GatewayReport report_in(const model::ChannelAccount& account, const json& entry) {
    const auto reason = account.setting("report_reason");
    return {
        dotted_text(entry, setting_or(account, "report_id", "id")),
        dotted_text(entry, setting_or(account, "report_status", "status")),
        reason.empty() ? std::string() : dotted_text(entry, reason)};
}

}  // namespace

std::string setting_or(
    const model::ChannelAccount& account, const char* key, std::string_view preset
) {
    auto value = account.setting(key);
    return value.empty() ? std::string(preset) : value;
}

const json* find_dotted(const json& root, std::string_view path) {
    const json* at = &root;
    while (at != nullptr && !path.empty()) {
        const auto end = std::min(path.find('.'), path.size());
        const std::string name(path.substr(0, end));
        at = at->is_object() && at->contains(name) ? &(*at)[name] : nullptr;
        path.remove_prefix(std::min(end + 1, path.size()));
    }
    return at;
}

std::string dotted_text(const json& root, std::string_view path) {
    const auto* const found = path.empty() ? nullptr : find_dotted(root, path);
    if (found == nullptr)
        return {};
    if (found->is_number_integer())
        return found->dump();
    if (!found->is_string())
        return {};
    const auto& words = found->get_ref<const std::string&>();
    const bool is_showable =
        words.size() <= kMostIdBytes && text::is_valid_text(words) && printable(words) == words;
    return is_showable ? words : std::string();
}

bool is_listed(std::string_view list, std::string_view value) {
    for (std::size_t begin = 0; begin <= list.size();) {
        const std::size_t end = std::min(list.find(',', begin), list.size());
        if (text::trim(list.substr(begin, end - begin)) == value)
            return true;
        begin = end + 1;
    }
    return false;
}

std::optional<std::vector<GatewayReport>> read_gateway_reports(
    const model::ChannelAccount& account, std::string_view body
) {
    const auto listed = listed_of(account, body);
    if (!listed)
        return std::nullopt;
    const auto* const list =
        listed->list.empty() ? nullptr : find_dotted(listed->root, listed->list);
    std::vector<GatewayReport> reports;
    if (list == nullptr || !list->is_array()) {
        reports.push_back(report_in(account, list == nullptr ? listed->root : *list));
    } else {
        if (list->size() > kMostReports)
            return std::nullopt;
        for (const auto& entry : *list)
            reports.push_back(report_in(account, entry));
    }
    std::erase_if(reports, [](const GatewayReport& report) {
        return report.id.empty() || report.status.empty();
    });
    return reports;
}

}  // namespace huiying::channel
