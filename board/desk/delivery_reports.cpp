#include "board/desk/delivery_reports.hpp"

#include "board/desk/ticket_move.hpp"
#include "board/desk/undelivered.hpp"
#include "board/store/database.hpp"
#include "board/store/report_repository.hpp"
#include "board/store/ticket_repository.hpp"

#include <chrono>
#include <optional>

namespace huiying::desk {
namespace {

using store::Connection;

/// How long a report waits for the sender to write down what it is about.
constexpr std::chrono::hours kUnclaimed{24};

std::optional<TicketEvent> event_about(Connection& connection, model::OutboundId message) {
    const auto row = store::OutboxRepository(connection).find(message);
    if (!row)
        return std::nullopt;
    const auto record = store::TicketRepository(connection).find(row->ticket);
    return record ? std::optional(event_of(connection, "delivery_reported", *record))
                  : std::nullopt;
}

}  // namespace

DeliveryReports::DeliveryReports(
    store::Database& database, const Town& town, const model::Clock& clock, Announce announce
)
    : database_(database), town_(town), clock_(clock), announce_(std::move(announce)) {}

Reported DeliveryReports::take(
    const std::string& channel, const std::string& account, const model::DeliveryReport& report
) {
    const auto now = clock_.now();
    const auto town = town_.snapshot();
    std::optional<TicketEvent> changed;
    const auto outcome = database_.write([&](Connection& connection) {
        store::ReportRepository reports(connection);
        reports.drop_unclaimed(now - kUnclaimed);
        const auto noted = reports.note(channel, account, report, now);
        if (!noted.is_new)
            return Reported::repeated;
        if (!noted.message)
            return Reported::unknown;
        if (follow_reports({connection, town.get(), now}, *noted.message))
            changed = event_about(connection, *noted.message);
        return Reported::noted;
    });
    if (changed)
        announce_(*changed);
    return outcome;
}

}  // namespace huiying::desk
