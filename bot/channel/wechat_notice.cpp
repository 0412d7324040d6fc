#include "bot/channel/wechat_notice.hpp"

#include "bot/channel/digest.hpp"
#include "bot/channel/flat_xml.hpp"
#include "bot/channel/json_body.hpp"
#include "bot/channel/part_sender.hpp"
#include "bot/channel/query_string.hpp"
#include "bot/channel/time_window.hpp"
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
/// Of a one-time message: 15 characters of title, 200 of content, scenes up to 10,000.
constexpr std::size_t kTitleCharacters = 15;
constexpr std::size_t kContentCharacters = 200;
constexpr unsigned int kScenes = 10'001;

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

std::string filled(
    std::string words,
    const model::OutboundMessage& message,
    std::size_t characters = kFieldCharacters
) {
    const std::array<std::pair<std::string_view, std::string>, 3> values{
        {{"{number}", message.number}, {"{unit}", message.by}, {"{date}", date_of(message.at)}}};
    for (const auto& [name, value] : values) {
        for (auto at = words.find(name); at != std::string::npos;
             at = words.find(name, at + value.size()))
            words.replace(at, name.size(), value);
    }
    return text::shorten(words, characters);
}

/// Of one scene only one message may be sent: each ticket has its own, as good as may be.
std::string scene_of(const std::string& number) {
    const auto digest = sha256(number);
    const unsigned int value = (static_cast<unsigned int>(digest[0]) << 16U) |
                               (static_cast<unsigned int>(digest[1]) << 8U) | digest[2];
    return std::to_string(value % kScenes);
}

model::DeliveryReport report_of(std::string_view id, bool has_arrived, std::string_view why) {
    return {
        std::string(id),
        has_arrived ? model::Fate::delivered : model::Fate::undelivered,
        has_arrived ? std::string() : "服务通知未送达：" + std::string(why)};
}

std::optional<model::DeliveryReport> template_report(const FlatXml& callback) {
    const auto id = callback.trimmed("MsgID");
    const auto status = callback.trimmed("Status");
    if (id.empty())
        return std::nullopt;
    return report_of(
        id, status == "success", status == "failed:user block" ? "对方拒收" : "微信没有发出"
    );
}

std::optional<model::DeliveryReport> subscription_report(std::string_view xml) {
    const auto id = nested_text(xml, {"SubscribeMsgSentEvent", "List", "MsgID"});
    const auto code = nested_text(xml, {"SubscribeMsgSentEvent", "List", "ErrorCode"});
    if (id.empty())
        return std::nullopt;
    return report_of(
        id, code == "0", parse_seconds(code) ? "微信错误 " + code : std::string("微信没有说明原因")
    );
}

/// nullopt: there is nothing wrong with it.
std::optional<AccountProblem> kind_problem(const model::ChannelAccount& account) {
    const auto kind = account.setting("notice_kind");
    const bool is_known =
        kind.empty() || kind == "template" || kind == "subscribe" || kind == "once";
    if (!is_known)
        return AccountProblem{
            "notice_kind",
            "通知的种类须为 template（模板消息）、subscribe（订阅通知）或 once（一次性订阅消息）"};
    const auto opt_in = account.setting("notice_opt_in_url");
    if (!opt_in.empty() && (kind != "subscribe" || !opt_in.starts_with("https://")))
        return AccountProblem{
            "notice_opt_in_url",
            "这是订阅通知（subscribe）的订阅页地址，以 https:// 开头；其他种类不填"};
    const bool is_once = kind == "once" && !account.setting("notice_template_id").empty();
    if (is_once && account.setting("query_url").empty())
        return AccountProblem{
            "query_url", "一次性订阅消息须填查询网页的地址：对方同意之后回到那里"};
    return std::nullopt;
}

}  // namespace

std::string notice_opt_in_url(const model::ChannelAccount& account, const std::string& number) {
    if (account.setting("notice_template_id").empty())
        return {};
    const auto kind = account.setting("notice_kind");
    if (kind == "subscribe")
        return account.setting("notice_opt_in_url");
    if (kind != "once")
        return {};
    return "https://mp.weixin.qq.com/mp/subscribemsg?action=get_confirm&appid=" +
           percent_encode(account.setting("app_id")) + "&scene=" + scene_of(number) +
           "&template_id=" + percent_encode(account.setting("notice_template_id")) +
           "&redirect_url=" + percent_encode(account.setting("query_url")) + "#wechat_redirect";
}

std::optional<model::DeliveryReport> read_notice_report(std::string_view xml) {
    const auto callback = FlatXml::read(xml);
    if (!callback)
        return std::nullopt;
    const auto event = callback->trimmed("Event");
    if (event == "TEMPLATESENDJOBFINISH")
        return template_report(*callback);
    return event == "subscribe_msg_sent_event" ? subscription_report(xml) : std::nullopt;
}

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
    if (auto problem = kind_problem(account))
        return problem;
    if (account.setting("notice_template_id").empty())
        return std::nullopt;
    const bool has_own_words = account.setting("notice_kind") == "once";
    if (has_own_words && account.setting("notice_fields").empty())
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
    const auto fields = fields_of(account.setting("notice_fields"));
    const auto kind = account.setting("notice_kind");
    WechatNotice notice;
    notice.template_id_ = account.setting("notice_template_id");
    if (notice.template_id_.empty() || (!fields && kind != "once"))
        return std::nullopt;
    if (kind == "subscribe")
        notice.kind_ = Kind::subscription;
    else if (kind == "once")
        notice.kind_ = Kind::once;
    if (fields)
        notice.fields_ = *fields;
    notice.query_url_ = account.setting("query_url");
    return notice;
}

OutgoingRequest WechatNotice::request(
    const model::OutboundMessage& message, const std::string& api_base, const std::string& token
) const {
    if (kind_ == Kind::once)
        return once_request(message, api_base, token);
    json data = json::object();
    for (const auto& [name, words] : fields_)
        data[name] = {{"value", filled(words, message)}};
    json body{{"touser", message.recipient}, {"template_id", template_id_}, {"data", data}};
    if (!query_url_.empty())
        body[kind_ == Kind::subscription ? "page" : "url"] = query_url_;
    OutgoingRequest request;
    request.url = api_base +
                  (kind_ == Kind::subscription ? "/cgi-bin/message/subscribe/bizsend"
                                               : "/cgi-bin/message/template/send") +
                  "?access_token=" + percent_encode(token);
    request.body = dump_json(body);
    return request;
}

OutgoingRequest WechatNotice::once_request(
    const model::OutboundMessage& message, const std::string& api_base, const std::string& token
) const {
    const auto words = [&](const char* field, const char* preset, std::size_t characters) {
        const auto set = fields_.find(field);
        return filled(set == fields_.end() ? preset : set->second, message, characters);
    };
    const auto content = words(
        "content", "您的来信（编号{number}）已有答复，请凭编号和查询码查看。", kContentCharacters
    );
    OutgoingRequest request;
    request.url =
        api_base + "/cgi-bin/message/template/subscribe?access_token=" + percent_encode(token);
    request.body = dump_json(
        {{"touser", message.recipient},
         {"template_id", template_id_},
         {"url", query_url_},
         {"scene", scene_of(message.number)},
         {"title", words("title", "您的来信已有答复", kTitleCharacters)},
         {"data", {{"content", {{"value", content}}}}}}
    );
    return request;
}

}  // namespace huiying::channel
