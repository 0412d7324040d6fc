// What is remembered of a talk between two turns, in Redis: the record may not know the last ones
// yet. Used by at_once; kept and handed over by bot/intake. Pure.
#pragma once

#include "board/model/inbound_message.hpp"
#include "board/model/instant.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::conversation {

/// How long a talk is remembered after its last turn; the record knows its ticket for longer.
inline constexpr std::chrono::hours kMemoryLength{72};

struct TalkMemory {
    enum class Ticket { none, open, answered };

    Ticket ticket = Ticket::none;  ///< as it was when this was written
    std::string number;
    std::string ticket_key;            ///< the last delivery that was about the ticket
    std::string unit;                  ///< code, or empty: with the dispatcher
    model::Instant last_at{};          ///< the last turn
    std::vector<std::string> offered;  ///< FAQ entries of the choices, while they stand
    // The last delivery and what was answered: a repetition hears it and changes nothing.
    std::string last_key;
    std::string last_answer;

    friend bool operator==(const TalkMemory&, const TalkMemory&) = default;
};

/// Name under which a talk is remembered: one citizen at one account.
[[nodiscard]] std::string talk_name(const model::InboundMessage& message);

[[nodiscard]] std::string pack(const TalkMemory& memory);
/// An empty memory for what is none ("" too).
[[nodiscard]] TalkMemory unpack_memory(std::string_view packed);

}  // namespace huiying::conversation
