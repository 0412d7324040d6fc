#include "board/store/reply_template_repository.hpp"

#include "board/store/database.hpp"

namespace huiying::store {

using model::ReplyTemplate;
using model::TemplateStanding;

std::vector<ReplyTemplate> ReplyTemplateRepository::all() {
    std::vector<ReplyTemplate> entries;
    auto row = connection_.query(
        "select id, title, wording, unit, retired, changed_at, changed_by from reply_template "
        "order by retired, title, id"
    );
    while (row.next())
        entries.push_back(
            {row.integer(0),
             row.text(1),
             row.text(2),
             row.text(3),
             row.integer(4) != 0 ? TemplateStanding::retired : TemplateStanding::in_use,
             model::from_unix_ms(row.integer(5)),
             row.text(6)}
        );
    return entries;
}

std::int64_t ReplyTemplateRepository::add(const ReplyTemplate& entry) {
    connection_.run(
        "insert into reply_template (title, wording, unit, retired, changed_at, changed_by) values "
        "(?, ?, ?, ?, ?, ?)",
        entry.title,
        entry.wording,
        entry.unit,
        entry.standing == TemplateStanding::retired,
        model::to_unix_ms(entry.changed_at),
        entry.changed_by
    );
    return connection_.last_id();
}

bool ReplyTemplateRepository::change(const ReplyTemplate& entry) {
    return connection_.run(
               "update reply_template set title = ?, wording = ?, unit = ?, retired = ?, "
               "changed_at = ?, changed_by = ? where id = ?",
               entry.title,
               entry.wording,
               entry.unit,
               entry.standing == TemplateStanding::retired,
               model::to_unix_ms(entry.changed_at),
               entry.changed_by,
               entry.id
           ) == 1;
}

}  // namespace huiying::store
