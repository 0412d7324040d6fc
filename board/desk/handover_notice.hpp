// The notice of a handing over (移交单), to be signed and filed. Private to this room. Pure.
#pragma once

#include "board/desk/town.hpp"
#include "board/model/staff.hpp"
#include "board/model/ticket.hpp"

#include <string>
#include <vector>

namespace huiying::desk {

struct HandedOver {
    model::Staff from;
    model::Staff to;
    model::Instant at{};
    std::string reason;
    std::vector<model::Ticket> tickets;
};

/// Plain text. Names, numbers and addresses in subjects are masked: the paper leaves the system.
[[nodiscard]] std::string handover_notice(
    const TownSnapshot& town, const HandedOver& step, const std::string& arranged_by
);

}  // namespace huiying::desk
