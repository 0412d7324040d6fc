// The shipped wordings filled in for a ticket: what a move tells its citizen, and what whoever
// writes a reply is offered. Private to this room. Pure.
#pragma once

#include "board/desk/ticket_move.hpp"
#include "board/draft/shipped_reply.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace huiying::desk {

/// A restricted one is written to as an accusation is.
[[nodiscard]] draft::ReplyKind kind_of(const model::Ticket& ticket);

/// A bubble where the channel is a talk, else a letter.
[[nodiscard]] draft::ReplyLength length_of(std::string_view channel);

/// What the ticket and the town tell of the fields; no subject of a restricted one.
[[nodiscard]] draft::ReplyFields fields_of(
    const model::Ticket& ticket, const TownSnapshot& town, model::Instant now
);

/// What a wording is filled in for.
struct WrittenFor {
    const model::Ticket& ticket;
    const TownSnapshot& town;
    model::Instant now;
    const templates::Renderer* renderer = nullptr;  ///< nullptr: the packed wordings
};

/// A sentence or two on the citizen's channel; `more` goes before what the ticket tells.
[[nodiscard]] std::string stage_words(
    const WrittenFor& with, draft::ReplyStage stage, const draft::ReplyFields& more = {}
);
[[nodiscard]] std::string stage_words(
    const MoveContext& context, draft::ReplyStage stage, const draft::ReplyFields& more = {}
);
/// What stays as a letter, at the length of the citizen's channel.
[[nodiscard]] std::string stage_letter(
    const MoveContext& context, draft::ReplyStage stage, const draft::ReplyFields& more = {}
);

/// The final reply's wording of the ticket's round, at the length of its channel.
[[nodiscard]] std::string reply_letter(const WrittenFor& with, const draft::ReplyFields& more);
/// The same without an answer: what stands in every reply, full or empty.
[[nodiscard]] std::string letter_frame(const WrittenFor& with);
/// And what stands besides where the matter is answered as a petition.
[[nodiscard]] std::string offered_frames(const WrittenFor& with);

/// The wording for a person to go on with: what it names and nobody knows stands as
/// 【待填：name】, those names in order in `open`.
struct OpenedWording {
    std::string text;
    std::vector<std::string> open;
};

[[nodiscard]] OpenedWording opened(
    const templates::Renderer& renderer, const draft::ReplyForm& form, draft::ReplyFields known
);

}  // namespace huiying::desk
