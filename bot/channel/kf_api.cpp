#include "bot/channel/kf_api.hpp"

#include "bot/channel/digest.hpp"
#include "bot/channel/json_body.hpp"
#include "bot/channel/part_sender.hpp"
#include "bot/channel/text_parts.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <vector>

namespace huiying::channel {
namespace {

using model::SendClass;
using nlohmann::json;

constexpr std::int64_t kStaleSyncToken = 95007;
constexpr std::int64_t kFromCitizen = 3;
constexpr std::int64_t kFromSystem = 4;
/// An answer is read up to 1 MiB: a page of the platform's largest, 1000, may be more.
constexpr int kPageSize = 100;
constexpr std::size_t kKeyCharacters = 32;
/// Bounds one pull: a platform that always has more must not hold the thread for ever.
constexpr int kMaxPages = 1000;

constexpr std::array kCodes{
    CodeRow{0, SendClass::ok},
    CodeRow{95033, SendClass::duplicate_ok},
    CodeRow{40014, SendClass::refresh},
    CodeRow{42001, SendClass::refresh},
    CodeRow{-1, SendClass::retry},
    CodeRow{6000, SendClass::retry},
    CodeRow{45009, SendClass::retry},
    CodeRow{45033, SendClass::retry},
    CodeRow{95001, SendClass::window},
    CodeRow{95002, SendClass::window},
    CodeRow{95013, SendClass::window},
    CodeRow{95016, SendClass::window},
    CodeRow{95018, SendClass::window},
    CodeRow{95031, SendClass::window},
    CodeRow{40001, SendClass::config},
    CodeRow{40013, SendClass::config},
    CodeRow{48002, SendClass::config},
    CodeRow{60020, SendClass::config},
    CodeRow{95000, SendClass::permanent},
    CodeRow{40003, SendClass::permanent},
    CodeRow{45002, SendClass::permanent},
};

constexpr AnswerReader kReader{classify_kf_answer, "errcode", "errmsg", "msgid"};

/// What the platform knows a repetition by: at most 32 of [0-9A-Za-z_-].
std::string key_of(const model::OutboundMessage& message, std::size_t part) {
    const std::string index = std::to_string(part);
    return sha256_hex({message.idempotency_key, "|", index}).substr(0, kKeyCharacters);
}

/// The messages that citizens wrote; what staff or the system said is nobody's question.
std::vector<Pulled> citizens_of(const json& body) {
    std::vector<Pulled> messages;
    const json* const list = find_at(body, {"msg_list"});
    if (list == nullptr || !list->is_array())
        return messages;
    for (const auto& entry : *list) {
        if (number_at(entry, {"origin"}) == kFromCitizen)
            messages.push_back({id_at(entry, {"msgid"}), dump_json(entry)});
    }
    return messages;
}

struct FailRow {
    std::int64_t type;
    std::string_view words;
};

constexpr std::array kFailTypes{
    FailRow{0, "平台没有说明原因"},
    FailRow{1, "客服账号已删除"},
    FailRow{2, "应用已关闭"},
    FailRow{4, "对方最后一次来信已超过48小时"},
    FailRow{5, "会话已关闭"},
    FailRow{6, "超过5条，对方来信后才能再发"},
    FailRow{7, "客服账号未绑定视频号"},
    FailRow{8, "企业主体未验证"},
    FailRow{9, "客服账号未绑定视频号，企业主体未验证"},
    FailRow{10, "对方拒收"},
};

std::string words_of_failure(std::int64_t type) {
    for (const auto& row : kFailTypes) {
        if (row.type == type)
            return std::string(row.words);
    }
    return "平台原因 " + std::to_string(type);
}

/// The replies that the platform says it could not deliver.
std::vector<model::DeliveryReport> undelivered_of(const json& body) {
    std::vector<model::DeliveryReport> replies;
    const json* const list = find_at(body, {"msg_list"});
    if (list == nullptr || !list->is_array())
        return replies;
    for (const auto& entry : *list) {
        const bool is_report = number_at(entry, {"origin"}) == kFromSystem &&
                               text_at(entry, {"event", "event_type"}) == "msg_send_fail";
        auto id = id_at(entry, {"event", "fail_msgid"});
        if (is_report && !id.empty())
            replies.push_back(
                {std::move(id),
                 model::Fate::undelivered,
                 words_of_failure(number_at(entry, {"event", "fail_type"}).value_or(0))}
            );
    }
    return replies;
}

}  // namespace

/// Where pulling stands.
struct KfApi::Place {
    std::string bell;  ///< the bell's token
    std::string cursor;
};

/// What one request brought.
struct KfApi::Page {
    SendClass result = SendClass::retry;
    std::string detail;
    std::vector<Pulled> messages;
    std::string cursor;
    bool has_more = false;
    std::vector<model::DeliveryReport> undelivered = {};
};

SendClass classify_kf_answer(int, std::string_view body) {
    const auto answer = read_json(body);
    const json* const errcode = answer ? find_at(*answer, {"errcode"}) : nullptr;
    if (errcode == nullptr || !errcode->is_number_integer())
        return SendClass::retry;
    return meaning_of(kCodes, errcode->get<std::int64_t>());
}

bool is_stale_sync_token(std::string_view body) {
    const auto answer = read_json(body);
    const json* const errcode = answer ? find_at(*answer, {"errcode"}) : nullptr;
    return errcode != nullptr && errcode->is_number_integer() &&
           errcode->get<std::int64_t>() == kStaleSyncToken;
}

KfApi::KfApi(const model::ChannelAccount& account)
    : corp_("wecom_kf", account, kReader),
      open_kfid_(account.setting("open_kfid")),
      query_url_(account.setting("query_url")) {}

TransportAnswer KfApi::sync(const Place& place, const std::string& token, Transport& transport)
    const {
    json body{{"open_kfid", open_kfid_}, {"limit", kPageSize}};
    if (!place.cursor.empty())
        body["cursor"] = place.cursor;
    if (!place.bell.empty())
        body["token"] = place.bell;
    OutgoingRequest request;
    request.url = corp_.address("kf/sync_msg", token);
    request.body = dump_json(body);
    return transport.post(request);
}

/// One page; an access token that has run out is renewed, a bell's token that has is left out.
KfApi::Page KfApi::page_of(Place& place, const SendContext& context) const {
    const auto fetch = [&](Renew) { return corp_.fetch_token(context.transport); };
    Token token = context.tokens.get(corp_.token_key(), context.now, fetch);
    for (int tries = 0; tries < 3; ++tries) {
        if (token.value.empty())
            return {token.failure.result, token.failure.detail, {}, {}, false};
        const auto answer = sync(place, token.value, context.transport);
        const auto posted = posted_of(answer, kReader);
        if (posted.result == SendClass::refresh) {
            token = context.tokens.replace(corp_.token_key(), token.value, context.now, fetch);
            continue;
        }
        if (is_stale_sync_token(answer.body) && !place.bell.empty()) {
            place.bell.clear();
            continue;
        }
        const auto body = read_json(answer.body);
        if (posted.result != SendClass::ok || !body)
            return {posted.result, posted.detail, {}, {}, false};
        return {
            SendClass::ok,
            "",
            citizens_of(*body),
            text_at(*body, {"next_cursor"}),
            number_at(*body, {"has_more"}).value_or(0) == 1,
            undelivered_of(*body)};
    }
    return {SendClass::retry, "token refused again", {}, {}, false};
}

bool KfApi::took_in(const Page& page, const PullUses& uses) {
    if (!std::all_of(page.messages.begin(), page.messages.end(), uses.take))
        return false;
    return !uses.undelivered ||
           std::all_of(page.undelivered.begin(), page.undelivered.end(), uses.undelivered);
}

PullOutcome KfApi::pull(const PullUses& uses) const {
    Place place{uses.token, uses.cursor};
    for (int pages = 0; pages < kMaxPages; ++pages) {
        const auto page = page_of(place, uses.context);
        if (page.result != SendClass::ok) {
            const bool is_wrong =
                page.result == SendClass::config || page.result == SendClass::permanent;
            return {is_wrong ? PullEnd::never : PullEnd::later, page.detail};
        }
        if (!took_in(page, uses))
            return {PullEnd::later, "not taken in"};
        // Only now: a crash before this repeats the page, one after it has lost nothing.
        if (!page.cursor.empty() && page.cursor != place.cursor) {
            if (!uses.keep_cursor(page.cursor))
                return {PullEnd::later, "cursor not kept"};
            place.cursor = page.cursor;
        }
        // An empty page is not the last one as long as the platform says so.
        if (!page.has_more)
            return {PullEnd::all, ""};
    }
    return {PullEnd::later, "too many pages"};
}

std::vector<std::string> KfApi::parts_of(const model::OutboundMessage& message) const {
    return capped_parts(
        without_links(printable(message.text)),
        {kKfTextBytes, kKfTextParts},
        closing_of(message, query_url_)
    );
}

model::SendOutcome KfApi::send(const model::OutboundMessage& message, const SendContext& context)
    const {
    const auto parts = parts_of(message);
    const auto fetch = [&](Renew) { return corp_.fetch_token(context.transport); };
    const auto post = [&](const PartPost& part) {
        const auto key = key_of(message, part.index);
        OutgoingRequest request;
        request.url = corp_.address("kf/send_msg", part.token);
        request.body = dump_json(
            {{"touser", message.recipient},
             {"open_kfid", open_kfid_},
             {"msgid", key},
             {"msgtype", "text"},
             {"text", {{"content", part.part}}}}
        );
        auto posted = posted_of(context.transport.post(request), kReader);
        // The platform repeats our own name for it; one that it has already says none.
        if (posted.id.empty())
            posted.id = key;
        return posted;
    };
    return send_parts(parts, message, context, {corp_.token_key(), fetch, post});
}

Media KfApi::fetch_media(const std::string& address, const MediaUses& uses) const {
    return corp_.fetch_media(address, uses);
}

}  // namespace huiying::channel
