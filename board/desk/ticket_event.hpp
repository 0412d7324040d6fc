// What changed on a ticket, for live views: told after the commit. Used by desk's use cases; app
// publishes it.
#pragma once

#include "board/model/ticket.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace huiying::desk {

/// Somebody has the ticket open.
struct Presence {
    enum class Doing { reading, writing, left };

    std::string login;
    std::string name;
    Doing doing = Doing::reading;
};

struct TicketEvent {
    std::string number;
    std::string event;  ///< word of the history: taken_in, assigned, replied, ...
    std::string unit;   ///< responsible unit's code
    model::TicketState state = model::TicketState::to_dispatch;
    bool restricted = false;
    std::vector<std::string> accused_units;
    std::vector<std::string> assisting_units;  ///< who see it besides
    std::optional<Presence> presence;          ///< nothing changed: somebody is there
};

/// Called after the commit, on the thread that made the change; must not block for long.
using Announce = std::function<void(const TicketEvent&)>;

}  // namespace huiying::desk
