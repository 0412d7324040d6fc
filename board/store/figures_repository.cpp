#include "board/store/figures_repository.hpp"

#include "board/model/ticket_state.hpp"
#include "board/store/daily_figures.hpp"
#include "board/store/database.hpp"
#include "board/store/tally.hpp"
#include "board/store/ticket_row.hpp"

namespace huiying::store {
namespace {

/// Clocks that still run and were due before a moment, by unit; one index each, which the planner
/// would leave for one that is in the order of units and longer.
constexpr std::array<std::pair<model::Measure, std::string_view>, 5> kRunning{{
    {model::Measure::response,
     "select unit, count(*) from ticket indexed by ticket_unresponded where responded_at is null "
     "and ended_at is null and round = 1 and response_due < ? and not (channel = 'upstream' and "
     "response_due < arrived_at) group by unit"},
    {model::Measure::acceptance,
     "select unit, count(*) from ticket indexed by ticket_unaccepted where accepted_at is null "
     "and ended_at is null and round = 1 and response_due < ? and not (channel = 'upstream' and "
     "response_due < arrived_at) group by unit"},
    {model::Measure::human_contact,
     "select unit, count(*) from ticket indexed by ticket_uncontacted where human_at is null "
     "and ended_at is null and round = 1 and contact_due < ? and not (channel = 'upstream' and "
     "contact_due < arrived_at) group by unit"},
    {model::Measure::final_reply,
     "select unit, count(*) from ticket indexed by ticket_unanswered where replied_at is null "
     "and ended_at is null and final_due < ? and round = 1 and state <> 'paused' and not (channel "
     "= 'upstream' and final_due < arrived_at) group by unit"},
    {model::Measure::later_reply,
     "select unit, count(*) from ticket indexed by ticket_unanswered where replied_at is null "
     "and ended_at is null and final_due < ? and round > 1 and state <> 'paused' group by unit"},
}};

}  // namespace

std::map<std::string, UnitFigures> FiguresRepository::open_by_unit(
    model::Instant now, model::Instant soon_until
) {
    std::map<std::string, UnitFigures> units;
    const auto end_of_today = model::at_local(model::local_date(now), std::chrono::hours{24});
    {
        auto row = connection_.query(
            "select unit, count(*), sum(due_key >= ?1 and due_key < ?2 and state <> 'paused'),"
            " sum(due_key < ?1 and state <> 'paused'),"
            " sum(due_key >= ?2 and due_key < ?3 and state <> 'paused') from ticket indexed by "
            "ticket_open where state in "
            "(" +
                open_states() + ") group by unit",
            model::to_unix_ms(now),
            model::to_unix_ms(end_of_today),
            model::to_unix_ms(soon_until)
        );
        while (row.next()) {
            auto& figures = units[row.text(0)];
            figures.open = static_cast<int>(row.integer(1));
            figures.due_today = static_cast<int>(row.integer(2));
            figures.overdue = static_cast<int>(row.integer(3));
            figures.due_soon = static_cast<int>(row.integer(4));
        }
    }
    part_late_on_arrival(units);
    return units;
}

std::map<std::string, UnitFigures> FiguresRepository::by_unit(model::Instant now) {
    auto units = open_by_unit(now, now);
    add_kept(units);
    add_running(units, now);
    return units;
}

void FiguresRepository::part_late_on_arrival(std::map<std::string, UnitFigures>& units) {
    auto row = connection_.query(
        "select unit, count(*) from ticket indexed by ticket_late_on_arrival where channel = "
        "'upstream' and final_due < arrived_at and round = 1 and state <> 'paused' and state in (" +
        open_states() + ") group by unit"
    );
    while (row.next()) {
        auto& figures = units[row.text(0)];
        figures.late_on_arrival = static_cast<int>(row.integer(1));
        figures.overdue -= figures.late_on_arrival;
    }
}

void FiguresRepository::add_kept(std::map<std::string, UnitFigures>& units) {
    static const std::string kSql =
        "select unit, " + daily_columns() + " from daily where day = ''";
    auto row = connection_.query(kSql);
    while (row.next()) {
        auto& figures = units[row.text(0)];
        const auto at = [&](std::size_t column) {
            return static_cast<int>(row.integer(static_cast<int>(column) + 1));
        };
        figures.received = at(0);
        figures.responded = at(1);
        figures.responded_in_time = at(2);
        figures.answered = at(3);
        figures.answered_in_time = at(4);
        for (std::size_t i = 0; i < figures.rates.size(); ++i) {
            const int met = at(kPlainCounts + 2 * i);
            figures.rates[i] = {met, met + at(kPlainCounts + 2 * i + 1)};
        }
    }
}

void FiguresRepository::add_running(std::map<std::string, UnitFigures>& units, model::Instant now) {
    const auto second = std::chrono::floor<std::chrono::seconds>(now);
    for (const auto& [measure, sql] : kRunning) {
        auto row = connection_.query(sql, model::to_unix_ms(second));
        while (row.next())
            units[row.text(0)].rates.at(static_cast<std::size_t>(measure)).counted +=
                static_cast<int>(row.integer(1));
    }
}

void FiguresRepository::each_ticket(
    const std::function<void(const model::Ticket&, const std::vector<model::PastRound>&)>& see
) {
    each_counted_ticket(connection_, [&](const CountedTicket& counted) {
        see(counted.ticket, counted.past);
    });
}

void FiguresRepository::each_hidden(
    int restricted,
    const std::string& accused,
    const std::function<void(const model::Ticket&, const std::vector<model::PastRound>&)>& see
) {
    each_hidden_ticket(connection_, restricted, accused, [&](const CountedTicket& counted) {
        see(counted.ticket, counted.past);
    });
}

bool FiguresRepository::is_in_history(model::TicketId ticket, model::Instant at) {
    return connection_
        .query(
            "select 1 from history where ticket = ? and at = ?", ticket.value, model::to_unix_ms(at)
        )
        .next();
}

bool FiguresRepository::is_a_persons(model::TicketId ticket, model::Instant at) {
    return connection_
        .query(
            "select 1 from history where ticket = ?1 and at = ?2 and actor not in ('system', "
            "'citizen') union all select 1 from contact where ticket = ?1 and at = ?2 and reached",
            ticket.value,
            model::to_unix_ms(at)
        )
        .next();
}

std::map<std::string, int> FiguresRepository::outbound_by_state() {
    std::map<std::string, int> counts;
    auto row = connection_.query("select state from outbound");
    while (row.next())
        ++counts[row.text(0)];
    return counts;
}

int FiguresRepository::open_dead_letters() {
    int count = 0;
    auto row = connection_.query("select state from dead_letter");
    while (row.next())
        count += row.text(0) == "open" ? 1 : 0;
    return count;
}

int FiguresRepository::fill_contact_due(
    const std::function<std::optional<model::Instant>(model::Instant received)>& due
) {
    std::vector<std::pair<std::int64_t, std::int64_t>> found;
    {
        auto row =
            connection_.query("select id, received_at from ticket where contact_due is null");
        while (row.next())
            if (const auto at = due(model::from_unix_ms(row.integer(1))))
                found.emplace_back(row.integer(0), model::to_unix_ms(*at));
    }
    for (const auto& [ticket, at] : found)
        connection_.run("update ticket set contact_due = ? where id = ?", at, ticket);
    if (!found.empty()) {
        rebuild_daily(connection_);
        rebuild_tally(connection_);
    }
    return static_cast<int>(found.size());
}

std::vector<DayFigures> FiguresRepository::by_day(model::Instant now, int days) {
    std::vector<DayFigures> figures;
    const auto first = model::to_iso(model::local_date(now - std::chrono::hours{24} * (days - 1)));
    auto row = connection_.query(
        "select day, sum(received), sum(answered) from daily where day >= ? group by day order by "
        "day",
        first
    );
    while (row.next())
        figures.push_back(
            {row.text(0), static_cast<int>(row.integer(1)), static_cast<int>(row.integer(2))}
        );
    return figures;
}

}  // namespace huiying::store
