// A ticket's row as it is selected: its columns, and how they are read. Private to this room.
#pragma once

#include "board/store/ticket_repository.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace huiying::store {

class Cursor;

/// Of table `ticket t`, in the order that record_of and key_of read them.
extern const std::string_view kTicketColumns;

TicketRecord record_of(const Cursor& row);
/// "due_key-id": where the next page goes on.
std::string key_of(const Cursor& row);

/// The ids of tickets in a row's first column.
std::vector<model::TicketId> ids_of(Cursor row);
/// Words of the states that somebody still owes work in, quoted and with commas: for `state in
/// (...)`.
const std::string& open_states();
/// The states as they stand in column `state`.
std::vector<std::string> words_of(const std::vector<model::TicketState>& states);

}  // namespace huiying::store
