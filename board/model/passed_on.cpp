#include "board/model/passed_on.hpp"

#include <algorithm>

namespace huiying::model {

bool is_passed_on(const Ticket& ticket) {
    return ticket.channel == kUpstream;
}

std::optional<Instant> bounded_due(const Ticket& ticket, const std::optional<Instant>& counted) {
    if (!ticket.upstream_due || ticket.round > 1)
        return counted;
    return counted ? std::min(*counted, *ticket.upstream_due) : ticket.upstream_due;
}

bool is_late_on_arrival(const Ticket& ticket, const std::optional<Instant>& due) {
    return is_passed_on(ticket) && due && *due < ticket.arrived_at;
}

}  // namespace huiying::model
