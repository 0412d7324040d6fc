#include "board/store/learnt_order_repository.hpp"

#include "board/store/database.hpp"

namespace huiying::store {
namespace {

model::OrderFigures figures_from(const Cursor& row, int first) {
    return {row.real(first), row.real(first + 1), row.real(first + 2), row.real(first + 3)};
}

}  // namespace

std::int64_t LearntOrderRepository::add(const model::LearntOrder& row, const std::string& weights) {
    connection_.run(
        "insert into learnt_order (made_at, made_by, known, answerable, usual_mrr, usual_first,"
        " usual_answered, usual_aurc, mrr, first, answered, aurc, weights)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        model::to_unix_ms(row.made_at),
        row.made_by,
        row.known,
        row.answerable,
        row.usual.mrr,
        row.usual.first,
        row.usual.answered,
        row.usual.aurc,
        row.learnt.mrr,
        row.learnt.first,
        row.learnt.answered,
        row.learnt.aurc,
        weights
    );
    return connection_.last_id();
}

std::vector<model::LearntOrder> LearntOrderRepository::newest(int most) {
    auto row = connection_.query(
        "select id, made_at, made_by, known, answerable, usual_mrr, usual_first, usual_answered,"
        " usual_aurc, mrr, first, answered, aurc from learnt_order order by id desc limit ?",
        most
    );
    std::vector<model::LearntOrder> found;
    while (row.next())
        found.push_back(
            {row.integer(0),
             model::from_unix_ms(row.integer(1)),
             row.text(2),
             row.integer(3),
             row.integer(4),
             figures_from(row, 5),
             figures_from(row, 9)}
        );
    return found;
}

std::string LearntOrderRepository::weights(std::int64_t id) {
    auto row = connection_.query("select weights from learnt_order where id = ?", id);
    return row.next() ? row.text(0) : std::string();
}

}  // namespace huiying::store
