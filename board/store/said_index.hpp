// The index of what staff said about a ticket: replies and notes, as much of them as a search may
// show. Rows are added, and written anew when a ticket's secrecy changes. Used by this room's
// repositories, by housekeeping, and by desk (restricting). Inside Database::write only.
#pragma once

#include "board/model/ids.hpp"

#include <cstdint>
#include <string>

namespace huiying::store {

class Connection;

/// Of a restricted ticket personal details are left out, so that nobody learns them by searching.
void index_reply(
    Connection& connection, model::TicketId ticket, std::int64_t reply, const std::string& text
);
void index_note(
    Connection& connection, model::TicketId ticket, std::int64_t history, const std::string& text
);

/// All that was said of a ticket, where its secrecy changes: personal details out of the index, or
/// back into it. `restricted`: what it is from now on.
void index_said_anew(Connection& connection, model::TicketId ticket, bool restricted);

/// Indexes some of what was there before the index was. Returns how many rows it looked at: 0 when
/// nothing is left.
int fill_said_index(Connection& connection, int rows);

/// The ticket of a row of the index, and the least row that a ticket can have.
constexpr std::int64_t ticket_of_said(std::int64_t row) {
    return row >> 32;
}

constexpr std::int64_t first_said_of(std::int64_t ticket) {
    return ticket << 32;
}

}  // namespace huiying::store
