#include "board/store/digest_repository.hpp"

#include "board/store/database.hpp"
#include "board/store/json_columns.hpp"
#include "board/store/ticket_row.hpp"

namespace huiying::store {
bool DigestRepository::is_over(const std::string& day) {
    return connection_.query("select 1 from digest_day where day = ?", day).next();
}

bool DigestRepository::end(const std::string& day, model::Instant now, int told) {
    return connection_.run(
               "insert into digest_day (day, at, told) values (?, ?, ?) on conflict (day) do "
               "nothing",
               day,
               model::to_unix_ms(now),
               told
           ) == 1;
}

std::vector<model::TicketId> DigestRepository::tickets_in(
    const std::vector<model::TicketState>& states, const std::string& unit
) {
    return ids_of(connection_.query(
        "select id from ticket where state in (select value from json_each(?1)) and (?2 = '' or "
        "unit = ?2 or id in (select ticket from assist where unit = ?2 and given_at is null and "
        "dropped_at is null)) order by due_key, id",
        to_json(words_of(states)),
        unit
    ));
}

std::vector<model::TicketId> DigestRepository::promised_in(
    const std::vector<model::TicketState>& states, const std::string& unit
) {
    return ids_of(connection_.query(
        "select t.id from commitment c join ticket t on t.id = c.ticket where c.kept_at is null "
        "and t.state in (select value from json_each(?1)) and (?2 = '' or t.unit = ?2) order by "
        "c.due, t.id",
        to_json(words_of(states)),
        unit
    ));
}

}  // namespace huiying::store
