#include "bot/channel/staff_identity.hpp"

#include "bot/channel/dingtalk_messages.hpp"
#include "bot/channel/json_body.hpp"
#include "bot/channel/part_sender.hpp"
#include "bot/channel/query_string.hpp"
#include "bot/channel/wecom_corp.hpp"
#include "bot/channel/wecom_messages.hpp"

#include <nlohmann/json.hpp>

namespace huiying::channel {
namespace {

using model::ChannelAccount;
using nlohmann::json;

constexpr std::string_view kWecomPage = "https://open.weixin.qq.com/connect/oauth2/authorize";
constexpr std::string_view kDingtalkPage = "https://login.dingtalk.com/oauth2/auth";
constexpr std::string_view kFeishuPage = "https://accounts.feishu.cn/open-apis/authen/v1/authorize";
constexpr std::string_view kFeishuBase = "https://open.feishu.cn";
constexpr std::string_view kDingtalkBase = "https://api.dingtalk.com";
constexpr std::string_view kDingtalkOldBase = "https://oapi.dingtalk.com";

IdentityAnswer failed(IdentityFault fault, std::string detail) {
    return {std::nullopt, fault, std::move(detail)};
}

/// The answer's JSON where the platform was well; else the fault.
struct ReadAnswer {
    std::optional<json> body;
    IdentityAnswer fault;
};

ReadAnswer read(const TransportAnswer& answer) {
    if (answer.reach != channel::Reach::answered)
        return {std::nullopt, failed(IdentityFault::down, "no answer")};
    auto body = read_json(answer.body);
    const bool is_well = body && answer.status < 500 && answer.status != 429;
    if (!is_well)
        return {std::nullopt, failed(IdentityFault::down, "HTTP " + std::to_string(answer.status))};
    return {std::move(body), {}};
}

IdentityAnswer person_of(std::vector<std::string> ids, std::string name) {
    std::erase(ids, std::string());
    if (ids.empty())
        return failed(IdentityFault::refused, "nobody of the staff");
    return {StaffIdentity{std::move(ids), std::move(name)}, {}, {}};
}

OutgoingRequest get_from(std::string url) {
    OutgoingRequest request;
    request.method = OutgoingMethod::get;
    request.url = std::move(url);
    return request;
}

OutgoingRequest post_to(std::string url, const json& body) {
    OutgoingRequest request;
    request.url = std::move(url);
    request.body = dump_json(body);
    return request;
}

/// What makes a code no good: used, expired, somebody else's.
bool is_code_refused(std::int64_t code) {
    constexpr std::int64_t invalid_code = 40029;
    constexpr std::int64_t used_code = 40163;
    constexpr std::int64_t expired_code = 41008;
    return code == invalid_code || code == used_code || code == expired_code;
}

IdentityAnswer wecom_identity(
    const ChannelAccount& account, const IdentityCall& call, const IdentityUses& uses
) {
    constexpr AnswerReader reader{classify_wecom_answer, "errcode", "errmsg"};
    const WecomCorp corp("wecom", account, reader);
    const auto fetch = [&](Renew) { return corp.fetch_token(uses.transport); };
    auto token = uses.tokens.get(corp.token_key(), uses.now, fetch);
    for (int tries = 0; tries < 2; ++tries) {
        if (token.value.empty())
            return failed(IdentityFault::down, token.failure.detail);
        const auto answer = uses.transport.post(get_from(
            corp.address("auth/getuserinfo", token.value) + "&code=" + percent_encode(call.code)
        ));
        const auto [body, fault] = read(answer);
        if (!body)
            return fault;
        const auto code = number_at(*body, {"errcode"}).value_or(-1);
        if (code == 0)
            return person_of({id_at(*body, {"userid"}), id_at(*body, {"UserId"})}, "");
        if (reader.classify(answer.status, answer.body) != model::SendClass::refresh)
            return failed(
                is_code_refused(code) ? IdentityFault::refused : IdentityFault::down,
                "errcode " + std::to_string(code)
            );
        token = uses.tokens.replace(corp.token_key(), token.value, uses.now, fetch);
    }
    return failed(IdentityFault::down, "token refused twice");
}

/// The number by which administrators know somebody, where the account may ask for it.
std::string dingtalk_user_id(
    const ChannelAccount& account, const std::string& union_id, const IdentityUses& uses
) {
    constexpr std::int64_t gone_token = 40014;
    constexpr std::int64_t old_token = 42001;
    const DingtalkMessages messages(account);
    const auto fetch = [&](Renew) { return messages.fetch_token(uses.transport); };
    auto token = uses.tokens.get(messages.token_key(), uses.now, fetch);
    for (int tries = 0; tries < 2 && !token.value.empty(); ++tries) {
        const auto url = api_base_of(account, kDingtalkOldBase, "oapi_base") +
                         "/topapi/user/getbyunionid?access_token=" + percent_encode(token.value);
        const auto [body, fault] = read(uses.transport.post(post_to(url, {{"unionid", union_id}})));
        if (!body)
            return {};
        const auto code = number_at(*body, {"errcode"}).value_or(-1);
        const auto sub_code = number_at(*body, {"sub_code"}).value_or(code);
        if (code == 0)
            return id_at(*body, {"result", "userid"});
        if (sub_code != gone_token && sub_code != old_token)
            return {};
        token = uses.tokens.replace(messages.token_key(), token.value, uses.now, fetch);
    }
    return {};
}

IdentityAnswer dingtalk_identity(
    const ChannelAccount& account, const IdentityCall& call, const IdentityUses& uses
) {
    const auto base = api_base_of(account, kDingtalkBase);
    const auto [granted, no_grant] = read(uses.transport.post(post_to(
        base + "/v1.0/oauth2/userAccessToken",
        {{"clientId", account.setting("app_key")},
         {"clientSecret", account.secret("app_secret")},
         {"code", call.code},
         {"grantType", "authorization_code"}}
    )));
    if (!granted)
        return no_grant;
    const auto token = text_at(*granted, {"accessToken"});
    if (token.empty())
        return failed(IdentityFault::refused, id_at(*granted, {"code"}));
    auto request = get_from(base + "/v1.0/contact/users/me");
    request.headers = {{"x-acs-dingtalk-access-token", token}};
    const auto [me, nobody] = read(uses.transport.post(request));
    if (!me)
        return nobody;
    const auto union_id = id_at(*me, {"unionId"});
    if (union_id.empty())
        return failed(IdentityFault::down, id_at(*me, {"code"}));
    return person_of(
        {dingtalk_user_id(account, union_id, uses), union_id, id_at(*me, {"openId"})},
        id_at(*me, {"nick"})
    );
}

IdentityAnswer feishu_identity(
    const ChannelAccount& account, const IdentityCall& call, const IdentityUses& uses
) {
    const auto base = api_base_of(account, kFeishuBase);
    const auto [granted, no_grant] = read(uses.transport.post(post_to(
        base + "/open-apis/authen/v2/oauth/token",
        {{"grant_type", "authorization_code"},
         {"client_id", account.setting("app_id")},
         {"client_secret", account.secret("app_secret")},
         {"code", call.code},
         {"redirect_uri", call.redirect_uri}}
    )));
    if (!granted)
        return no_grant;
    const auto token = text_at(*granted, {"access_token"});
    if (token.empty())
        return failed(
            IdentityFault::refused,
            "code " + std::to_string(number_at(*granted, {"code"}).value_or(-1))
        );
    auto request = get_from(base + "/open-apis/authen/v1/user_info");
    request.headers = {{"Authorization", "Bearer " + token}};
    const auto [me, nobody] = read(uses.transport.post(request));
    if (!me)
        return nobody;
    return person_of(
        {id_at(*me, {"data", "user_id"}),
         id_at(*me, {"data", "open_id"}),
         id_at(*me, {"data", "union_id"})},
        id_at(*me, {"data", "name"})
    );
}

struct Row {
    std::string_view platform;
    const char* id;  ///< the setting that names the app
    IdentityAnswer (*ask)(const ChannelAccount&, const IdentityCall&, const IdentityUses&);
};

constexpr Row kRows[] = {
    {"wecom", "corp_id", &wecom_identity},
    {"dingtalk", "app_key", &dingtalk_identity},
    {"feishu", "app_id", &feishu_identity},
};

const Row* row_of(const ChannelAccount& account) {
    for (const auto& row : kRows)
        if (row.platform == account.channel)
            return &row;
    return nullptr;
}

}  // namespace

bool tells_staff(const ChannelAccount& account) {
    const auto* row = row_of(account);
    return row != nullptr && account.active && !account.setting(row->id).empty() &&
           !account.secret("app_secret").empty();
}

std::string identity_address(
    const ChannelAccount& account, const std::string& redirect_uri, const std::string& state
) {
    const auto back = percent_encode(redirect_uri);
    const auto mark = percent_encode(state);
    if (account.channel == "wecom")
        return std::string(kWecomPage) + "?appid=" + percent_encode(account.setting("corp_id")) +
               "&redirect_uri=" + back + "&response_type=code&scope=snsapi_base&state=" + mark +
               "&agentid=" + percent_encode(account.setting("agent_id")) + "#wechat_redirect";
    if (account.channel == "dingtalk")
        return std::string(kDingtalkPage) + "?redirect_uri=" + back +
               "&response_type=code&client_id=" + percent_encode(account.setting("app_key")) +
               "&scope=openid&state=" + mark + "&prompt=consent";
    return std::string(kFeishuPage) + "?client_id=" + percent_encode(account.setting("app_id")) +
           "&redirect_uri=" + back + "&response_type=code&state=" + mark;
}

IdentityAnswer identity_of(
    const ChannelAccount& account, const IdentityCall& call, const IdentityUses& uses
) {
    const auto* row = row_of(account);
    return row == nullptr ? failed(IdentityFault::down, "no such platform")
                          : row->ask(account, call, uses);
}

}  // namespace huiying::channel
