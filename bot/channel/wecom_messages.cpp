#include "bot/channel/wecom_messages.hpp"

#include "bot/channel/json_body.hpp"
#include "bot/channel/part_sender.hpp"
#include "bot/channel/text_parts.hpp"

#include <array>
#include <charconv>
#include <nlohmann/json.hpp>

namespace huiying::channel {
namespace {

using model::SendClass;
using nlohmann::json;

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
    : corp_("wecom", account, kReader),
      agent_id_(parse_agent_id(account.setting("agent_id")).value_or(0)),
      query_url_(account.setting("query_url")) {}

std::optional<AccountProblem> WecomMessages::problem_of(const model::ChannelAccount& account) {
    if (auto problem = address_problem(account, {"api_base"}))
        return problem;
    const std::string agent_id = account.setting("agent_id");
    if (!agent_id.empty() && !parse_agent_id(agent_id))
        return AccountProblem{"agent_id", "应用编号（AgentId）须为正整数"};
    return std::nullopt;
}

std::vector<std::string> WecomMessages::parts_of(const model::OutboundMessage& message) const {
    return capped_parts(
        without_links(printable(message.text)),
        {kWecomTextBytes, kWecomTextParts},
        closing_of(message, query_url_)
    );
}

model::SendOutcome WecomMessages::send(
    const model::OutboundMessage& message, const SendContext& context
) const {
    const auto parts = parts_of(message);
    const auto fetch = [&](Renew) { return corp_.fetch_token(context.transport); };
    const auto post = [&](const PartPost& part) {
        OutgoingRequest request;
        request.url = corp_.address("message/send", part.token);
        request.body = dump_json(
            {{"touser", message.recipient},
             {"msgtype", "text"},
             {"agentid", agent_id_},
             {"text", {{"content", part.part}}}}
        );
        return posted_of(context.transport.post(request), kReader);
    };
    return send_parts(parts, message, context, {corp_.token_key(), fetch, post});
}

Media WecomMessages::fetch_media(const std::string& address, const MediaUses& uses) const {
    return corp_.fetch_media(address, uses);
}

}  // namespace huiying::channel
