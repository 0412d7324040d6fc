// Sending a text in parts over a platform's API that wants an access token: what all of them share.
// Each part is sent once, a refused token replaced once a message. Safe from any thread.
#pragma once

#include "board/model/outbound.hpp"
#include "bot/channel/channel.hpp"
#include "bot/channel/channel_table.hpp"
#include "bot/channel/token_cache.hpp"
#include "bot/channel/transport.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::channel {

/// What a platform's number for an error means.
struct CodeRow {
    std::int64_t code;
    model::SendClass means;
};

/// The row's meaning; `retry` for a code that is not listed: it was not delivered, so trying again
/// does no harm, and the number of tries is bounded.
model::SendClass meaning_of(std::span<const CodeRow> rows, std::int64_t code);

/// What came of one part. `detail` is for people and holds no secrets.
struct Posted {
    model::SendClass result = model::SendClass::retry;
    std::string detail;
    std::string id = {};  ///< what the platform calls it, "" where it does not say
};

/// How a platform's answers are read.
struct AnswerReader {
    model::SendClass (*classify)(int http_status, std::string_view body);
    const char* code;          ///< name of the error's number or word in the body
    const char* words;         ///< name of what it says to people
    const char* id = nullptr;  ///< name of what it calls the message, nullptr: nothing
};

/// `classify` where an answer came; else what the missing one means.
Posted posted_of(const TransportAnswer& answer, const AnswerReader& reader);

/// Where a token stands in the answer to a request for one.
struct TokenNames {
    const char* token;
    const char* lifetime;
};

/// The token in `answer`, or why there is none. What would be the fault of one message elsewhere is
/// one of the account here; nothing was sent, so no answer is as good as a later one.
Token token_of(const TransportAnswer& answer, const TokenNames& names, const AnswerReader& reader);

struct PartPost {
    const std::string& part;
    std::size_t index;
    const std::string& token;
};

struct PartSender {
    std::string token_key;  ///< whose token, in the cache
    TokenCache::Fetch fetch;
    std::function<Posted(const PartPost&)> post;
};

/// Sends the parts that the platform has not taken yet.
model::SendOutcome send_parts(
    const std::vector<std::string>& parts,
    const model::OutboundMessage& message,
    const SendContext& context,
    const PartSender& sender
);

/// The same where no token is needed.
model::SendOutcome send_parts(
    const std::vector<std::string>& parts,
    const model::OutboundMessage& message,
    const std::function<Posted(const std::string& part)>& post
);

/// Of so many parts those that the platform has not taken yet; at least one.
int parts_after(std::size_t parts, const model::OutboundMessage& message);

/// What ends a text that was cut: where the whole is. `query_url` may be empty.
std::string closing_of(const model::OutboundMessage& message, std::string_view query_url);

/// What is wrong with an account's addresses: the API's, set under those names, and that of the
/// page where a cut text can be read.
std::optional<AccountProblem> address_problem(
    const model::ChannelAccount& account, std::initializer_list<const char*> api_bases
);

/// The setting `key` or `preset`, without a slash at its end.
std::string api_base_of(
    const model::ChannelAccount& account, std::string_view preset, const char* key = "api_base"
);

}  // namespace huiying::channel
