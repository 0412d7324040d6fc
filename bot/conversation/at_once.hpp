// What a citizen hears at once, decided before the message is appended: number and code, and on
// platforms that wait for it a sure answer or a receipt. And which talk a message belongs to. Used
// by bot/intake. No I/O; safe from any thread.
#pragma once

#include "board/model/inbound_message.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace huiying::desk {
class Town;
}

namespace huiying::templates {
class Renderer;
}

namespace huiying::conversation {

/// How long after the first message of a talk further ones belong to its ticket: a burst is one
/// matter.
inline constexpr std::chrono::minutes kTalkLength{10};
/// How long an answer is kept for repeated deliveries.
inline constexpr std::chrono::hours kAnswerLength{1};

struct AtOnce {
    std::string number;
    std::string code;
    std::string passive_text;  ///< said on the platform's own connection; empty: nothing
    std::string passive_faq;   ///< FAQ entry it answers from, or empty
    bool continues = false;    ///< the message belongs to the ticket `number`, which exists
};

/// Who hears an answer: in a group nobody is told a query code.
enum class Hearers { sender, group };

class FirstAnswers {
  public:
    FirstAnswers(const desk::Town& town, const templates::Renderer& renderer);

    /// Fills `message.number`; for platforms without a passive answer, which need no text.
    [[nodiscard]] AtOnce receipt(model::InboundMessage& message) const;
    /// The first message of a talk: sure answer or receipt.
    [[nodiscard]] AtOnce open(
        model::InboundMessage& message, model::Instant now, Hearers hearers = Hearers::sender
    ) const;
    /// A further message of the talk that has the ticket `number`.
    [[nodiscard]] AtOnce add(
        model::InboundMessage& message, const std::string& number, model::Instant now
    ) const;

  private:
    const desk::Town& town_;
    const templates::Renderer& renderer_;
};

/// Name under which a talk's ticket number is remembered.
[[nodiscard]] std::string talk_name(const model::InboundMessage& message);
/// Name under which the answer to a delivery is remembered.
[[nodiscard]] std::string answer_name(const model::InboundMessage& message);

/// An answer as it is remembered, and back; nullopt when it is not one.
[[nodiscard]] std::string pack(const AtOnce& answer);
[[nodiscard]] std::optional<AtOnce> unpack(std::string_view packed);

/// Writes the answer into the message that is appended.
void apply(const AtOnce& answer, model::InboundMessage& message);

}  // namespace huiying::conversation
