#include "board/store/digest_repository.hpp"

#include "board/store/database.hpp"
#include "board/store/json_columns.hpp"

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
    std::vector<std::string> words;
    for (const auto state : states)
        words.emplace_back(model::to_word(state));
    std::vector<model::TicketId> ids;
    auto row = connection_.query(
        "select id from ticket where state in (select value from json_each(?1)) and (?2 = '' or "
        "unit = ?2) order by due_key, id",
        to_json(words),
        unit
    );
    while (row.next())
        ids.push_back({row.integer(0)});
    return ids;
}

}  // namespace huiying::store
