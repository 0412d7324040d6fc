// What every use case on tickets works with. Made by app; references outlive all of them. Copyable.
#pragma once

#include "board/desk/ticket_event.hpp"
#include "board/model/instant.hpp"

namespace huiying::store {
class Database;
}

namespace huiying::desk {

class Town;

struct DeskUses {
    store::Database& database;
    const Town& town;
    const model::Clock& clock;
    Announce announce;
};

}  // namespace huiying::desk
