// What a citizen hears at once and what becomes of the turn, decided before the message is
// appended: number and code, and where the platform waits for it the words of turn_table. Used by
// bot/intake. No I/O; safe from any thread.
#pragma once

#include "board/desk/sense.hpp"
#include "board/desk/talk_standing.hpp"
#include "board/model/inbound_message.hpp"
#include "bot/conversation/talk_memory.hpp"
#include "bot/conversation/turn_table.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace huiying::desk {
class Town;
struct Receipt;
}  // namespace huiying::desk

namespace huiying::templates {
class Renderer;
}

namespace huiying::conversation {

/// How long after the last turn a message of another matter still belongs to the same ticket, and a
/// ticket that the record does not know yet is taken for open: a burst is one matter.
inline constexpr std::chrono::minutes kTalkLength{10};
/// How long choices stand.
inline constexpr std::chrono::hours kOfferLength{24};
/// How long an answer is kept for repeated deliveries.
inline constexpr std::chrono::hours kAnswerLength{1};

struct AtOnce {
    std::string number;        ///< empty: small talk, no ticket
    std::string code;          ///< its query code
    std::string passive_text;  ///< said at once; empty: nothing
    std::string passive_faq;   ///< FAQ entry it answers from, or empty
    bool continues = false;    ///< the message belongs to the ticket `number`, which exists
    model::Turn turn = model::Turn::matter;
    std::string turn_detail;

    friend bool operator==(const AtOnce&, const AtOnce&) = default;
};

/// Who hears an answer: in a group nobody is told a query code.
enum class Hearers { sender, group };

/// A talk when a turn comes: what is remembered of it, and what the record says.
struct TalkNow {
    TalkMemory memory;
    desk::TalkStanding standing;
    desk::SensePtr sense;  ///< what the turn's message means, where it is known
};

struct Turned {
    AtOnce answer;
    TalkMemory memory;  ///< the talk after the turn
};

/// Whether the record has taken the last turn that was about the ticket.
[[nodiscard]] bool is_recorded(const TalkNow& talk);

/// Where the talk stands.
[[nodiscard]] Stage stage_of(const TalkNow& talk, model::Instant now);

class FirstAnswers {
  public:
    FirstAnswers(const desk::Town& town, const templates::Renderer& renderer);

    /// Fills `message.number`; for platforms without a passive answer, which need no text.
    [[nodiscard]] AtOnce receipt(model::InboundMessage& message) const;
    /// The turn by the table. A repetition of the last delivery hears the same and changes nothing.
    [[nodiscard]] Turned take_turn(
        const model::InboundMessage& message,
        const TalkNow& talk,
        model::Instant now,
        Hearers hearers = Hearers::sender
    ) const;
    /// Whether the turn could go another way if it was known what the message means.
    [[nodiscard]] bool is_worth_sense(const model::InboundMessage& message) const;

  private:
    bool has_opened(const model::InboundMessage& message, const TalkNow& talk) const;
    desk::Receipt number(
        AtOnce& answer, Keep keep, const model::InboundMessage& message, const TalkNow& talk
    ) const;

    const desk::Town& town_;
    const templates::Renderer& renderer_;
};

/// Name under which the answer to a delivery is remembered.
[[nodiscard]] std::string answer_name(const model::InboundMessage& message);

/// An answer as it is remembered, and back; nullopt when it is not one.
[[nodiscard]] std::string pack(const AtOnce& answer);
[[nodiscard]] std::optional<AtOnce> unpack(std::string_view packed);

/// Writes the answer into the message that is appended.
void apply(const AtOnce& answer, model::InboundMessage& message);

}  // namespace huiying::conversation
