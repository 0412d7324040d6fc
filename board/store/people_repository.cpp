#include "board/store/people_repository.hpp"

#include "board/store/audit_repository.hpp"
#include "board/store/database.hpp"
#include "board/store/json_columns.hpp"

namespace huiying::store {
namespace {

using model::from_unix_ms;
using model::to_unix_ms;

constexpr std::string_view kStaffByLogin =
    "select id, login, name, unit, roles, active, password_hash from staff "
    "where login = ?";
constexpr std::string_view kStaffById =
    "select id, login, name, unit, roles, active, password_hash from staff "
    "where id = ?";
constexpr std::string_view kAllStaff =
    "select id, login, name, unit, roles, active, password_hash from staff "
    "order by login";

model::Staff staff_of(const Cursor& row) {
    model::Staff staff{
        {row.integer(0)}, row.text(1), row.text(2), row.text(3), {}, row.integer(5) != 0};
    for (const auto& word : words_from_json(row.text(4)))
        if (const auto role = model::parse_role(word))
            staff.roles.push_back(*role);
    return staff;
}

std::string roles_json(const model::Staff& staff) {
    std::vector<std::string> words;
    for (const auto role : staff.roles)
        words.emplace_back(model::to_word(role));
    return to_json(words);
}

}  // namespace

std::vector<model::Staff> PeopleRepository::staff() {
    std::vector<model::Staff> all;
    auto row = connection_.query(kAllStaff);
    while (row.next())
        all.push_back(staff_of(row));
    return all;
}

std::optional<StaffRecord> PeopleRepository::find_staff(const std::string& login) {
    auto row = connection_.query(kStaffByLogin, login);
    if (!row.next())
        return std::nullopt;
    return StaffRecord{staff_of(row), row.text(6)};
}

std::optional<model::Staff> PeopleRepository::find_staff(model::StaffId id) {
    auto row = connection_.query(kStaffById, id.value);
    return row.next() ? std::optional(staff_of(row)) : std::nullopt;
}

model::StaffId PeopleRepository::add(
    const model::Staff& staff, const std::string& password_hash, model::Instant now
) {
    connection_.run(
        "insert into staff (login, name, unit, roles, password_hash, active, created_at) values "
        "(?, ?, ?, ?, ?, ?, ?)",
        staff.login,
        staff.name,
        staff.unit,
        roles_json(staff),
        password_hash,
        staff.active,
        to_unix_ms(now)
    );
    return {connection_.last_id()};
}

void PeopleRepository::update(const model::Staff& staff) {
    connection_.run(
        "update staff set name = ?, unit = ?, roles = ?, active = ? where id = ?",
        staff.name,
        staff.unit,
        roles_json(staff),
        staff.active,
        staff.id.value
    );
}

void PeopleRepository::set_password(model::StaffId id, const std::string& password_hash) {
    connection_.run("update staff set password_hash = ? where id = ?", password_hash, id.value);
}

void PeopleRepository::add_session(
    const std::string& token_hash, const SessionRecord& session, model::Instant now
) {
    connection_.run(
        "insert into session (token_hash, staff, csrf_token, created_at, seen_at, expires_at, "
        "only_second_factor, vouched) values (?, ?, ?, ?, ?, ?, ?, ?)",
        token_hash,
        session.staff.value,
        session.csrf_token,
        to_unix_ms(now),
        to_unix_ms(now),
        to_unix_ms(session.expires_at),
        session.only_second_factor,
        session.vouched
    );
}

std::optional<SessionRecord> PeopleRepository::find_session(const std::string& token_hash) {
    auto row = connection_.query(
        "select staff, csrf_token, expires_at, only_second_factor, vouched from session where "
        "token_hash = ?",
        token_hash
    );
    if (!row.next())
        return std::nullopt;
    return SessionRecord{
        {row.integer(0)},
        row.text(1),
        from_unix_ms(row.integer(2)),
        row.integer(3) != 0,
        row.integer(4) != 0};
}

void PeopleRepository::touch_session(
    const std::string& token_hash, model::Instant now, model::Instant expires_at
) {
    connection_.run(
        "update session set seen_at = ?, expires_at = ? where token_hash = ?",
        to_unix_ms(now),
        to_unix_ms(expires_at),
        token_hash
    );
}

void PeopleRepository::remove_session(const std::string& token_hash) {
    connection_.run("delete from session where token_hash = ?", token_hash);
}

void PeopleRepository::remove_sessions_of(model::StaffId id) {
    // No token has an empty hash.
    remove_other_sessions_of(id, "");
}

void PeopleRepository::remove_other_sessions_of(
    model::StaffId id, const std::string& kept_token_hash
) {
    connection_.run(
        "delete from session where staff = ? and token_hash <> ?", id.value, kept_token_hash
    );
    connection_.run("delete from half_login where staff = ?", id.value);
    connection_.run("delete from login_attempt where binds = ?", id.value);
}

void PeopleRepository::lift_only_second_factor(const std::string& token_hash) {
    connection_.run("update session set only_second_factor = 0 where token_hash = ?", token_hash);
}

void PeopleRepository::remove_expired_sessions(model::Instant now) {
    connection_.run("delete from session where expires_at <= ?", to_unix_ms(now));
    connection_.run("delete from half_login where expires_at <= ?", to_unix_ms(now));
}

void PeopleRepository::add_one_time_link(const std::string& token_hash, model::Instant expires_at) {
    connection_.run(
        "insert into one_time_link (token_hash, expires_at) values (?, ?)",
        token_hash,
        to_unix_ms(expires_at)
    );
}

bool PeopleRepository::is_open_link(const std::string& token_hash, model::Instant now) {
    return connection_
        .query(
            "select 1 from one_time_link where token_hash = ? and used_at is null and expires_at > "
            "?",
            token_hash,
            to_unix_ms(now)
        )
        .next();
}

void PeopleRepository::use_all_links(model::Instant now) {
    connection_.run("update one_time_link set used_at = ? where used_at is null", to_unix_ms(now));
}

void PeopleRepository::remove_old_guesses(model::Instant before) {
    connection_.run(
        "delete from code_guess where since < ? and locked_until < ?",
        to_unix_ms(before),
        to_unix_ms(before)
    );
}

std::optional<GuessRecord> PeopleRepository::guesses(const std::string& subject) {
    auto row = connection_.query(
        "select failures, since, locked_until from code_guess where subject = ?", subject
    );
    if (!row.next())
        return std::nullopt;
    return GuessRecord{
        static_cast<int>(row.integer(0)),
        from_unix_ms(row.integer(1)),
        from_unix_ms(row.integer(2))};
}

void PeopleRepository::set_guesses(const std::string& subject, const GuessRecord& guesses) {
    connection_.run(
        "insert or replace into code_guess (subject, failures, since, locked_until) values (?, ?, "
        "?, ?)",
        subject,
        guesses.failures,
        to_unix_ms(guesses.since),
        to_unix_ms(guesses.locked_until)
    );
}

void PeopleRepository::forget_guesses(const std::string& subject) {
    connection_.run("delete from code_guess where subject = ?", subject);
}

void PeopleRepository::add_audit(
    model::Instant at,
    const std::string& actor,
    const std::string& action,
    const std::string& object,
    const std::string& detail
) {
    AuditRepository(connection_).add({0, at, actor, action, object, detail, {}});
}

}  // namespace huiying::store
