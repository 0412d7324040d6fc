#include "bot/channel/part_sender.hpp"

#include "bot/channel/json_body.hpp"
#include "bot/channel/text_parts.hpp"
#include "text/encoding.hpp"

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <utility>

namespace huiying::channel {
namespace {

using model::SendClass;

constexpr std::size_t kDetailBytes = 200;
constexpr std::size_t kMaxQueryUrlBytes = 200;
constexpr std::chrono::seconds kShortestLifetime{60};

/// Code and words of a refusal, for people; no secrets in it.
std::string detail_of(const TransportAnswer& answer, const AnswerReader& reader) {
    if (answer.reach == Reach::not_sent)
        return "no connection";
    if (answer.reach == Reach::unknown)
        return "no answer";
    const auto body = read_json(answer.body);
    const auto* const code = body ? find_at(*body, {reader.code}) : nullptr;
    if (code == nullptr)
        return "HTTP " + std::to_string(answer.status) + ", not a platform answer";
    std::string detail = code->is_string() ? code->get<std::string>() : dump_json(*code);
    if (const auto words = text_at(*body, {reader.words}); !words.empty())
        detail += " " + words;
    return std::string(text::truncate_bytes(printable(detail), kDetailBytes));
}

SendClass class_of(const TransportAnswer& answer, const AnswerReader& reader) {
    if (answer.reach == Reach::not_sent)
        return SendClass::retry;
    if (answer.reach == Reach::unknown)
        return SendClass::unknown;
    return reader.classify(answer.status, answer.body);
}

SendClass class_of_token_failure(SendClass result) {
    if (result == SendClass::refresh || result == SendClass::permanent)
        return SendClass::config;
    return result == SendClass::ok || result == SendClass::unknown ? SendClass::retry : result;
}

/// A whole number is as good a name as a text.
std::string id_of(const TransportAnswer& answer, const AnswerReader& reader) {
    const auto body = reader.id != nullptr && answer.reach == Reach::answered
                          ? read_json(answer.body)
                          : std::nullopt;
    const auto* const id = body ? find_at(*body, {reader.id}) : nullptr;
    if (id == nullptr)
        return {};
    return id->is_number_integer() ? id->dump() : id_at(*body, {reader.id});
}

bool is_taken(SendClass result) {
    return result == SendClass::ok || result == SendClass::duplicate_ok;
}

}  // namespace

SendClass meaning_of(std::span<const CodeRow> rows, std::int64_t code) {
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const CodeRow& candidate) {
        return candidate.code == code;
    });
    return row == rows.end() ? SendClass::retry : row->means;
}

Posted posted_of(const TransportAnswer& answer, const AnswerReader& reader) {
    return {class_of(answer, reader), detail_of(answer, reader), id_of(answer, reader)};
}

Token token_of(const TransportAnswer& answer, const TokenNames& names, const AnswerReader& reader) {
    Token token;
    if (answer.reach == Reach::answered) {
        if (const auto body = read_json(answer.body)) {
            token.value = text_at(*body, {names.token});
            const auto lifetime = number_at(*body, {names.lifetime});
            token.lifetime =
                std::max(std::chrono::seconds{lifetime.value_or(0)}, kShortestLifetime);
        }
    }
    if (token.value.empty()) {
        const auto [result, detail, id] = posted_of(answer, reader);
        token.failure.result = class_of_token_failure(result);
        token.failure.detail = "token: " + detail;
    }
    return token;
}

model::SendOutcome send_parts(
    const std::vector<std::string>& parts,
    const model::OutboundMessage& message,
    const SendContext& context,
    const PartSender& sender
) {
    int sent = 0;
    std::vector<std::string> ids;
    const auto outcome = [&](SendClass result, std::string detail) {
        return model::SendOutcome{result, std::move(detail), message.parts_done + sent, ids};
    };
    if (parts.empty())
        return outcome(SendClass::permanent, "nothing to send");
    Token token = context.tokens.get(sender.token_key, context.now, sender.fetch);
    bool is_replaced = false;
    for (auto i = static_cast<std::size_t>(message.parts_done); i < parts.size();) {
        if (token.value.empty())
            return outcome(token.failure.result, token.failure.detail);
        const Posted posted = sender.post({parts[i], i, token.value});
        if (is_taken(posted.result)) {
            ++sent;
            ++i;
            if (!posted.id.empty())
                ids.push_back(posted.id);
        } else if (posted.result != SendClass::refresh) {
            return outcome(posted.result, posted.detail);
        } else if (is_replaced) {
            // One new token a message; then back to the queue.
            return outcome(SendClass::retry, posted.detail);
        } else {
            is_replaced = true;
            token =
                context.tokens.replace(sender.token_key, token.value, context.now, sender.fetch);
        }
    }
    return outcome(SendClass::ok, "");
}

model::SendOutcome send_parts(
    const std::vector<std::string>& parts,
    const model::OutboundMessage& message,
    const std::function<Posted(const std::string& part)>& post
) {
    model::SendOutcome outcome{SendClass::ok, "", message.parts_done};
    if (parts.empty())
        return {SendClass::permanent, "nothing to send", message.parts_done};
    for (auto i = static_cast<std::size_t>(message.parts_done); i < parts.size(); ++i) {
        auto [result, detail, id] = post(parts[i]);
        // Without a token there is none to renew.
        if (result == SendClass::refresh)
            result = SendClass::config;
        if (!is_taken(result))
            return {result, std::move(detail), outcome.parts_done, std::move(outcome.ids)};
        ++outcome.parts_done;
        if (!id.empty())
            outcome.ids.push_back(std::move(id));
    }
    return outcome;
}

int parts_after(std::size_t parts, const model::OutboundMessage& message) {
    return std::max(1, static_cast<int>(parts) - message.parts_done);
}

std::string closing_of(const model::OutboundMessage& message, std::string_view query_url) {
    std::string closing = "\n……（内容较长，全文请凭编号 " + message.number + " 和查询码查询";
    if (!query_url.empty())
        closing += "：" + std::string(query_url);
    return closing + "）";
}

std::optional<AccountProblem> address_problem(
    const model::ChannelAccount& account, std::initializer_list<const char*> api_bases
) {
    for (const char* const name : api_bases) {
        const std::string base = account.setting(name);
        if (!base.empty() && !base.starts_with("https://") && !base.starts_with("http://"))
            return AccountProblem{name, "接口地址须以 https:// 或 http:// 开头"};
    }
    if (account.setting("query_url").size() > kMaxQueryUrlBytes)
        return AccountProblem{"query_url", "查询网页的地址不超过 200 字节"};
    return std::nullopt;
}

std::string api_base_of(
    const model::ChannelAccount& account, std::string_view preset, const char* key
) {
    std::string base = account.setting(key);
    if (base.empty())
        base = preset;
    while (base.ends_with('/'))
        base.pop_back();
    return base;
}

}  // namespace huiying::channel
