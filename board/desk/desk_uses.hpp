// What every use case on tickets works with. Made by app; references outlive all of them. Copyable.
#pragma once

#include "board/desk/ticket_event.hpp"
#include "board/model/instant.hpp"

#include <string>

namespace huiying::store {
class Database;
}

namespace huiying::templates {
class Renderer;
}

namespace huiying::desk {

class Town;

struct DeskUses {
    store::Database& database;
    const Town& town;
    const model::Clock& clock;
    Announce announce;
    /// Makes the system's draft anew for another unit; nullptr: a draft stays as it was.
    const templates::Renderer* renderer = nullptr;
    /// Where citizens find their status page, for letters; empty: unknown.
    std::string query_page = {};
};

}  // namespace huiying::desk
