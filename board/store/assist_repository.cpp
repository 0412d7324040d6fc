#include "board/store/assist_repository.hpp"

#include "board/store/database.hpp"
#include "board/store/instant_columns.hpp"

namespace huiying::store {
namespace {

using model::from_unix_ms;
using model::to_unix_ms;

}  // namespace

void AssistRepository::add(model::TicketId ticket, const AssistRow& row) {
    connection_.run(
        "insert into assist (ticket, unit, question, workdays, asked_by, at, due) values "
        "(?,?,?,?,?,?,?)",
        ticket.value,
        row.unit,
        row.question,
        row.workdays,
        row.asked_by,
        to_unix_ms(row.at),
        ms_of(row.due)
    );
}

bool AssistRepository::give(
    model::TicketId ticket,
    const std::string& unit,
    const std::string& opinion,
    const std::string& by,
    model::Instant at
) {
    return connection_.run(
               "update assist set opinion = ?, given_by = ?, given_at = ? where ticket = ? and "
               "unit = ? and given_at is null and dropped_at is null",
               opinion,
               by,
               to_unix_ms(at),
               ticket.value,
               unit
           ) == 1;
}

bool AssistRepository::drop(
    model::TicketId ticket,
    const std::string& unit,
    const std::string& by,
    model::Instant at,
    const std::string& reason
) {
    return connection_.run(
               "update assist set dropped_by = ?, dropped_at = ?, reason = ? where ticket = ? and "
               "unit = ? and given_at is null and dropped_at is null",
               by,
               to_unix_ms(at),
               reason,
               ticket.value,
               unit
           ) == 1;
}

bool AssistRepository::move(
    model::TicketId ticket, const std::string& unit, model::Instant due, model::Instant at
) {
    return connection_.run(
               "update assist set due = ?, dated_at = ? where ticket = ? and unit = ? and given_at "
               "is null and dropped_at is null",
               to_unix_ms(due),
               to_unix_ms(at),
               ticket.value,
               unit
           ) == 1;
}

std::vector<AssistRow> AssistRepository::of(model::TicketId ticket) {
    std::vector<AssistRow> rows;
    auto row = connection_.query(
        "select unit, question, workdays, asked_by, at, due, opinion, given_by, given_at, "
        "dropped_by, dropped_at, reason, dated_at from assist where ticket = ? order by id",
        ticket.value
    );
    while (row.next())
        rows.push_back(
            {row.text(0),
             row.text(1),
             static_cast<int>(row.integer(2)),
             row.text(3),
             from_unix_ms(row.integer(4)),
             instant_at(row, 5),
             row.text(6),
             row.text(7),
             instant_at(row, 8),
             row.text(9),
             instant_at(row, 10),
             row.text(11),
             instant_at(row, 12)}
        );
    return rows;
}

}  // namespace huiying::store
