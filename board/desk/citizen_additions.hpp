// What a citizen adds to the own ticket by number and query code, as a message that goes the way of
// every other: appended to the inbound stream, taken in by the worker. The only place that sets
// `proved_by_code`. Used by web (board, API). Thread rule: safe from any thread; blocking (SQL).
#pragma once

#include "board/desk/citizen_status.hpp"
#include "board/model/inbound_message.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace huiying::desk {

/// On one ticket, when its writer adds to it: whoever has a code does not fill the disk with it.
inline constexpr std::size_t kMaxFilesOfTicket = 30;

struct AdditionGiven {
    std::string channel;       ///< "board", "api"
    std::string delivery_key;  ///< of the caller's choice; made one of this ticket here
    std::string text;          ///< may be empty beside attachments
    std::vector<model::Attachment> attachments;  ///< with their hashes
};

struct Addition {
    model::InboundMessage message;                            ///< to append
    model::TicketState state = model::TicketState::handling;  ///< of the ticket as it is
    model::TicketState then = model::TicketState::handling;   ///< where the addition takes it
};

/// Checked and proved. Errors: bad_encoding, empty_text, text_too_long, those of
/// CitizenStatus::prove, not_found (the ticket is still on its way to the record),
/// move_not_allowed, too_many_files (for one addition, or for the ticket; one that it has already
/// is none more).
[[nodiscard]] model::Result<Addition> addition_of(
    CitizenStatus& status, const CitizenProof& proof, AdditionGiven given, model::Instant now
);

}  // namespace huiying::desk
