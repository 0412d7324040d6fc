#include "board/store/past_repository.hpp"

#include "board/store/database.hpp"

namespace huiying::store {

std::optional<PastTicket> PastRepository::find(const std::string& key) {
    auto row = connection_.query(
        "select key, subject, text, unit, received_at from past_ticket where key = ?", key
    );
    if (!row.next())
        return std::nullopt;
    return PastTicket{
        row.text(0), row.text(1), row.text(2), row.text(3), model::from_unix_ms(row.integer(4))};
}

void PastRepository::put(const PastTicket& past, const std::string& by, model::Instant now) {
    connection_.run(
        "insert into past_ticket (key, subject, text, unit, received_at, imported_at, imported_by)"
        " values (?, ?, ?, ?, ?, ?, ?) on conflict (key) do update set subject = excluded.subject,"
        " text = excluded.text, unit = excluded.unit, received_at = excluded.received_at,"
        " imported_at = excluded.imported_at, imported_by = excluded.imported_by",
        past.key,
        past.subject,
        past.text,
        past.unit,
        model::to_unix_ms(past.received_at),
        model::to_unix_ms(now),
        by
    );
}

}  // namespace huiying::store
