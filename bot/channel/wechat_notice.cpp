#include "bot/channel/wechat_notice.hpp"

#include "bot/channel/json_body.hpp"
#include "bot/channel/part_sender.hpp"
#include "bot/channel/query_string.hpp"
#include "bot/channel/wechat_customer_service.hpp"
#include "text/encoding.hpp"

#include <array>
#include <chrono>
#include <nlohmann/json.hpp>
#include <utility>

namespace huiying::channel {
namespace {

using model::SendClass;
using nlohmann::json;

/// A field of a subscription notice holds at most 20 characters.
constexpr std::size_t kFieldCharacters = 20;
constexpr std::size_t kMaxFields = 10;

constexpr std::array kCodes{
    // Not opted in, or not a follower: nobody can be told this way.
    CodeRow{43101, SendClass::window},
    CodeRow{43004, SendClass::window},
    CodeRow{40003, SendClass::window},
    CodeRow{43116, SendClass::window},
    CodeRow{40037, SendClass::config},
    CodeRow{41030, SendClass::config},
    CodeRow{47003, SendClass::config},
    CodeRow{41028, SendClass::config},
};

std::optional<std::map<std::string, std::string>> fields_of(const std::string& text) {
    const auto body = read_json(text);
    if (!body || body->empty() || body->size() > kMaxFields)
        return std::nullopt;
    std::map<std::string, std::string> fields;
    for (const auto& [name, words] : body->items()) {
        if (!words.is_string())
            return std::nullopt;
        fields[name] = words.get<std::string>();
    }
    return fields;
}

std::string date_of(model::Instant at) {
    return model::to_rfc3339(at).substr(0, 10);
}

std::string filled(std::string words, const model::OutboundMessage& message) {
    const std::array<std::pair<std::string_view, std::string>, 3> values{
        {{"{number}", message.number}, {"{unit}", message.by}, {"{date}", date_of(message.at)}}};
    for (const auto& [name, value] : values) {
        for (auto at = words.find(name); at != std::string::npos;
             at = words.find(name, at + value.size()))
            words.replace(at, name.size(), value);
    }
    return text::shorten(words, kFieldCharacters);
}

}  // namespace

SendClass classify_notice_answer(int http_status, std::string_view body) {
    const auto answer = read_json(body);
    const auto code = answer ? number_at(*answer, {"errcode"}) : std::nullopt;
    for (const auto& row : kCodes) {
        if (code == row.code)
            return row.means;
    }
    return classify_wechat_answer(http_status, body);
}

std::optional<AccountProblem> WechatNotice::problem_of(const model::ChannelAccount& account) {
    const auto kind = account.setting("notice_kind");
    const bool is_known = kind.empty() || kind == "template" || kind == "subscribe";
    if (!is_known)
        return AccountProblem{
            "notice_kind", "通知的种类须为 template（模板消息）或 subscribe（订阅通知）"};
    if (account.setting("notice_template_id").empty())
        return std::nullopt;
    if (!fields_of(account.setting("notice_fields")))
        return AccountProblem{
            "notice_fields",
            "通知的字段须为 JSON，如 "
            "{\"character_string1\":\"{number}\",\"thing2\":\"您的来信已有答复\"}，"
            "可用 {number}、{unit}、{date}，至多 10 个字段"};
    return std::nullopt;
}

std::optional<WechatNotice> WechatNotice::from(const model::ChannelAccount& account) {
    auto fields = fields_of(account.setting("notice_fields"));
    WechatNotice notice;
    notice.template_id_ = account.setting("notice_template_id");
    if (notice.template_id_.empty() || !fields)
        return std::nullopt;
    notice.is_subscription_ = account.setting("notice_kind") == "subscribe";
    notice.fields_ = std::move(*fields);
    notice.query_url_ = account.setting("query_url");
    return notice;
}

OutgoingRequest WechatNotice::request(
    const model::OutboundMessage& message, const std::string& api_base, const std::string& token
) const {
    json data = json::object();
    for (const auto& [name, words] : fields_)
        data[name] = {{"value", filled(words, message)}};
    json body{{"touser", message.recipient}, {"template_id", template_id_}, {"data", data}};
    if (!query_url_.empty())
        body[is_subscription_ ? "page" : "url"] = query_url_;
    OutgoingRequest request;
    request.url = api_base +
                  (is_subscription_ ? "/cgi-bin/message/subscribe/bizsend"
                                    : "/cgi-bin/message/template/send") +
                  "?access_token=" + percent_encode(token);
    request.body = dump_json(body);
    return request;
}

}  // namespace huiying::channel
