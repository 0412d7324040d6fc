#include "board/store/rewriting_repository.hpp"

#include "board/store/database.hpp"

#include <nlohmann/json.hpp>

namespace huiying::store {
namespace {

RewritingRow rewriting_of(const Cursor& row) {
    RewritingRow found;
    found.id = row.integer(0);
    found.ticket = {row.integer(1)};
    found.round = static_cast<int>(row.integer(2));
    found.by = row.text(3);
    found.model = row.text(4);
    found.text = row.text(5);
    found.said = nlohmann::json::parse(row.text(6)).get<std::vector<std::string>>();
    found.at = model::from_unix_ms(row.integer(7));
    if (!row.is_null(8))
        found.taken_at = model::from_unix_ms(row.integer(8));
    return found;
}

}  // namespace

std::int64_t RewritingRepository::add(const RewritingRow& row) {
    connection_.run(
        "insert into rewriting (ticket, round, by, model, text, said, at) values (?, ?, ?, ?, ?, "
        "?, ?)",
        row.ticket.value,
        row.round,
        row.by,
        row.model,
        row.text,
        nlohmann::json(row.said).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace),
        model::to_unix_ms(row.at)
    );
    return connection_.last_id();
}

std::optional<RewritingRow> RewritingRepository::find(
    std::int64_t id, model::TicketId ticket, const std::string& by
) {
    auto row = connection_.query(
        "select id, ticket, round, by, model, text, said, at, taken_at from rewriting where id = ? "
        "and ticket = ? and by = ?",
        id,
        ticket.value,
        by
    );
    return row.next() ? std::optional(rewriting_of(row)) : std::nullopt;
}

bool RewritingRepository::take(std::int64_t id, model::Instant now) {
    return connection_.run(
               "update rewriting set taken_at = ? where id = ? and taken_at is null",
               model::to_unix_ms(now),
               id
           ) == 1;
}

std::vector<RewritingRow> RewritingRepository::taken(model::TicketId ticket, int round) {
    auto rows = connection_.query(
        "select id, ticket, round, by, model, text, said, at, taken_at from rewriting where ticket "
        "= ? and round = ? and taken_at is not null order by taken_at desc, id desc",
        ticket.value,
        round
    );
    std::vector<RewritingRow> found;
    while (rows.next())
        found.push_back(rewriting_of(rows));
    return found;
}

}  // namespace huiying::store
