#include "board/store/stand_in_repository.hpp"

#include "board/store/database.hpp"

namespace huiying::store {
namespace {

using model::from_unix_ms;
using model::to_unix_ms;

HandoverRow handover_of(const Cursor& row) {
    return {
        row.integer(0),
        from_unix_ms(row.integer(1)),
        row.text(2),
        {row.integer(3)},
        {row.integer(4)},
        row.text(5),
        row.text(6),
        static_cast<int>(row.integer(7))};
}

}  // namespace

void StandInRepository::put(const AbsenceRow& absence) {
    connection_.run(
        "insert or replace into absence (staff, deputy, from_day, to_day, note) values (?,?,?,?,?)",
        absence.staff.value,
        absence.deputy.value,
        absence.from_day,
        absence.to_day,
        absence.note
    );
}

bool StandInRepository::remove(model::StaffId staff) {
    return connection_.run("delete from absence where staff = ?", staff.value) == 1;
}

std::vector<AbsenceRow> StandInRepository::absences(const std::string& day) {
    std::vector<AbsenceRow> rows;
    auto row = connection_.query(
        "select staff, deputy, from_day, to_day, note from absence where to_day >= ? order by "
        "from_day, staff",
        day
    );
    while (row.next())
        rows.push_back({{row.integer(0)}, {row.integer(1)}, row.text(2), row.text(3), row.text(4)});
    return rows;
}

std::vector<model::StaffId> StandInRepository::stood_in_for(
    model::StaffId deputy, const std::string& day
) {
    std::vector<model::StaffId> absent;
    // Who was moved to another unit, or left, lends nothing any more.
    auto row = connection_.query(
        "select a.staff from absence a join staff s on s.id = a.staff join staff d on d.id = "
        "a.deputy where a.deputy = ? and a.from_day <= ? and a.to_day >= ? and s.active and d.unit "
        "= s.unit order by a.staff",
        deputy.value,
        day,
        day
    );
    while (row.next())
        absent.push_back({row.integer(0)});
    return absent;
}

std::int64_t StandInRepository::add(
    const HandoverRow& row, const std::vector<model::TicketId>& tickets
) {
    connection_.run(
        "insert into handover (at, by, from_staff, to_staff, reason, notice) values (?,?,?,?,?,?)",
        to_unix_ms(row.at),
        row.by,
        row.from.value,
        row.to.value,
        row.reason,
        row.notice
    );
    const auto id = connection_.last_id();
    for (const auto ticket : tickets)
        connection_.run(
            "insert into handover_ticket (handover, ticket) values (?, ?)", id, ticket.value
        );
    return id;
}

std::vector<HandoverRow> StandInRepository::handovers(int limit) {
    std::vector<HandoverRow> rows;
    auto row = connection_.query(
        "select id, at, by, from_staff, to_staff, reason, '', (select count(*) from "
        "handover_ticket t where t.handover = handover.id) from handover order by id desc limit ?",
        limit
    );
    while (row.next())
        rows.push_back(handover_of(row));
    return rows;
}

std::optional<HandoverRow> StandInRepository::handover(std::int64_t id) {
    auto row = connection_.query(
        "select id, at, by, from_staff, to_staff, reason, notice, (select count(*) from "
        "handover_ticket t where t.handover = handover.id) from handover where id = ?",
        id
    );
    return row.next() ? std::optional(handover_of(row)) : std::nullopt;
}

void StandInRepository::pass_draft_copies(
    model::StaffId from, model::StaffId to, const std::vector<model::TicketId>& tickets
) {
    for (const auto ticket : tickets)
        connection_.run(
            "insert or ignore into draft_copy (ticket, staff, text, saved_at) select ticket, ?, "
            "text, saved_at from draft_copy where ticket = ? and staff = ?",
            to.value,
            ticket.value,
            from.value
        );
}

}  // namespace huiying::store
