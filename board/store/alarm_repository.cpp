#include "board/store/alarm_repository.hpp"

#include "board/store/database.hpp"

namespace huiying::store {

using model::from_unix_ms;
using model::to_unix_ms;

namespace {

/// An alarm that never rings; a row stays so that `since` is not forgotten.
constexpr std::int64_t kNever = 9'000'000'000'000;

template <class Id>
std::optional<std::int64_t> value_of(const std::optional<Id>& id) {
    return id ? std::optional(id->value) : std::nullopt;
}

template <class Id>
std::optional<Id> id_of(const Cursor& row, int column) {
    return row.is_null(column) ? std::nullopt : std::optional(Id{row.integer(column)});
}

}  // namespace

void AlarmRepository::add(model::TicketId ticket, model::Instant at, model::Instant since) {
    connection_.run(
        "insert into alarm (ticket, at, since) values (?, ?, ?)",
        ticket.value,
        to_unix_ms(at),
        to_unix_ms(since)
    );
}

void AlarmRepository::look_again(model::TicketId ticket, model::Instant now) {
    connection_.run(
        "insert into alarm (ticket, at, since) values (?, ?, ?)"
        " on conflict (ticket) do update set at = min(at, excluded.at)",
        ticket.value,
        to_unix_ms(now),
        to_unix_ms(now)
    );
}

void AlarmRepository::restart(model::TicketId ticket, model::Instant now) {
    connection_.run("update alarm set since = ? where ticket = ?", to_unix_ms(now), ticket.value);
}

void AlarmRepository::look_again_at_all(model::Instant now) {
    connection_.run(
        "update alarm set at = ? where at > ? and (at < ? or ticket in (select id from ticket "
        "where replied_at is null or state in ('final_replied', 'to_evaluate')))",
        to_unix_ms(now),
        to_unix_ms(now),
        kNever
    );
}

void AlarmRepository::set(model::TicketId ticket, const std::optional<model::Instant>& at) {
    connection_.run(
        "update alarm set at = ? where ticket = ?", at ? to_unix_ms(*at) : kNever, ticket.value
    );
}

std::optional<model::Instant> AlarmRepository::since(model::TicketId ticket) {
    auto row = connection_.query("select since from alarm where ticket = ?", ticket.value);
    return row.next() ? std::optional(from_unix_ms(row.integer(0))) : std::nullopt;
}

std::vector<AlarmRow> AlarmRepository::before(model::Instant until, int limit) {
    std::vector<AlarmRow> alarms;
    auto row = connection_.query(
        "select t.number, a.at from alarm a join ticket t on t.id = a.ticket where a.at < ?"
        " order by a.at limit ?",
        to_unix_ms(until),
        limit
    );
    while (row.next())
        alarms.push_back({row.text(0), from_unix_ms(row.integer(1))});
    return alarms;
}

bool AlarmRepository::fire(const FiredRung& rung) {
    return connection_.run(
               "insert into fired_rung (key, ticket, rung, planned_at, fired_at, told)"
               " values (?, ?, ?, ?, ?, ?) on conflict (key) do nothing",
               rung.key,
               rung.ticket.value,
               rung.rung,
               to_unix_ms(rung.planned_at),
               to_unix_ms(rung.fired_at),
               rung.told
           ) == 1;
}

bool AlarmRepository::carry_over(const std::string& old_key, const FiredRung& rung) {
    if (!connection_.query("select 1 from fired_rung where key = ?", old_key).next())
        return false;
    fire(rung);
    return true;
}

void AlarmRepository::set_told(const std::string& key, int told) {
    connection_.run("update fired_rung set told = ? where key = ?", told, key);
}

std::vector<FiredRung> AlarmRepository::fired(model::TicketId ticket) {
    std::vector<FiredRung> rungs;
    auto row = connection_.query(
        "select key, rung, planned_at, fired_at, told from fired_rung where ticket = ?"
        " order by fired_at, planned_at",
        ticket.value
    );
    while (row.next())
        rungs.push_back(
            {row.text(0),
             ticket,
             row.text(1),
             from_unix_ms(row.integer(2)),
             from_unix_ms(row.integer(3)),
             static_cast<int>(row.integer(4))}
        );
    return rungs;
}

void AlarmRepository::add_notice(const NoticeRecord& notice) {
    connection_.run(
        "insert into notice (key, staff, ticket, rung, text, for_staff, send_at, window) values "
        "(?, ?, ?, ?, ?, ?, ?, ?) on conflict (key, staff) do nothing",
        notice.key,
        notice.staff.value,
        value_of(notice.ticket),
        notice.rung,
        notice.text,
        value_of(notice.for_staff),
        to_unix_ms(notice.send_at),
        to_unix_ms(notice.window)
    );
}

void AlarmRepository::settle(const std::string& key, model::Instant now) {
    // '}' is the sign after '|': a range of keys, by the index of (key, staff).
    connection_.run(
        "update notice set read_at = ? where key >= ? and key < ? and read_at is null",
        to_unix_ms(now),
        key + "|",
        key + "}"
    );
}

std::vector<NoticeRecord> AlarmRepository::unread(
    model::StaffId staff, model::Instant now, int limit
) {
    std::vector<NoticeRecord> notices;
    auto row = connection_.query(
        "select n.id, n.key, n.ticket, n.rung, n.send_at, n.window, coalesce(t.number, ''), "
        "coalesce(t.subject, ''), coalesce(t.restricted, 0), n.text, n.for_staff, "
        "coalesce(t.provisional, 0)"
        " from notice n left join ticket t on t.id = n.ticket"
        " where n.staff = ? and n.read_at is null and n.send_at <= ? order by n.send_at desc, n.id "
        "desc limit ?",
        staff.value,
        to_unix_ms(now),
        limit
    );
    while (row.next())
        notices.push_back(
            {.id = row.integer(0),
             .key = row.text(1),
             .staff = staff,
             .for_staff = id_of<model::StaffId>(row, 10),
             .number = row.text(6),
             .subject = row.text(7),
             .restricted = row.integer(8) != 0,
             .provisional = row.integer(11) != 0,
             .ticket = id_of<model::TicketId>(row, 2),
             .rung = row.text(3),
             .text = row.text(9),
             .send_at = from_unix_ms(row.integer(4)),
             .window = from_unix_ms(row.integer(5)),
             .read_at = std::nullopt}
        );
    return notices;
}

void AlarmRepository::read(model::StaffId staff, std::int64_t id, model::Instant now) {
    connection_.run(
        "update notice set read_at = ? where id = ? and staff = ? and read_at is null and send_at "
        "<= ?",
        to_unix_ms(now),
        id,
        staff.value,
        to_unix_ms(now)
    );
}

void AlarmRepository::read_up_to(model::StaffId staff, std::int64_t id, model::Instant now) {
    connection_.run(
        "update notice set read_at = ? where staff = ? and read_at is null and id <= ? and send_at "
        "<= ?",
        to_unix_ms(now),
        staff.value,
        id,
        to_unix_ms(now)
    );
}

}  // namespace huiying::store
