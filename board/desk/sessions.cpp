#include "board/desk/colleagues.hpp"
#include "board/desk/login_bounds.hpp"
#include "board/desk/passwords.hpp"
#include "board/desk/people.hpp"
#include "board/desk/town.hpp"
#include "board/store/database.hpp"
#include "board/store/duty_repository.hpp"
#include "board/store/people_repository.hpp"
#include "board/store/stand_in_repository.hpp"

#include <algorithm>

namespace huiying::desk {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using store::Connection;
using store::PeopleRepository;

constexpr hours kSessionLength{12};
/// The end of a session is moved on in the record at most this often.
constexpr minutes kTouchEvery{5};
/// Of a name that nobody may have, in the audit.
constexpr std::size_t kShownName = 40;

bool is_on_duty(Connection& connection, const model::Staff& staff, model::Instant now) {
    const auto on_duty = store::DutyRepository(connection).on_duty(now);
    return std::find(on_duty.begin(), on_duty.end(), staff.id) != on_duty.end();
}

/// A deputy has the roles of whom they stand in for, as long as that lasts, administration apart;
/// whoever is on duty has the dispatcher's.
std::optional<model::Staff> as_of_now(
    Connection& connection, std::optional<model::Staff> staff, model::Instant now
) {
    if (!staff)
        return staff;
    if (is_on_duty(connection, *staff, now))
        lend_duty(*staff);
    if (staff->unit.empty())
        return staff;
    const auto today = model::to_iso(model::local_date(now));
    for (const auto id : store::StandInRepository(connection).stood_in_for(staff->id, today))
        if (const auto absent = PeopleRepository(connection).find_staff(id))
            lend_roles(*absent, *staff);
    return staff;
}

}  // namespace

model::Result<OpenedSession> People::log_in(const LoginTry& tried) {
    const auto now = clock_.now();
    const auto bounds = login_bounds(town_.secret(), tried);
    std::optional<store::StaffRecord> record;
    const auto wait = database_.read([&](Connection& connection) {
        PeopleRepository people(connection);
        record = people.find_staff(tried.login);
        return desk::wait_of(people, bounds, now);
    });
    if (wait > wait.zero())
        return model::Errc::locked_out;
    const auto& hash = record ? record->password_hash : nobodys_hash();
    if (!is_password_of(hash, tried.password) || !record || !record->staff.active) {
        database_.write([&](Connection& connection) {
            PeopleRepository people(connection);
            count_guess(people, bounds, now);
            people.add_audit(now, "", "log_in_failed", tried.login.substr(0, kShownName), "");
        });
        return model::Errc::bad_credentials;
    }
    database_.write([&](Connection& connection) {
        PeopleRepository people(connection);
        // The own mistypings only: what else is guessed at from there, or at the name, still
        // counts.
        people.forget_guesses(bounds.front().subject);
        people.remove_expired_sessions(now);
        people.add_audit(now, tried.login, "log_in", tried.login, "");
    });
    return open_session(record->staff);
}

std::chrono::seconds People::wait_of(const LoginTry& tried) const {
    return database_.read([&](Connection& connection) {
        PeopleRepository people(connection);
        return desk::wait_of(people, login_bounds(town_.secret(), tried), clock_.now());
    });
}

OpenedSession People::open_session(const model::Staff& staff) {
    OpenedSession opened{
        random_token(), {staff, random_token()}, make_known_browser(town_.secret(), staff.login)};
    const auto now = clock_.now();
    database_.write([&](Connection& connection) {
        PeopleRepository(connection)
            .add_session(
                hash_of_token(opened.token),
                {staff.id, opened.session.csrf_token, now + kSessionLength},
                now
            );
    });
    return opened;
}

model::Result<Session> People::session(const std::string& token) {
    if (token.empty())
        return model::Errc::unauthenticated;
    const auto now = clock_.now();
    const std::string hash = hash_of_token(token);
    std::optional<model::Staff> staff;
    const auto record = database_.read([&](Connection& connection) {
        PeopleRepository people(connection);
        auto found = people.find_session(hash);
        if (found)
            staff = as_of_now(connection, people.find_staff(found->staff), now);
        return found;
    });
    if (!record || record->expires_at <= now || !staff || !staff->active)
        return model::Errc::unauthenticated;
    if (record->expires_at < now + kSessionLength - kTouchEvery)
        database_.write([&](Connection& connection) {
            PeopleRepository(connection).touch_session(hash, now, now + kSessionLength);
        });
    return Session{*staff, record->csrf_token};
}

std::optional<model::Staff> People::who_has(const std::string& token) const {
    const auto now = clock_.now();
    return database_.read([&](Connection& connection) -> std::optional<model::Staff> {
        PeopleRepository people(connection);
        const auto record = people.find_session(hash_of_token(token));
        if (!record || record->expires_at <= now)
            return std::nullopt;
        auto staff = as_of_now(connection, people.find_staff(record->staff), now);
        return staff && staff->active ? std::move(staff) : std::nullopt;
    });
}

void People::log_out(const std::string& token) {
    const auto now = clock_.now();
    const auto hash = hash_of_token(token);
    database_.write([&](Connection& connection) {
        PeopleRepository people(connection);
        if (const auto session = people.find_session(hash))
            if (const auto staff = people.find_staff(session->staff))
                people.add_audit(now, staff->login, "log_out", staff->login, "");
        people.remove_session(hash);
    });
}

}  // namespace huiying::desk
