#include "board/store/pause_repository.hpp"

#include "board/store/database.hpp"
#include "board/store/instant_columns.hpp"

namespace huiying::store {

using model::from_unix_ms;
using model::to_unix_ms;

void PauseRepository::add(model::TicketId ticket, const PauseRow& row) {
    connection_.run(
        "insert into pause (ticket, round, ground, evidence, by, from_at) values (?,?,?,?,?,?)",
        ticket.value,
        row.round,
        model::to_word(row.ground),
        row.evidence,
        row.by,
        to_unix_ms(row.from)
    );
}

bool PauseRepository::end(model::TicketId ticket, const std::string& by, model::Instant at) {
    return connection_.run(
               "update pause set to_at = max(from_at, ?), ended_by = ? where ticket = ? and to_at "
               "is null",
               to_unix_ms(at),
               by,
               ticket.value
           ) == 1;
}

std::optional<model::Instant> PauseRepository::stands_since(model::TicketId ticket) {
    auto row = connection_.query(
        "select from_at from pause where ticket = ? and to_at is null", ticket.value
    );
    return row.next() ? std::optional(from_unix_ms(row.integer(0))) : std::nullopt;
}

std::vector<PauseRow> PauseRepository::of(model::TicketId ticket) {
    std::vector<PauseRow> rows;
    auto row = connection_.query(
        "select round, ground, evidence, by, from_at, to_at, ended_by from pause where ticket = ? "
        "order by id",
        ticket.value
    );
    while (row.next())
        rows.push_back(
            {static_cast<int>(row.integer(0)),
             model::parse_pause_ground(row.text(1)).value_or(model::PauseGround::awaiting_citizen),
             row.text(2),
             row.text(3),
             from_unix_ms(row.integer(4)),
             instant_at(row, 5),
             row.text(6)}
        );
    return rows;
}

std::vector<CarriedSince> PauseRepository::carried_by(model::TicketId survivor) {
    std::vector<CarriedSince> carried;
    auto row = connection_.query(
        "select ticket, at from merge_link where survivor = ? and undone_at is null order by id",
        survivor.value
    );
    while (row.next())
        carried.push_back({{row.integer(0)}, from_unix_ms(row.integer(1))});
    return carried;
}

}  // namespace huiying::store
