#include "board/store/duty_repository.hpp"

#include "board/store/database.hpp"
#include "board/store/instant_columns.hpp"
#include "board/store/json_columns.hpp"

#include <nlohmann/json.hpp>

namespace huiying::store {
namespace {

using model::from_unix_ms;
using model::to_unix_ms;

std::string ids_json(const std::vector<model::StaffId>& staff) {
    auto json = nlohmann::json::array();
    for (const auto id : staff)
        json.push_back(id.value);
    return json.dump();
}

std::vector<model::StaffId> ids_of(const std::string& text) {
    std::vector<model::StaffId> staff;
    for (const auto& id : nlohmann::json::parse(text))
        staff.push_back({id.get<std::int64_t>()});
    return staff;
}

}  // namespace

std::vector<DutyShift> DutyRepository::shifts(model::Instant from, model::Instant to) {
    std::vector<DutyShift> shifts;
    auto row = connection_.query(
        "select from_at, to_at, staff from duty_shift where from_at < ? and to_at > ? order by "
        "from_at",
        to_unix_ms(to),
        to_unix_ms(from)
    );
    while (row.next())
        shifts.push_back(
            {from_unix_ms(row.integer(0)), from_unix_ms(row.integer(1)), ids_of(row.text(2))}
        );
    return shifts;
}

void DutyRepository::replace(
    model::Instant from, model::Instant to, const std::vector<DutyShift>& shifts
) {
    connection_.run(
        "delete from duty_shift where from_at >= ? and from_at < ?",
        to_unix_ms(from),
        to_unix_ms(to)
    );
    for (const auto& shift : shifts)
        connection_.run(
            "insert into duty_shift (from_at, to_at, staff) values (?, ?, ?)",
            to_unix_ms(shift.from),
            to_unix_ms(shift.to),
            ids_json(shift.staff)
        );
}

std::vector<model::StaffId> DutyRepository::on_duty(model::Instant now) {
    std::vector<model::StaffId> staff;
    auto row = connection_.query(
        "select s.id from duty_shift d, json_each(d.staff) j join staff s on s.id = j.value where "
        "d.from_at <= ?1 and d.to_at > ?1 and s.active order by d.from_at desc, j.key",
        to_unix_ms(now)
    );
    while (row.next())
        staff.push_back({row.integer(0)});
    return staff;
}

void DutyRepository::put(const DutyCall& call) {
    connection_.run(
        "insert into duty_call (key, ticket, rung, begun_at, called, next_at) values (?, ?, ?, ?, "
        "?, ?) on conflict (key) do update set called = excluded.called, next_at = "
        "excluded.next_at",
        call.key,
        call.ticket.value,
        call.rung,
        to_unix_ms(call.begun_at),
        ids_json(call.called),
        ms_of(call.next_at)
    );
}

std::vector<DutyCall> DutyRepository::open_calls(model::TicketId ticket) {
    std::vector<DutyCall> calls;
    auto row = connection_.query(
        "select key, rung, begun_at, called, next_at from duty_call where ticket = ? and next_at "
        "is not null order by next_at, key",
        ticket.value
    );
    while (row.next())
        calls.push_back(
            {row.text(0),
             ticket,
             row.text(1),
             from_unix_ms(row.integer(2)),
             ids_of(row.text(3)),
             from_unix_ms(row.integer(4))}
        );
    return calls;
}

bool DutyRepository::is_answered(const DutyCall& call) {
    return connection_
        .query(
            "select 1 from notice where (key = ?1 or (key >= ?1 || '|duty' and key < ?1 || "
            "'|dutz')) and read_at is not "
            "null and (staff in (select value from json_each(?2)) or for_staff in (select value "
            "from json_each(?2))) union all select 1 from history where ticket = ?3 and at >= ?4 "
            "and actor not in ('system', 'citizen') union all select 1 from draft where ticket = "
            "?3 and saved_at >= ?4 and saved_by <> 'system'",
            call.key,
            ids_json(call.called),
            call.ticket.value,
            to_unix_ms(call.begun_at)
        )
        .next();
}

}  // namespace huiying::store
