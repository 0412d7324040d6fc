#include "bot/channel/wecom_messages.hpp"

#include "bot/channel/digest.hpp"
#include "bot/channel/json_body.hpp"
#include "bot/channel/part_sender.hpp"
#include "bot/channel/query_string.hpp"
#include "bot/channel/text_parts.hpp"

#include <array>
#include <charconv>
#include <nlohmann/json.hpp>

namespace huiying::channel {
namespace {

using model::SendClass;
using nlohmann::json;

constexpr std::string_view kApiBase = "https://qyapi.weixin.qq.com";
constexpr std::int64_t kMaxAgentId = 999'999'999;

constexpr std::array kCodes{
    CodeRow{0, SendClass::ok},
    CodeRow{40014, SendClass::refresh},
    CodeRow{42001, SendClass::refresh},
    CodeRow{-1, SendClass::retry},
    CodeRow{6000, SendClass::retry},
    // By the minute or the hour, unlike the official account's.
    CodeRow{45009, SendClass::retry},
    CodeRow{45033, SendClass::retry},
    CodeRow{40001, SendClass::config},
    CodeRow{40013, SendClass::config},
    CodeRow{40091, SendClass::config},
    CodeRow{48002, SendClass::config},
    CodeRow{60020, SendClass::config},
    CodeRow{60111, SendClass::permanent},
    CodeRow{81013, SendClass::permanent},
    CodeRow{45002, SendClass::permanent},
};

constexpr AnswerReader kReader{classify_wecom_answer, "errcode", "errmsg"};

/// nullopt when it is not a number of the platform.
std::optional<std::int64_t> parse_agent_id(std::string_view digits) {
    std::int64_t id = 0;
    const char* const end = digits.data() + digits.size();
    const auto read = std::from_chars(digits.data(), end, id);
    const bool is_whole = read.ec == std::errc{} && read.ptr == end;
    return is_whole && id > 0 && id <= kMaxAgentId ? std::optional(id) : std::nullopt;
}

}  // namespace

SendClass classify_wecom_answer(int, std::string_view body) {
    const auto answer = read_json(body);
    const json* const errcode = answer ? find_at(*answer, {"errcode"}) : nullptr;
    if (errcode == nullptr || !errcode->is_number_integer())
        return SendClass::retry;
    const SendClass result = meaning_of(kCodes, errcode->get<std::int64_t>());
    const bool is_for_nobody =
        !text_at(*answer, {"invaliduser"}).empty() || !text_at(*answer, {"unlicenseduser"}).empty();
    return result == SendClass::ok && is_for_nobody ? SendClass::permanent : result;
}

WecomMessages::WecomMessages(const model::ChannelAccount& account)
    : corp_id_(account.setting("corp_id")),
      app_secret_(account.secret("app_secret")),
      agent_id_(parse_agent_id(account.setting("agent_id")).value_or(0)),
      api_base_(api_base_of(account, kApiBase)),
      query_url_(account.setting("query_url")) {
    token_key_ = "wecom|" + corp_id_ + "|" + sha256_hex(app_secret_ + "|" + api_base_);
}

std::optional<AccountProblem> WecomMessages::problem_of(const model::ChannelAccount& account) {
    if (auto problem = address_problem(account, {"api_base"}))
        return problem;
    const std::string agent_id = account.setting("agent_id");
    if (!agent_id.empty() && !parse_agent_id(agent_id))
        return AccountProblem{"agent_id", "应用编号（AgentId）须为正整数"};
    return std::nullopt;
}

Token WecomMessages::fetch_token(Transport& transport) const {
    OutgoingRequest request;
    request.method = OutgoingMethod::get;
    request.url = api_base_ + "/cgi-bin/gettoken?corpid=" + percent_encode(corp_id_) +
                  "&corpsecret=" + percent_encode(app_secret_);
    return token_of(transport.post(request), {"access_token", "expires_in"}, kReader);
}

model::SendOutcome WecomMessages::send(
    const model::OutboundMessage& message, const SendContext& context
) const {
    const auto parts = capped_parts(
        without_links(printable(message.text)),
        {kWecomTextBytes, kWecomTextParts},
        closing_of(message, query_url_)
    );
    // There is no way to force another token: the platform gives one when the old one has ended.
    const auto fetch = [&](Renew) { return fetch_token(context.transport); };
    const auto post = [&](const PartPost& part) {
        OutgoingRequest request;
        request.url =
            api_base_ + "/cgi-bin/message/send?access_token=" + percent_encode(part.token);
        request.body = dump_json(
            {{"touser", message.recipient},
             {"msgtype", "text"},
             {"agentid", agent_id_},
             {"text", {{"content", part.part}}}}
        );
        return posted_of(context.transport.post(request), kReader);
    };
    return send_parts(parts, message, context, {token_key_, fetch, post});
}

Media WecomMessages::fetch_media(const std::string& address, const MediaUses& uses) const {
    const auto id = media_id_of(address, "wecom-media:");
    if (id.empty())
        return uses.downloads.get({address, {}, HostNamedBy::message});
    const auto fetch = [&](Renew) { return fetch_token(uses.context.transport); };
    const auto download = [&](const std::string& token) {
        return Download{
            api_base_ + "/cgi-bin/media/get?access_token=" + percent_encode(token) +
                "&media_id=" + percent_encode(id),
            {},
            HostNamedBy::account};
    };
    return fetch_with_token({token_key_, fetch, download, classify_wecom_answer}, uses);
}

}  // namespace huiying::channel
