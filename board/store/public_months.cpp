#include "board/store/public_months.hpp"

#include "board/store/database.hpp"

#include <algorithm>

namespace huiying::store {
namespace {

using Months = std::map<std::pair<std::string, std::string>, model::MessageCounts>;

constexpr std::size_t kYearAndMonth = 7;  // "2026-11"

std::string month_of(model::Instant instant) {
    return model::to_iso(model::local_date(instant)).substr(0, kYearAndMonth);
}

/// The unit of the first round: it is its answer that is counted.
std::string counted_unit(const CountedTicket& counted) {
    if (counted.ticket.restricted)
        return "";
    return counted.past.empty() ? counted.ticket.unit : counted.past.front().unit;
}

std::optional<model::Instant> first_reply(const CountedTicket& counted) {
    for (const auto& round : counted.past)
        if (round.replied_at)
            return round.replied_at;
    return counted.ticket.replied_at;
}

bool is_in_time(const CountedTicket& counted) {
    const auto promises = model::promises_of(counted.ticket, counted.past);
    return std::any_of(promises.begin(), promises.end(), [](const auto& promise) {
        return promise.measure == model::Measure::final_reply &&
               standing_of(promise.clock) == model::Standing::met;
    });
}

void add_to(Months& months, const CountedTicket& counted, int amount) {
    const auto received = counted.ticket.received_at;
    auto& counts = months[{month_of(received), counted_unit(counted)}];
    counts.received += amount;
    const auto replied = first_reply(counted);
    if (replied) {
        const auto taken =
            std::max<std::int64_t>(0, model::to_unix_ms(*replied) - model::to_unix_ms(received));
        counts.answered += amount;
        counts.answered_in_time += is_in_time(counted) ? amount : 0;
        counts.answer_ms += amount * taken;
    } else if (counted.ticket.ended_at) {
        counts.ended += amount;
    }
}

void write_months(Connection& connection, const Months& months) {
    for (const auto& [key, counts] : months)
        if (counts != model::MessageCounts{})
            connection.run(
                "insert into public_month (month, unit, received, answered, answered_in_time, "
                "ended, answer_ms) values (?, ?, ?, ?, ?, ?, ?) on conflict (month, unit) do "
                "update set received = received + excluded.received, answered = answered + "
                "excluded.answered, answered_in_time = answered_in_time + "
                "excluded.answered_in_time, ended = ended + excluded.ended, answer_ms = answer_ms "
                "+ excluded.answer_ms",
                key.first,
                key.second,
                counts.received,
                counts.answered,
                counts.answered_in_time,
                counts.ended,
                counts.answer_ms
            );
}

std::vector<MonthRow> month_rows(Cursor row) {
    std::vector<MonthRow> rows;
    while (row.next())
        rows.push_back(
            {row.text(0),
             row.text(1),
             {static_cast<int>(row.integer(2)),
              static_cast<int>(row.integer(3)),
              static_cast<int>(row.integer(4)),
              static_cast<int>(row.integer(5)),
              row.integer(6)}}
        );
    return rows;
}

}  // namespace

void PublicMonths::count(const CountedTicket& added) {
    Months months;
    add_to(months, added, 1);
    write_months(connection_, months);
}

void PublicMonths::recount(const CountedTicket& before, const CountedTicket& after) {
    Months months;
    add_to(months, before, -1);
    add_to(months, after, 1);
    write_months(connection_, months);
}

std::vector<MonthRow> PublicMonths::rows() {
    return month_rows(connection_.query(
        "select month, unit, received, answered, answered_in_time, ended, answer_ms from "
        "public_month where received > 0 order by month, unit"
    ));
}

std::vector<MonthRow> PublicMonths::rows_of(const std::string& unit) {
    return month_rows(connection_.query(
        "select month, unit, received, answered, answered_in_time, ended, answer_ms from "
        "public_month where received > 0 and unit = ? order by month",
        unit
    ));
}

void rebuild_public_months(Connection& connection) {
    Months months;
    each_counted_ticket(connection, [&](const CountedTicket& counted) {
        add_to(months, counted, 1);
    });
    connection.run("delete from public_month");
    write_months(connection, months);
}

}  // namespace huiying::store
