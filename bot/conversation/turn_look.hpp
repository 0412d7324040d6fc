// What the town knows about a turn before its step is looked up: its kind, the sure answer or the
// choices, where it would be routed. Private to this room. Pure.
#pragma once

#include "board/desk/receipts.hpp"
#include "board/model/routing_decision.hpp"
#include "bot/conversation/talk_memory.hpp"
#include "bot/conversation/third_band.hpp"
#include "bot/conversation/turn_table.hpp"

#include <optional>
#include <vector>

namespace huiying::conversation {

struct Look {
    enum class Place { known, wanted };

    TurnKind kind = TurnKind::matter;
    std::optional<desk::SureAnswer> sure;  ///< also the answer that a choice means
    std::vector<Choice> choices;
    model::RoutingDecision decision;
    Place place = Place::known;  ///< wanted: only a place would tell which unit it is
};

struct LookAt {
    const desk::TownSnapshot& town;
    const templates::Renderer& renderer;
    const model::InboundMessage& message;
    const TalkMemory& memory;
    Stage stage;
    model::Instant now;
    const knowledge::Sense* sense = nullptr;  ///< what the message means, where it is known
};

[[nodiscard]] Look look_at(const LookAt& at);

/// Whether it would help to know what the message means: the town judges it, nothing warns, no
/// accusation. What is not worth it must not be asked of anybody outside.
[[nodiscard]] bool is_worth_sense(
    const desk::TownSnapshot& town, const model::InboundMessage& message
);

}  // namespace huiying::conversation
