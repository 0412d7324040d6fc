#include "board/store/reply_quality_repository.hpp"

#include "board/store/database.hpp"
#include "board/store/instant_columns.hpp"
#include "board/store/json_columns.hpp"
#include "board/store/tally.hpp"

#include <cmath>

namespace huiying::store {
namespace {

std::optional<int> small(const Cursor& row, int column) {
    return row.is_null(column) ? std::nullopt
                               : std::optional(static_cast<int>(row.integer(column)));
}

ReplyQualityRow quality_of(const Cursor& row) {
    ReplyQualityRow found;
    found.ticket = {row.integer(0)};
    found.round = static_cast<int>(row.integer(1));
    found.at = model::from_unix_ms(row.integer(2));
    found.unit = row.text(3);
    found.evasive = static_cast<int>(row.integer(4));
    found.findings = words_from_json(row.text(5));
    found.draft_kept = small(row, 6);
    found.score = small(row, 7);
    found.remark = row.text(8);
    found.scored_by = row.text(9);
    if (!row.is_null(10))
        found.scored_at = model::from_unix_ms(row.integer(10));
    found.number = row.text(11);
    found.subject = row.text(12);
    return found;
}

}  // namespace

void ReplyQualityRepository::set_machine_draft(model::TicketId ticket, const std::string& text) {
    if (text.empty())
        connection_.run("delete from machine_draft where ticket = ?", ticket.value);
    else
        connection_.run(
            "insert or replace into machine_draft (ticket, text) values (?, ?)", ticket.value, text
        );
}

std::string ReplyQualityRepository::machine_draft(model::TicketId ticket) {
    auto row = connection_.query("select text from machine_draft where ticket = ?", ticket.value);
    return row.next() ? row.text(0) : std::string();
}

void ReplyQualityRepository::add(const ReplyQualityRow& row) {
    TallyChange change(connection_, row.ticket);
    connection_.run(
        "insert or replace into reply_quality (ticket, round, at, unit, evasive, findings,"
        " draft_kept) values (?, ?, ?, ?, ?, ?, ?)",
        row.ticket.value,
        row.round,
        model::to_unix_ms(row.at),
        row.unit,
        row.evasive,
        to_json(row.findings),
        row.draft_kept ? std::optional<std::int64_t>(*row.draft_kept) : std::nullopt
    );
    change.settle();
}

bool ReplyQualityRepository::score(
    model::TicketId ticket, int round, const ReplyQualityRow& scored
) {
    const auto changed = connection_.run(
        "update reply_quality set score = ?, remark = ?, scored_by = ?, scored_at = ?"
        " where ticket = ? and round = ?",
        scored.score ? std::optional<std::int64_t>(*scored.score) : std::nullopt,
        scored.remark,
        scored.scored_by,
        ms_of(scored.scored_at),
        ticket.value,
        round
    );
    return changed > 0;
}

std::vector<UnitReplies> ReplyQualityRepository::by_unit(
    const TimeSpan& span, const std::string& unit, int evasive
) {
    auto row = connection_.query(
        "select q.unit, count(*), sum(q.evasive >= ?), sum(q.findings <> '[]'),"
        " count(q.draft_kept), coalesce(avg(q.draft_kept), 0.0), count(q.score),"
        " coalesce(avg(q.score), 0.0) from reply_quality q join ticket t on t.id = q.ticket"
        " where q.at >= ? and q.at < ? and ? in ('', q.unit) and t.restricted = 0 and t.accused = "
        "'[]' group by q.unit order by count(*) desc",
        evasive,
        model::to_unix_ms(span.from),
        model::to_unix_ms(span.until),
        unit
    );
    std::vector<UnitReplies> units;
    while (row.next())
        units.push_back(
            {row.text(0),
             static_cast<int>(row.integer(1)),
             static_cast<int>(row.integer(2)),
             static_cast<int>(row.integer(3)),
             static_cast<int>(row.integer(4)),
             static_cast<int>(std::lround(row.real(5))),
             static_cast<int>(row.integer(6)),
             row.real(7)}
        );
    return units;
}

std::vector<ReplyQualityRow> ReplyQualityRepository::sample(
    const TimeSpan& span, const std::string& unit, int most
) {
    // Knuth's multiplicative hash of the ticket: nobody chooses, and it stays the same.
    auto row = connection_.query(
        "select q.ticket, q.round, q.at, q.unit, q.evasive, q.findings, q.draft_kept, q.score,"
        " q.remark, q.scored_by, q.scored_at, t.number, t.subject from reply_quality q join ticket"
        " t on t.id = q.ticket where q.at >= ? and q.at < ? and ? in ('', q.unit) and t.restricted "
        "= 0 and t.accused = '[]'"
        " order by (q.ticket * 2654435761) % 4294967296, q.round limit ?",
        model::to_unix_ms(span.from),
        model::to_unix_ms(span.until),
        unit,
        most
    );
    std::vector<ReplyQualityRow> found;
    while (row.next())
        found.push_back(quality_of(row));
    return found;
}

}  // namespace huiying::store
