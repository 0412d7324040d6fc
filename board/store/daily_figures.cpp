#include "board/store/daily_figures.hpp"

#include "board/store/database.hpp"
#include "board/store/instant_columns.hpp"
#include "board/store/public_months.hpp"

namespace huiying::store {
namespace {

using model::Measure;
using model::Standing;

enum Column : std::size_t { received, responded, responded_in_time, answered, answered_in_time };

std::size_t column_of(Measure measure, Standing standing) {
    return kPlainCounts + 2 * static_cast<std::size_t>(measure) +
           (standing == Standing::missed ? 1 : 0);
}

const std::vector<std::string>& columns() {
    static const std::vector<std::string> kColumns = [] {
        std::vector<std::string> names{
            "received", "responded", "responded_in_time", "answered", "answered_in_time"};
        for (const auto measure : model::kMeasures)
            for (const char* end : {"_met", "_missed"})
                names.push_back(std::string(model::to_word(measure)) + end);
        return names;
    }();
    return kColumns;
}

const std::string& upsert() {
    static const std::string kSql = [] {
        std::string values = "?, ?";
        std::string sets;
        for (const auto& name : columns()) {
            values += ", ?";
            sets.append(sets.empty() ? "" : ", ");
            sets.append(name).append(" = ").append(name).append(" + excluded.").append(name);
        }
        return "insert into daily (day, unit, " + daily_columns() + ") values (" + values +
               ") on conflict (day, unit) do update set " + sets;
    }();
    return kSql;
}

model::Ticket counted_ticket_of(const Cursor& row) {
    auto ticket = measured_ticket_of(row);
    ticket.number = row.text(14);
    ticket.channel = row.text(15);
    ticket.restricted = row.integer(16) != 0;
    return ticket;
}

const std::string kCounted =
    "select id, state, unit, received_at, arrived_at, response_due, final_due, contact_due, "
    "responded_at, replied_at, accepted_at, human_at, ended_at, round, number, "
    "channel, restricted from ticket";

void see_each(
    Connection& connection, Cursor row, const std::function<void(const CountedTicket&)>& see
) {
    while (row.next()) {
        const auto ticket = counted_ticket_of(row);
        see(
            {ticket,
             ticket.round > 1 ? past_rounds(connection, ticket.id)
                              : std::vector<model::PastRound>{}}
        );
    }
}

/// The plain counts of the dashboard; a reply is the first round's.
void count_plainly(DailyFigures& figures, const CountedTicket& counted, int amount) {
    const auto& ticket = counted.ticket;
    const bool first = counted.past.empty();
    const auto& unit = first ? ticket.unit : counted.past.front().unit;
    auto& counts = figures[{model::to_iso(model::local_date(ticket.received_at)), unit}];
    counts[received] += amount;
    if (ticket.responded_at)
        counts[responded] += amount;
    if (first ? ticket.replied_at : counted.past.front().replied_at)
        counts[answered] += amount;
}

void write(Connection& connection, const DailyFigures& figures) {
    for (const auto& [key, counts] : figures) {
        if (counts == DailyCounts{})
            continue;
        auto row = connection.query(upsert());
        row.bind(1, key.first);
        row.bind(2, key.second);
        for (std::size_t i = 0; i < counts.size(); ++i)
            row.bind(static_cast<int>(i) + 3, counts[i]);
        while (row.next()) {
        }
    }
}

}  // namespace

void count_ticket(DailyFigures& figures, const CountedTicket& counted, int amount) {
    const auto day = model::to_iso(model::local_date(counted.ticket.received_at));
    count_plainly(figures, counted, amount);
    for (const auto& promise : model::promises_of(counted.ticket, counted.past)) {
        const auto standing = standing_of(promise.clock);
        if (standing != Standing::met && standing != Standing::missed)
            continue;
        auto& counts = figures[{day, std::string(promise.unit)}];
        counts.at(column_of(promise.measure, standing)) += amount;
        if (standing == Standing::met && promise.measure == Measure::response)
            counts[responded_in_time] += amount;
        if (standing == Standing::met && promise.measure == Measure::final_reply)
            counts[answered_in_time] += amount;
    }
}

void add_to_daily(Connection& connection, const DailyFigures& figures) {
    DailyFigures of_all_days;
    for (const auto& [key, counts] : figures) {
        auto& total = of_all_days[{"", key.second}];
        for (std::size_t i = 0; i < counts.size(); ++i)
            total[i] += counts[i];
    }
    write(connection, figures);
    write(connection, of_all_days);
}

void recount_ticket(
    Connection& connection, const CountedTicket& before, const CountedTicket& after
) {
    DailyFigures figures;
    count_ticket(figures, before, -1);
    count_ticket(figures, after, 1);
    add_to_daily(connection, figures);
    PublicMonths(connection).recount(before, after);
}

const std::string& daily_columns() {
    static const std::string kNames = [] {
        std::string names;
        for (const auto& name : columns())
            names.append(names.empty() ? "" : ", ").append(name);
        return names;
    }();
    return kNames;
}

model::Ticket measured_ticket_of(const Cursor& row) {
    model::Ticket ticket;
    ticket.id = {row.integer(0)};
    ticket.state = model::parse_ticket_state(row.text(1)).value_or(model::TicketState::to_dispatch);
    ticket.unit = row.text(2);
    ticket.received_at = model::from_unix_ms(row.integer(3));
    ticket.arrived_at = model::from_unix_ms(row.integer(4));
    ticket.due.response_due = model::from_unix_ms(row.integer(5));
    ticket.due.final_due = instant_at(row, 6);
    ticket.due.contact_due = instant_at(row, 7);
    ticket.responded_at = instant_at(row, 8);
    ticket.replied_at = instant_at(row, 9);
    ticket.accepted_at = instant_at(row, 10);
    ticket.human_at = instant_at(row, 11);
    ticket.ended_at = instant_at(row, 12);
    ticket.round = static_cast<int>(row.integer(13));
    return ticket;
}

std::vector<model::PastRound> past_rounds(Connection& connection, model::TicketId ticket) {
    std::vector<model::PastRound> rounds;
    auto row = connection.query(
        "select round, unit, final_due, replied_at, ended_at from past_round where ticket = ?"
        " order by round",
        ticket.value
    );
    while (row.next())
        rounds.push_back(
            {static_cast<int>(row.integer(0)),
             row.text(1),
             instant_at(row, 2),
             instant_at(row, 3),
             instant_at(row, 4)}
        );
    return rounds;
}

void add_past_round(Connection& connection, model::TicketId ticket, const model::PastRound& round) {
    connection.run(
        "insert or replace into past_round (ticket, round, unit, final_due, replied_at, ended_at)"
        " values (?, ?, ?, ?, ?, ?)",
        ticket.value,
        round.round,
        round.unit,
        ms_of(round.final_due),
        ms_of(round.replied_at),
        ms_of(round.ended_at)
    );
}

void each_counted_ticket(
    Connection& connection, const std::function<void(const CountedTicket&)>& see
) {
    see_each(connection, connection.query(kCounted), see);
}

void each_hidden_ticket(
    Connection& connection,
    int restricted,
    const std::string& accused,
    const std::function<void(const CountedTicket&)>& see
) {
    // The first condition is the index's, word by word.
    static const std::string kSql =
        kCounted +
        " where (restricted = 1 or accused <> '[]') and ((restricted = 1 and ?1 <> 0) or (?2 <> '' "
        "and instr(accused, '\"' || ?2 || '\"') > 0))";
    see_each(connection, connection.query(kSql, restricted, accused), see);
}

void add_whole_time(Connection& connection) {
    std::string sums;
    for (const auto& name : columns())
        sums.append(", sum(").append(name).append(")");
    connection.run("delete from daily where day = ''");
    connection.run(
        "insert into daily (day, unit, " + daily_columns() + ") select '', unit" + sums +
        " from daily group by unit"
    );
}

void rebuild_daily(Connection& connection) {
    DailyFigures figures;
    each_counted_ticket(connection, [&](const CountedTicket& counted) {
        count_ticket(figures, counted, 1);
    });
    connection.run("delete from daily");
    add_to_daily(connection, figures);
}

}  // namespace huiying::store
