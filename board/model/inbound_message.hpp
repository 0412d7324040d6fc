// A citizen's message as a channel hands it over: what is appended to the inbound stream and taken
// in from it. Plain values; text fields are valid UTF-8 without NUL when `desk` or a channel made
// them.
#pragma once

#include "board/model/instant.hpp"
#include "board/model/turn.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::model {

/// What a citizen wants (domain: 咨询, 投诉, 建议, 求助, 举报 ...).
enum class Kind { question, complaint, suggestion, help, report };

/// "question" and so on; the words of the API and the database.
std::string_view to_word(Kind kind);
/// Kind of an API word; `question` for an empty or unknown one is the caller's choice, here
/// nullopt.
std::optional<Kind> parse_kind(std::string_view word);
/// 咨询, 投诉, 建议, 求助, 举报
std::string_view chinese_name(Kind kind);

/// Whether the writer agreed to publication (separate consent, PIPL article 25). Default no.
enum class PublishConsent { no, yes };

/// A file that came with a message. Either stored (`sha256` set) or not fetched yet (`url` set).
struct Attachment {
    std::string name;        ///< file name as given, display only
    std::string media_type;  ///< sniffed, e.g. "image/jpeg"
    std::string
        sha256;       ///< lower-case hex of the bytes as received; empty when only a URL is known
    std::string url;  ///< where the platform keeps it; never fetched without the address guard
    std::int64_t bytes = 0;

    friend bool operator==(const Attachment&, const Attachment&) = default;
};

/// How a citizen hears `InboundMessage::passive_text`: on the connection that the message came on,
/// or by a message of its own, which goes out when this one is in the record.
enum class SaidBy { connection, outbox };

struct InboundMessage {
    std::string
        delivery_key;     ///< unique a message: channel|account|sender|platform id, ≤ 300 bytes
    std::string channel;  ///< "board", "api", "phone", "webhook", "wechat_oa" ...
    std::string account;  ///< the channel's account; empty for board and api
    std::string sender;   ///< platform's user id; empty when anonymous
    std::string sender_name;
    std::string subject;
    std::string text;
    Kind kind = Kind::question;
    std::string unit_hint;  ///< code of the unit that the writer named, or empty
    std::string contact;    ///< phone or e-mail, or empty
    std::string place;
    PublishConsent publish = PublishConsent::no;
    std::vector<Attachment> attachments;
    Instant received_at{};        ///< when the citizen submitted: the clock's start
    Instant arrived_at{};         ///< when it reached this server
    std::string number;           ///< ticket number given to the citizen
    bool continues = false;       ///< true: `number` is a ticket that exists already
    bool proved_by_code = false;  ///< `continues`, and the writer showed the ticket's query code:
                                  ///< set by web alone, never from what a platform sends
    std::string filed_by;  ///< login of who filed it for a citizen that called, came or wrote
                           ///< on paper, or empty: set by web alone
    std::optional<Instant> upstream_due;  ///< until when the body that passed it on wants it
    std::string document;         ///< id of the policy document that it asks about, or empty
    std::string replaced_number;  ///< what the citizen was told instead of `number`, where the
                                  ///< replay of a dead letter had to give another; or empty
    std::string
        passive_text;  ///< what was answered at once on the platform's own connection, or empty
    std::string passive_faq;  ///< id of the FAQ entry that `passive_text` answers from, or empty
    SaidBy passive_by = SaidBy::connection;
    Turn turn = Turn::matter;
    std::string turn_detail;  ///< of a rating: the grade's word; else empty
    std::string way_back;     ///< what the channel needs to answer in the talk that this came from,
                              ///< besides `sender`; its own form, at most 2,000 bytes, or empty

    friend bool operator==(const InboundMessage&, const InboundMessage&) = default;
};

}  // namespace huiying::model
