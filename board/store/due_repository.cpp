#include "board/store/due_repository.hpp"

#include "board/store/daily_figures.hpp"
#include "board/store/database.hpp"
#include "board/store/instant_columns.hpp"
#include "board/store/json_columns.hpp"
#include "board/store/tally.hpp"
#include "board/store/ticket_repository.hpp"

#include <algorithm>

namespace huiying::store {
namespace {

using model::from_unix_ms;
using model::to_unix_ms;

// As in the index ticket_promised, else it is not used.
constexpr std::string_view kPromisedStates =
    "'pending_acceptance', 'to_dispatch', 'to_sign', 'handling', 'drafted', 'sent_back', "
    "'rework', 'dispatch_review', 'in_review', 'in_second_review', 'approved', 'merged'";

const std::string kDates =
    "select t.id, t.number, t.state, t.channel, t.account, t.sender, t.unit, t.restricted, "
    "t.accused, t.received_at, t.response_due, t.final_due, t.provisional, t.calendar_version, "
    "t.policy_version, t.responded_at, t.replied_at, t.human_at, t.round, t.version, "
    "c.extension_granted, c.survivor, c.own_response_due, c.own_final_due, r.at, r.workdays, "
    "a.at, a.since, t.arrived_at, t.accepted_at, t.contact_due, "
    "exists(select 1 from pause p where p.ticket in (t.id, c.survivor)), "
    "t.upstream_due";

const std::string kBeside =
    " left join round_start r on r.ticket = t.id left join alarm a on a.ticket = t.id";

const std::string kOutdated =
    kDates + " from ticket t indexed by ticket_promised left join course c on c.ticket = t.id" +
    kBeside + " where t.state in (" + std::string(kPromisedStates) +
    ") and t.id > ? and (t.calendar_version <> ? or t.policy_version <> ?) order by t.id limit ?";

const std::string kFind =
    kDates + " from ticket t left join course c on c.ticket = t.id" + kBeside + " where t.id = ?";

const std::string kCarriedBy = kDates + " from course c join ticket t on t.id = c.ticket" +
                               kBeside + " where c.survivor = ? order by t.id";

model::Ticket ticket_of(const Cursor& row) {
    model::Ticket ticket;
    ticket.id = {row.integer(0)};
    ticket.number = row.text(1);
    ticket.state = model::parse_ticket_state(row.text(2)).value_or(model::TicketState::to_dispatch);
    ticket.channel = row.text(3);
    ticket.account = row.text(4);
    ticket.sender = row.text(5);
    ticket.unit = row.text(6);
    ticket.restricted = row.integer(7) != 0;
    ticket.received_at = from_unix_ms(row.integer(9));
    ticket.due = {
        .response_due = from_unix_ms(row.integer(10)),
        .final_due = instant_at(row, 11),
        .provisional = row.integer(12) != 0,
        .contact_due = instant_at(row, 30),
        .calendar_version = row.text(13),
        .policy_version = row.text(14)};
    ticket.responded_at = instant_at(row, 15);
    ticket.replied_at = instant_at(row, 16);
    ticket.human_at = instant_at(row, 17);
    ticket.round = static_cast<int>(row.integer(18));
    ticket.version = row.integer(19);
    ticket.arrived_at = from_unix_ms(row.integer(28));
    ticket.accepted_at = instant_at(row, 29);
    ticket.upstream_due = instant_at(row, 32);
    return ticket;
}

PromisedDates dates_of(const Cursor& row) {
    PromisedDates dates{.ticket = ticket_of(row)};
    if (const auto accused = row.text(8); accused != "[]")
        dates.accused_units = words_from_json(accused);
    if (!row.is_null(20))
        dates.extension_workdays = static_cast<int>(row.integer(20));
    if (!row.is_null(21))
        dates.survivor = model::TicketId{row.integer(21)};
    dates.own_response_due = instant_at(row, 22);
    dates.own_final_due = instant_at(row, 23);
    if (const auto at = instant_at(row, 24))
        dates.round_start = RoundStart{*at, static_cast<int>(row.integer(25))};
    dates.alarm = instant_at(row, 26);
    dates.alarm_since = instant_at(row, 27);
    return dates;
}

/// The whole ticket, where something was decided by the response date that moves now: the figures
/// must follow.
std::optional<model::Ticket> counted_by_response(
    Connection& connection, const model::Ticket& ticket, const model::DueTimes& due
) {
    const auto& old = ticket.due;
    const bool decided = ticket.accepted_at || ticket.arrived_at > old.response_due;
    if (due.response_due == old.response_due || !decided)
        return std::nullopt;
    auto record = TicketRepository(connection).find(ticket.id);
    return record ? std::optional(std::move(record->ticket)) : std::nullopt;
}

void count_anew(Connection& connection, const model::Ticket& before, const model::DueTimes& due) {
    auto after = before;
    after.due = due;
    const auto past = past_rounds(connection, before.id);
    recount_ticket(connection, {before, past}, {after, past});
}

/// Since when the ticket is carried.
std::optional<model::Instant> carried_since(Connection& connection, model::TicketId ticket) {
    auto row = connection.query(
        "select max(at) from merge_link where ticket = ? and undone_at is null", ticket.value
    );
    return row.next() ? instant_at(row, 0) : std::nullopt;
}

std::vector<PauseRow> pauses_of(Connection& connection, const PromisedDates& dates) {
    PauseRepository pauses(connection);
    std::vector<PauseRow> rows;
    for (auto& row : pauses.of(dates.ticket.id))
        if (row.round == dates.ticket.round)
            rows.push_back(std::move(row));
    const auto since = dates.survivor ? carried_since(connection, dates.ticket.id) : std::nullopt;
    if (!since)
        return rows;
    for (auto& row : pauses.of(*dates.survivor)) {
        if (row.to && *row.to <= *since)
            continue;
        row.from = std::max(row.from, *since);
        rows.push_back(std::move(row));
    }
    return rows;
}

/// Few tickets know a pause: only theirs are read.
std::vector<PromisedDates> all_of(Connection& connection, Cursor row) {
    std::vector<PromisedDates> all;
    std::vector<std::size_t> paused;
    while (row.next()) {
        if (row.integer(31) != 0)
            paused.push_back(all.size());
        all.push_back(dates_of(row));
    }
    for (const auto index : paused)
        all[index].pauses = pauses_of(connection, all[index]);
    return all;
}

}  // namespace

std::string_view DueRepository::promised_states() {
    return kPromisedStates;
}

std::vector<PromisedDates> DueRepository::outdated(
    model::TicketId place, const DueVersions& versions, int limit
) {
    return all_of(
        connection_,
        connection_.query(kOutdated, place.value, versions.calendar, versions.policy, limit)
    );
}

std::optional<PromisedDates> DueRepository::find(model::TicketId ticket) {
    auto found = all_of(connection_, connection_.query(kFind, ticket.value));
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::vector<PromisedDates> DueRepository::carried_by(model::TicketId survivor) {
    return all_of(connection_, connection_.query(kCarriedBy, survivor.value));
}

bool DueRepository::put(const PromisedDates& before, const model::DueTimes& due) {
    const auto& ticket = before.ticket;
    const auto& old = ticket.due;
    // Dates are in three indices: written only where they are others.
    if (due.response_due == old.response_due && due.final_due == old.final_due &&
        due.contact_due == old.contact_due)
        return connection_.run(
                   "update ticket set provisional = ?, calendar_version = ?, policy_version = ?"
                   " where id = ? and version = ? and calendar_version = ? and policy_version = ?",
                   due.provisional,
                   due.calendar_version,
                   due.policy_version,
                   ticket.id.value,
                   ticket.version,
                   old.calendar_version,
                   old.policy_version
               ) == 1;
    const auto counted = counted_by_response(connection_, ticket, due);
    std::optional<TallyChange> change;
    if (counted)
        change.emplace(connection_, ticket.id);
    const bool written =
        connection_.run(
            "update ticket set response_due = ?, final_due = ?, due_key = ?, contact_due = ?,"
            " provisional = ?, calendar_version = ?, policy_version = ?"
            " where id = ? and version = ? and calendar_version = ? and policy_version = ?",
            to_unix_ms(due.response_due),
            ms_of(due.final_due),
            ms_of(due.final_due).value_or(kNoDueKey),
            ms_of(due.contact_due),
            due.provisional,
            due.calendar_version,
            due.policy_version,
            ticket.id.value,
            ticket.version,
            old.calendar_version,
            old.policy_version
        ) == 1;
    if (written && counted) {
        count_anew(connection_, *counted, due);
        change->settle();
    }
    return written;
}

void DueRepository::put_own(
    model::TicketId ticket,
    model::Instant response_due,
    const std::optional<model::Instant>& final_due
) {
    connection_.run(
        "update course set own_response_due = ?, own_final_due = ? where ticket = ?",
        to_unix_ms(response_due),
        ms_of(final_due),
        ticket.value
    );
}

void DueRepository::begin_round(model::TicketId ticket, const RoundStart& start) {
    connection_.run(
        "insert or replace into round_start (ticket, at, workdays) values (?, ?, ?)",
        ticket.value,
        to_unix_ms(start.at),
        start.workdays
    );
}

std::optional<RoundStart> DueRepository::round_start(model::TicketId ticket) {
    auto row =
        connection_.query("select at, workdays from round_start where ticket = ?", ticket.value);
    if (!row.next())
        return std::nullopt;
    return RoundStart{from_unix_ms(row.integer(0)), static_cast<int>(row.integer(1))};
}

void DueRepository::add(const DueChange& change) {
    connection_.run(
        "insert into due_change (ticket, recount, clock, at, old_due, new_due, counted_due, "
        "outcome, old_calendar, old_policy, new_calendar, new_policy)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " on conflict (ticket, recount, clock) do update set at = excluded.at,"
        " new_due = excluded.new_due, counted_due = excluded.counted_due,"
        " outcome = excluded.outcome",
        change.ticket.value,
        change.recount,
        change.clock,
        to_unix_ms(change.at),
        ms_of(change.old_due),
        ms_of(change.new_due),
        ms_of(change.counted_due),
        change.outcome,
        change.before.calendar,
        change.before.policy,
        change.versions.calendar,
        change.versions.policy
    );
}

std::vector<DueChange> DueRepository::changes(model::TicketId ticket) {
    std::vector<DueChange> changes;
    auto row = connection_.query(
        "select recount, clock, at, old_due, new_due, counted_due, outcome, old_calendar, "
        "old_policy, new_calendar, new_policy from due_change where ticket = ? order by at, "
        "recount, clock",
        ticket.value
    );
    while (row.next())
        changes.push_back(
            {.ticket = ticket,
             .recount = row.integer(0),
             .clock = row.text(1),
             .at = from_unix_ms(row.integer(2)),
             .old_due = instant_at(row, 3),
             .new_due = instant_at(row, 4),
             .counted_due = instant_at(row, 5),
             .outcome = row.text(6),
             .before = {row.text(7), row.text(8)},
             .versions = {row.text(9), row.text(10)}}
        );
    return changes;
}

}  // namespace huiying::store
