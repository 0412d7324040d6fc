// What a citizen is told at once: number, query code, both promised dates, and a sure answer where
// there is one. Used by web (board, API) and bot/conversation before the message is appended. No
// I/O; safe from any thread.
#pragma once

#include "board/model/calendar.hpp"
#include "board/model/errc.hpp"
#include "board/model/inbound_message.hpp"

#include <optional>
#include <string>

namespace huiying::templates {
class Renderer;
}

namespace huiying::knowledge {
struct AnswerPolicy;
struct Sense;
}  // namespace huiying::knowledge

namespace huiying::desk {

class Town;
class TownSnapshot;

struct Receipt {
    std::string number;
    std::string code;
    model::DueTimes due;
};

struct SureAnswer {
    std::string faq;   ///< entry id
    std::string text;  ///< rendered, with its source
};

/// Longest fields of a citizen's message, in characters; a longer one is refused with
/// text_too_long.
inline constexpr std::size_t kMaxText = 10'000;
inline constexpr std::size_t kMaxSubject = 100;
inline constexpr std::size_t kMaxShortField = 200;

/// Checks encoding and lengths of every field. Errors: bad_encoding, empty_text (neither text nor
/// attachments), text_too_long. On an error `field` names the field.
[[nodiscard]] model::Result<void> check_message(
    const model::InboundMessage& message, std::string& field
);

/// Ticket number and query code alone, where no date is said. Fills `message.number` like
/// make_receipt().
struct ReceiptNumbers {
    std::string number;
    std::string code;
};

[[nodiscard]] ReceiptNumbers make_numbers(const Town& town, model::InboundMessage& message);

/// Number and code from the delivery key, due times from the received time. Fills `message.number`
/// unless it continues a ticket.
[[nodiscard]] Receipt make_receipt(const Town& town, model::InboundMessage& message);

/// The town's bounds, and whether sample entries may speak.
[[nodiscard]] knowledge::AnswerPolicy answer_policy(const TownSnapshot& town);

/// The answer that may go out without a person; nullopt when not sure, not reviewed, or a person
/// must see the message first.
[[nodiscard]] std::optional<SureAnswer> sure_answer(
    const TownSnapshot& town,
    const templates::Renderer& renderer,
    const model::InboundMessage& message,
    model::Instant now,
    const knowledge::Sense* sense = nullptr
);

/// An entry's answer as it is sent, chosen by the citizen. REQUIRES: the entry is there and may be
/// sent.
[[nodiscard]] SureAnswer answer_from(
    const TownSnapshot& town, const templates::Renderer& renderer, const std::string& faq
);

/// The receipt as a chat message.
[[nodiscard]] std::string receipt_text(
    const TownSnapshot& town,
    const templates::Renderer& renderer,
    const Receipt& receipt,
    model::Instant now
);

/// What is said when a further message was added to a ticket.
[[nodiscard]] std::string continued_text(
    const TownSnapshot& town,
    const templates::Renderer& renderer,
    const Receipt& receipt,
    model::Instant now
);

}  // namespace huiying::desk
