// A ticket's row as it is selected: its columns, and how they are read. Private to this room.
#pragma once

#include "board/store/ticket_repository.hpp"

#include <string_view>

namespace huiying::store {

class Cursor;

/// Of table `ticket t`, in the order that record_of and key_of read them.
extern const std::string_view kTicketColumns;

TicketRecord record_of(const Cursor& row);
/// "due_key-id": where the next page goes on.
std::string key_of(const Cursor& row);

}  // namespace huiying::store
