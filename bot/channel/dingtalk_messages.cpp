#include "bot/channel/dingtalk_messages.hpp"

#include "bot/channel/digest.hpp"
#include "bot/channel/json_body.hpp"
#include "bot/channel/part_sender.hpp"
#include "bot/channel/text_parts.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <nlohmann/json.hpp>

namespace huiying::channel {
namespace {

using model::SendClass;
using nlohmann::json;

constexpr std::string_view kApiBase = "https://api.dingtalk.com";
constexpr std::string_view kOapiBase = "https://oapi.dingtalk.com";
/// A session that ends this soon is not begun.
constexpr std::chrono::minutes kSessionMargin{5};
constexpr std::int64_t kSubCode = 88;

constexpr std::array kCodes{
    CodeRow{0, SendClass::ok},
    CodeRow{300001, SendClass::window},
    CodeRow{310000, SendClass::config},
    CodeRow{400101, SendClass::config},
    CodeRow{400102, SendClass::config},
    CodeRow{60020, SendClass::config},
    CodeRow{400013, SendClass::permanent},
    CodeRow{400106, SendClass::permanent},
    CodeRow{430101, SendClass::permanent},
    CodeRow{430102, SendClass::permanent},
    CodeRow{430103, SendClass::permanent},
    CodeRow{430104, SendClass::permanent},
    CodeRow{90002, SendClass::retry},
    CodeRow{410100, SendClass::retry},
};

constexpr std::array kSubCodes{
    CodeRow{40014, SendClass::refresh},
    CodeRow{42001, SendClass::refresh},
    CodeRow{60011, SendClass::config},
};

constexpr AnswerReader kSessionReader{classify_dingtalk_answer, "errcode", "errmsg"};
constexpr AnswerReader kRobotReader{classify_dingtalk_answer, "code", "message"};

/// Of the newer interfaces, whose codes are words.
SendClass class_of_word(std::string_view code) {
    if (code == "InvalidAuthentication")
        return SendClass::refresh;
    if (!code.starts_with("Forbidden."))
        return SendClass::retry;
    const bool is_rate =
        code.find(".Qps") != std::string_view::npos || code.find(".Qpm") != std::string_view::npos;
    return is_rate ? SendClass::retry : SendClass::config;
}

bool has_entries(const json& body, const char* key) {
    const json* const list = find_at(body, {key});
    return list != nullptr && list->is_array() && !list->empty();
}

/// The token interface refuses with words that are not listed: the account's fault, unless it is
/// the platform's.
SendClass classify_token_answer(int http_status, std::string_view body) {
    const SendClass result = classify_dingtalk_answer(http_status, body);
    const auto answer = read_json(body);
    const auto code = answer ? text_at(*answer, {"code"}) : std::string();
    const bool is_refused = http_status >= 400 && http_status < 500 && http_status != 429;
    return is_refused && !code.empty() && !code.starts_with("Forbidden.") ? SendClass::config
                                                                          : result;
}

bool is_private_matter(const DingtalkWay& way) {
    return !way.conversation_id.empty() && !way.staff_id.empty();
}

}  // namespace

SendClass classify_dingtalk_answer(int http_status, std::string_view body) {
    const auto answer = read_json(body);
    if (!answer)
        return SendClass::retry;
    if (const auto errcode = number_at(*answer, {"errcode"})) {
        if (*errcode == kSubCode)
            return meaning_of(kSubCodes, number_at(*answer, {"sub_code"}).value_or(0));
        return meaning_of(kCodes, *errcode);
    }
    if (const auto code = text_at(*answer, {"code"}); !code.empty())
        return class_of_word(code);
    if (http_status != 200 || text_at(*answer, {"processQueryKey"}).empty())
        return SendClass::retry;
    if (has_entries(*answer, "invalidStaffIdList"))
        return SendClass::permanent;
    return has_entries(*answer, "flowControlledStaffIdList") ? SendClass::retry : SendClass::ok;
}

DingtalkMessages::DingtalkMessages(const model::ChannelAccount& account)
    : app_key_(account.setting("app_key")),
      app_secret_(account.secret("app_secret")),
      robot_code_(account.setting("robot_code")),
      api_base_(api_base_of(account, kApiBase)),
      oapi_base_(api_base_of(account, kOapiBase, "oapi_base")),
      query_url_(account.setting("query_url")) {
    if (robot_code_.empty())
        robot_code_ = app_key_;
    token_key_ = "dingtalk|" + app_key_ + "|" + sha256_hex(app_secret_ + "|" + api_base_);
}

std::optional<AccountProblem> DingtalkMessages::problem_of(const model::ChannelAccount& account) {
    return address_problem(account, {"api_base", "oapi_base"});
}

Token DingtalkMessages::fetch_token(Transport& transport) const {
    constexpr AnswerReader reader{classify_token_answer, "code", "message"};
    OutgoingRequest request;
    request.url = api_base_ + "/v1.0/oauth2/accessToken";
    request.body = dump_json({{"appKey", app_key_}, {"appSecret", app_secret_}});
    return token_of(transport.post(request), {"accessToken", "expireIn"}, reader);
}

/// An allowed address, by way of the bases that the account may have set.
std::string DingtalkMessages::reached(const std::string& session_url) const {
    if (session_url.starts_with(kOapiBase))
        return oapi_base_ + session_url.substr(kOapiBase.size());
    return session_url.starts_with(kApiBase) ? api_base_ + session_url.substr(kApiBase.size())
                                             : session_url;
}

model::SendOutcome DingtalkMessages::send_to_session(
    const std::vector<std::string>& parts,
    const model::OutboundMessage& message,
    const DingtalkWay& way,
    Transport& transport
) const {
    return send_parts(parts, message, [&](const std::string& part) {
        OutgoingRequest request;
        request.url = reached(way.session_url);
        request.body = dump_json({{"msgtype", "text"}, {"text", {{"content", part}}}});
        auto posted = posted_of(transport.post(request), kSessionReader);
        // A session has no token of ours that could be renewed: what it refuses so is over.
        if (posted.result == SendClass::refresh)
            posted.result = SendClass::window;
        return posted;
    });
}

model::SendOutcome DingtalkMessages::send_as_robot(
    const std::vector<std::string>& parts,
    const model::OutboundMessage& message,
    const DingtalkWay& way,
    const SendContext& context
) const {
    if (way.staff_id.empty() && way.conversation_id.empty())
        return {
            SendClass::window,
            "the session is over, and the person is not of the organisation",
            message.parts_done};
    const bool is_group = way.staff_id.empty();
    const auto fetch = [&](Renew) { return fetch_token(context.transport); };
    const auto post = [&](const PartPost& part) {
        json body{
            {"robotCode", robot_code_},
            {"msgKey", "sampleText"},
            {"msgParam", dump_json({{"content", part.part}})}};
        if (is_group)
            body["openConversationId"] = way.conversation_id;
        else
            body["userIds"] = json::array({way.staff_id});
        OutgoingRequest request;
        request.url = api_base_ + (is_group ? "/v1.0/robot/groupMessages/send"
                                            : "/v1.0/robot/oToMessages/batchSend");
        request.headers = {{"x-acs-dingtalk-access-token", part.token}};
        request.body = dump_json(body);
        return posted_of(context.transport.post(request), kRobotReader);
    };
    return send_parts(parts, message, context, {token_key_, fetch, post});
}

std::vector<std::string> DingtalkMessages::parts_of(const model::OutboundMessage& message) const {
    return capped_parts(
        printable(message.text),
        {kDingtalkTextBytes, kDingtalkTextParts},
        closing_of(message, query_url_)
    );
}

model::SendOutcome DingtalkMessages::send(
    const model::OutboundMessage& message, const SendContext& context
) const {
    const auto parts = parts_of(message);
    const auto way = unpack_dingtalk_way(message.way_back);
    const bool is_open = context.now < way.session_until - kSessionMargin &&
                         is_session_address(way.session_url, dingtalk_hosts());
    if (!is_open || is_private_matter(way))
        return send_as_robot(parts, message, way, context);
    auto outcome = send_to_session(parts, message, way, context.transport);
    if (outcome.result != SendClass::window)
        return outcome;
    auto rest = message;
    rest.parts_done = outcome.parts_done;
    return send_as_robot(parts, rest, way, context);
}

/// The platform first says where the file lies, for a while.
Media DingtalkMessages::fetch_media(const std::string& address, const MediaUses& uses) const {
    const auto code = media_id_of(address, "dingtalk-media:");
    const auto fetch = [&](Renew) { return fetch_token(uses.context.transport); };
    Token token = uses.context.tokens.get(token_key_, uses.context.now, fetch);
    for (int tries = 0; tries < 2 && !token.value.empty(); ++tries) {
        OutgoingRequest request;
        request.url = api_base_ + "/v1.0/robot/messageFiles/download";
        request.headers = {{"x-acs-dingtalk-access-token", token.value}};
        request.body = dump_json({{"downloadCode", code}, {"robotCode", robot_code_}});
        const auto answer = uses.context.transport.post(request);
        const auto body = answer.reach == Reach::answered ? read_json(answer.body) : std::nullopt;
        const auto url = body ? text_at(*body, {"downloadUrl"}) : std::string();
        if (!url.empty())
            return uses.downloads.get({url, {}, HostNamedBy::message});
        if (posted_of(answer, kRobotReader).result != SendClass::refresh)
            return {Media::End::later, {}, posted_of(answer, kRobotReader).detail};
        token = uses.context.tokens.replace(token_key_, token.value, uses.context.now, fetch);
    }
    return {Media::End::later, {}, token.failure.detail};
}

}  // namespace huiying::channel
