#include "board/desk/joining.hpp"

#include "board/desk/ticket_move.hpp"
#include "board/model/ticket_number.hpp"
#include "board/store/database.hpp"
#include "board/store/joined_repository.hpp"
#include "board/store/ticket_repository.hpp"
#include "text/encoding.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace huiying::desk {
namespace {

constexpr std::size_t kMostJoined = 10;
constexpr int kMostTimes = 20;

using Pair = std::array<store::TicketRecord, 2>;

std::optional<Pair> pair_of(
    store::Connection& connection, const std::string& number, const std::string& other
) {
    store::TicketRepository tickets(connection);
    auto first = tickets.find(number);
    auto second = tickets.find(other);
    if (!first || !second)
        return std::nullopt;
    return Pair{std::move(*first), std::move(*second)};
}

/// The number stays out of the history: whom one of them accuses may read the other's.
void note(
    store::Connection& connection,
    const Pair& pair,
    const model::HistoryEntry& entry,
    std::vector<TicketEvent>& events
) {
    for (const auto& record : pair) {
        store::TicketRepository(connection).add_history(record.ticket.id, entry);
        events.push_back(event_of(connection, entry.event, record));
    }
}

/// Joined to as many, or joined and parted as often, as a person needs.
bool has_enough(store::Connection& connection, const Pair& pair) {
    store::JoinedRepository joined(connection);
    store::TicketRepository tickets(connection);
    return std::any_of(pair.begin(), pair.end(), [&](const store::TicketRecord& record) {
        const auto history = tickets.history(record.ticket.id);
        const auto times = std::count_if(history.begin(), history.end(), [](const auto& entry) {
            return entry.event == "joined";
        });
        return joined.of(record.ticket.id).size() >= kMostJoined || times >= kMostTimes;
    });
}

}  // namespace

model::Result<Joined> Joining::join(const CitizenProof& proof, const OtherTicket& other) {
    const auto number = status_.prove(proof);
    if (number.has_error())
        return number.error();
    const auto other_number = status_.prove({other.number, other.code, proof.peer});
    if (other_number.has_error()) {
        return model::errc_of(other_number.error()) == model::Errc::wrong_code
                   ? Joined::other_wrong
                   : Joined::other_locked;
    }
    if (*number == *other_number)
        return Joined::same;
    std::vector<TicketEvent> events;
    const auto now = uses_.clock.now();
    auto outcome =
        uses_.database.write([&](store::Connection& connection) -> model::Result<Joined> {
            events.clear();
            const auto pair = pair_of(connection, *number, *other_number);
            if (!pair)
                return model::Errc::not_found;
            store::JoinedRepository joined(connection);
            if (joined.are_joined((*pair)[0].ticket.id, (*pair)[1].ticket.id))
                return Joined::done;
            if (has_enough(connection, *pair))
                return Joined::too_many;
            joined.join((*pair)[0].ticket.id, (*pair)[1].ticket.id, now);
            note(
                connection,
                *pair,
                {now, "citizen", "joined", "来信人凭两边的查询码关联了另一件来信"},
                events
            );
            return Joined::done;
        });
    for (const auto& event : events)
        uses_.announce(event);
    return outcome;
}

model::Result<void> Joining::part(const CitizenProof& proof, const std::string& other_number) {
    const auto number = status_.prove(proof);
    if (number.has_error())
        return number.error();
    const auto other = model::canonical_number(text::normalise(other_number));
    if (!other)
        return model::Errc::not_found;
    std::vector<TicketEvent> events;
    const auto now = uses_.clock.now();
    auto outcome = uses_.database.write([&](store::Connection& connection) -> model::Result<void> {
        events.clear();
        const auto pair = pair_of(connection, *number, *other);
        store::JoinedRepository joined(connection);
        if (!pair || !joined.part((*pair)[0].ticket.id, (*pair)[1].ticket.id))
            return model::Errc::not_found;
        note(
            connection, *pair, {now, "citizen", "parted", "来信人取消了与另一件来信的关联"}, events
        );
        return {};
    });
    for (const auto& event : events)
        uses_.announce(event);
    return outcome;
}

}  // namespace huiying::desk
