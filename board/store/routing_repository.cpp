#include "board/store/routing_repository.hpp"

#include "board/store/database.hpp"

#include <algorithm>

namespace huiying::store {

namespace {

/// As row_of() reads them.
const std::string kSelectModels =
    "select id, made_at, made_by, tickets, corrections, last_ticket, bound, held, accuracy, "
    "macro_f1, coverage, ece, in_use_held, in_use_accuracy, in_use_macro_f1, precision from "
    "routing_model";

model::RoutingModel row_of(const Cursor& row) {
    model::RoutingModel found;
    found.id = row.integer(0);
    found.made_at = model::from_unix_ms(row.integer(1));
    found.made_by = row.text(2);
    found.tickets = row.integer(3);
    found.corrections = row.integer(4);
    found.last_ticket = {row.integer(5)};
    found.bound = row.real(6);
    found.held = row.integer(7);
    found.accuracy = row.real(8);
    found.macro_f1 = row.real(9);
    found.coverage = row.real(10);
    found.ece = row.real(11);
    found.in_use_held = row.integer(12);
    found.in_use_accuracy = row.real(13);
    found.in_use_macro_f1 = row.real(14);
    found.precision = static_cast<int>(row.integer(15));
    return found;
}

}  // namespace

std::vector<RoutingExample> RoutingRepository::examples(int most) {
    auto rows = connection_.query(
        "select id, subject, text, unit, corrected from (select ticket.id, subject, text, unit,"
        " exists (select 1 from ticket_return where ticket_return.ticket = ticket.id"
        " and ruling in ('upheld', 'reassigned'))"
        " or exists (select 1 from routing where routing.ticket = ticket.id"
        " and decision ->> '$.unit' <> ticket.unit) as corrected, replied_at from ticket"
        " where restricted = 0 and accused = '[]' and unit <> '' and state not in"
        " ('merged', 'not_accepted', 'to_petition', 'emergency_transferred', 'withdrawn'))"
        " where corrected or replied_at is not null"
        // Older than all of our own, in the order of their time.
        " union all select id - 1000000000000, subject, text, unit, 0 from past_ticket"
        " order by id desc limit ?",
        most
    );
    std::vector<RoutingExample> found;
    while (rows.next())
        found.push_back(
            {{rows.integer(0)}, rows.text(1), rows.text(2), rows.text(3), rows.integer(4) != 0}
        );
    std::reverse(found.begin(), found.end());
    return found;
}

std::int64_t RoutingRepository::add(const model::RoutingModel& row, const std::string& bytes) {
    connection_.run(
        "insert into routing_model (made_at, made_by, tickets, corrections, last_ticket, bound,"
        " held, accuracy, macro_f1, coverage, ece, in_use_held, in_use_accuracy, in_use_macro_f1,"
        " precision, model) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, cast(? as blob))",
        model::to_unix_ms(row.made_at),
        row.made_by,
        row.tickets,
        row.corrections,
        row.last_ticket.value,
        row.bound,
        row.held,
        row.accuracy,
        row.macro_f1,
        row.coverage,
        row.ece,
        row.in_use_held,
        row.in_use_accuracy,
        row.in_use_macro_f1,
        row.precision,
        bytes
    );
    return connection_.last_id();
}

std::vector<model::RoutingModel> RoutingRepository::models(int most) {
    auto rows = connection_.query(kSelectModels + " order by id desc limit ?", most);
    std::vector<model::RoutingModel> found;
    while (rows.next())
        found.push_back(row_of(rows));
    return found;
}

std::optional<model::RoutingModel> RoutingRepository::find(std::int64_t id) {
    auto row = connection_.query(kSelectModels + " where id = ?", id);
    return row.next() ? std::optional(row_of(row)) : std::nullopt;
}

std::string RoutingRepository::bytes(std::int64_t id) {
    auto row = connection_.query("select model from routing_model where id = ?", id);
    return row.next() ? row.text(0) : std::string();
}

}  // namespace huiying::store
