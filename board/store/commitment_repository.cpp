#include "board/store/commitment_repository.hpp"

#include "board/store/database.hpp"
#include "board/store/instant_columns.hpp"

#include <algorithm>

namespace huiying::store {

using model::from_unix_ms;
using model::to_unix_ms;

void CommitmentRepository::add(model::TicketId ticket, const CommitmentRow& row) {
    connection_.run(
        "insert into commitment (ticket, text, due, made_by, at) values (?,?,?,?,?)",
        ticket.value,
        row.text,
        model::to_iso(row.due),
        row.made_by,
        to_unix_ms(row.at)
    );
}

bool CommitmentRepository::keep(model::TicketId ticket, const CommitmentRow& kept) {
    return connection_.run(
               "update commitment set kept_by = ?, kept_at = ?, summary = ? where ticket = ? and "
               "kept_at is null",
               kept.kept_by,
               ms_of(kept.kept_at),
               kept.summary,
               ticket.value
           ) == 1;
}

std::vector<CommitmentRow> CommitmentRepository::of(model::TicketId ticket) {
    std::vector<CommitmentRow> rows;
    auto row = connection_.query(
        "select text, due, made_by, at, kept_by, kept_at, summary from commitment where ticket = ? "
        "order by id",
        ticket.value
    );
    while (row.next())
        rows.push_back(
            {row.text(0),
             model::parse_iso_date(row.text(1)).value_or(model::Date{}),
             row.text(2),
             from_unix_ms(row.integer(3)),
             row.text(4),
             instant_at(row, 5),
             row.text(6)}
        );
    return rows;
}

std::optional<CommitmentRow> CommitmentRepository::open(model::TicketId ticket) {
    auto rows = of(ticket);
    const auto found = std::find_if(rows.begin(), rows.end(), [](const CommitmentRow& row) {
        return !row.kept_at;
    });
    return found == rows.end() ? std::nullopt : std::optional(std::move(*found));
}

}  // namespace huiying::store
