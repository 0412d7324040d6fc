#include "board/store/approval_repository.hpp"

#include "board/store/database.hpp"

namespace huiying::store {

void ApprovalRepository::add(model::TicketId ticket, const ApprovalRow& row) {
    connection_.run(
        "insert into reply_approval (ticket, at, by, level, opinion, text_hash) values "
        "(?,?,?,?,?,?)",
        ticket.value,
        model::to_unix_ms(row.at),
        row.by,
        row.level,
        row.opinion,
        row.text_hash
    );
}

std::vector<ApprovalRow> ApprovalRepository::of(model::TicketId ticket) {
    std::vector<ApprovalRow> rows;
    auto row = connection_.query(
        "select at, by, level, opinion, text_hash from reply_approval where ticket = ? order by id",
        ticket.value
    );
    while (row.next())
        rows.push_back(
            {model::from_unix_ms(row.integer(0)),
             row.text(1),
             static_cast<int>(row.integer(2)),
             row.text(3),
             row.text(4)}
        );
    return rows;
}

}  // namespace huiying::store
