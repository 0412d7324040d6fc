// What the town tells a body that passed a matter on (转办), each an outbox row of the move's own
// transaction. Private to this room.
#pragma once

#include "board/desk/town.hpp"
#include "board/model/ticket.hpp"

#include <string>
#include <string_view>

namespace huiying::store {
class Connection;
class OutboxRepository;
}  // namespace huiying::store

namespace huiying::desk {

/// Kinds of what is told, as docs/channels/upstream.md names them; what is to be handed on to the
/// citizen (letter, notice) has none of its own.
namespace upstream_event {
inline constexpr std::string_view kReceipt = "receipt";
inline constexpr std::string_view kResult = "result";  ///< the citizen has it from the town
inline constexpr std::string_view kTakeBack = "take_back_asked";
inline constexpr std::string_view kMoreTime = "more_time_asked";
inline constexpr std::string_view kGivenBack = "given_back";
}  // namespace upstream_event

/// The account of the body that passed it on, also one that is shut now; nullptr: it is gone.
[[nodiscard]] const model::ChannelAccount* body_of(
    const TownSnapshot& town, const model::Ticket& ticket
);
/// Whether the body answers the citizen itself; else the town does.
[[nodiscard]] bool answers_the_citizen(const model::ChannelAccount& body);
/// Whether it takes signed calls.
[[nodiscard]] bool takes_calls(const model::ChannelAccount& body);

struct UpstreamNote {
    std::string_view event;
    std::string key;  ///< tells it apart from others of the same ticket
    std::string text;
    int workdays = 0;
    model::Instant at{};
};

/// Nothing where the matter was not passed on, or its body takes no calls.
void tell_upstream(
    store::OutboxRepository& outbox,
    const TownSnapshot& town,
    const model::Ticket& ticket,
    const UpstreamNote& note
);

/// Of a new ticket that was passed on: who did, in its history; and that body hears that the town
/// has it.
void begin_passed_on(
    store::Connection& connection,
    const TownSnapshot& town,
    model::TicketId id,
    const model::Ticket& ticket
);

/// The name of the body that passed it on.
[[nodiscard]] std::string upstream_title(const TownSnapshot& town, const model::Ticket& ticket);

}  // namespace huiying::desk
