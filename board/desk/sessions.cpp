#include "board/desk/colleagues.hpp"
#include "board/desk/login_bounds.hpp"
#include "board/desk/login_rules.hpp"
#include "board/desk/passwords.hpp"
#include "board/desk/people.hpp"
#include "board/desk/second_factors.hpp"
#include "board/desk/town.hpp"
#include "board/model/field_fault.hpp"
#include "board/store/database.hpp"
#include "board/store/duty_repository.hpp"
#include "board/store/people_repository.hpp"
#include "board/store/second_factor_repository.hpp"
#include "board/store/stand_in_repository.hpp"

#include <algorithm>

namespace huiying::desk {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using store::Connection;
using store::PeopleRepository;
using store::SecondFactorRepository;

constexpr hours kSessionLength{12};
constexpr minutes kHalfLoginLength{10};
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

/// What a session may do; `staff` with the roles of now.
Reach reach_of(Connection& connection, const model::Staff& staff, bool vouched) {
    if (SecondFactorRepository(connection).is_on(staff.id))
        return Reach::everything;
    const auto rules = login_rules(connection);
    const bool is_proved = vouched && rules.outside_is_enough;
    return is_proved || !must_have_second_factor(rules, staff) ? Reach::everything
                                                               : Reach::second_factor_only;
}

Reach reach_of(
    Connection& connection, const model::Staff& staff, const store::SessionRecord& record
) {
    return record.only_second_factor ? Reach::second_factor_only
                                     : reach_of(connection, staff, record.vouched);
}

/// Whose login is half done and still good.
std::optional<model::Staff> half_done(
    Connection& connection, const std::string& half, model::Instant now
) {
    if (half.empty())
        return std::nullopt;
    const auto login = SecondFactorRepository(connection).half_login(hash_of_token(half));
    if (!login || login->expires_at <= now)
        return std::nullopt;
    auto staff = PeopleRepository(connection).find_staff(login->staff);
    return staff && staff->active ? std::move(staff) : std::nullopt;
}

}  // namespace

model::Result<OpenedSession> People::log_in(const LoginTry& tried) {
    const auto now = clock_.now();
    const auto bounds = login_bounds(town_.secret(), tried);
    std::optional<store::StaffRecord> record;
    bool owes_code = false;
    const auto wait = database_.read([&](Connection& connection) {
        PeopleRepository people(connection);
        record = people.find_staff(tried.login);
        owes_code = record && SecondFactorRepository(connection).is_on(record->staff.id);
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
    // What was guessed wrong counts on until the code is right too.
    if (owes_code)
        return OpenedSession{{}, {}, {}, open_half_login(record->staff)};
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

model::Result<void> People::prove_password(const LoginTry& tried) {
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
    const bool is_right = record && is_password_of(record->password_hash, tried.password);
    return database_.write([&](Connection& connection) -> model::Result<void> {
        PeopleRepository people(connection);
        // Looked at once more: many may have tried while this one waited.
        const auto left = desk::wait_of(people, bounds, now);
        if (left > left.zero())
            return model::Errc::locked_out;
        if (is_right)
            return {};
        count_guess(people, bounds, now);
        people.add_audit(now, tried.login, "log_in_failed", tried.login, "asked again");
        return model::in_field(model::Errc::bad_request, "password", "密码不正确");
    });
}

std::string People::open_half_login(const model::Staff& staff) {
    auto half = random_token();
    const auto until = clock_.now() + kHalfLoginLength;
    database_.write([&](Connection& connection) {
        SecondFactorRepository(connection).add_half_login(hash_of_token(half), {staff.id, until});
    });
    return half;
}

std::optional<std::string> People::half_logged_in(const std::string& half) const {
    const auto now = clock_.now();
    return database_.read([&](Connection& connection) -> std::optional<std::string> {
        const auto staff = half_done(connection, half, now);
        return staff ? std::optional(staff->login) : std::nullopt;
    });
}

model::Result<OpenedSession> People::enter_code(const CodeTry& tried) {
    const auto now = clock_.now();
    // One piece: of many who try at the same moment each is counted before the next is heard.
    const auto entered =
        database_.write([&](Connection& connection) -> model::Result<model::Staff> {
            const auto staff = half_done(connection, tried.half, now);
            if (!staff)
                return model::Errc::unauthenticated;
            PeopleRepository people(connection);
            const auto bounds =
                login_bounds(town_.secret(), {staff->login, "", tried.peer, tried.browser});
            if (const auto wait = desk::wait_of(people, bounds, now); wait > wait.zero())
                return model::Errc::locked_out;
            const auto taken = take_code(connection, town_.secret(), staff->id, tried.code, now);
            if (taken == TakenCode::none) {
                count_guess(people, bounds, now);
                people.add_audit(now, "", "log_in_failed", staff->login, "code");
                return model::in_field(
                    model::Errc::bad_request, "code", "验证码不正确，或已经用过"
                );
            }
            SecondFactorRepository(connection).remove_half_login(hash_of_token(tried.half));
            people.forget_guesses(bounds.front().subject);
            people.remove_expired_sessions(now);
            const auto* with = taken == TakenCode::recovery ? "recovery_code" : "code";
            people.add_audit(now, staff->login, "log_in", staff->login, with);
            return *staff;
        });
    if (entered.has_error())
        return entered.error();
    return open_session(*entered);
}

model::Result<OpenedSession> People::log_in_vouched(model::StaffId staff, const std::string& way) {
    const auto now = clock_.now();
    std::optional<model::Staff> person;
    bool is_enough = false;
    bool owes_code = false;
    database_.read([&](Connection& connection) {
        person = PeopleRepository(connection).find_staff(staff);
        is_enough = login_rules(connection).outside_is_enough;
        owes_code = SecondFactorRepository(connection).is_on(staff);
    });
    if (!person || !person->active)
        return model::Errc::forbidden;
    if (owes_code && !is_enough)
        return OpenedSession{{}, {}, {}, open_half_login(*person)};
    database_.write([&](Connection& connection) {
        PeopleRepository people(connection);
        people.remove_expired_sessions(now);
        people.add_audit(now, person->login, "log_in", person->login, way);
    });
    return open_session(*person, is_enough ? Proof::vouched : Proof::own);
}

OpenedSession People::open_session(const model::Staff& staff, Proof proof) {
    OpenedSession opened{
        random_token(),
        {staff, random_token(), Reach::everything},
        make_known_browser(town_.secret(), staff.login),
        {}};
    const auto now = clock_.now();
    const bool vouched = proof == Proof::vouched;
    database_.write([&](Connection& connection) {
        opened.session.reach =
            reach_of(connection, as_of_now(connection, staff, now).value_or(staff), vouched);
        PeopleRepository(connection)
            .add_session(
                hash_of_token(opened.token),
                {staff.id,
                 opened.session.csrf_token,
                 now + kSessionLength,
                 opened.session.reach == Reach::second_factor_only,
                 vouched},
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
    auto reach = Reach::second_factor_only;
    const auto record = database_.read([&](Connection& connection) {
        PeopleRepository people(connection);
        auto found = people.find_session(hash);
        if (found)
            staff = as_of_now(connection, people.find_staff(found->staff), now);
        if (staff)
            reach = reach_of(connection, *staff, *found);
        return found;
    });
    if (!record || record->expires_at <= now || !staff || !staff->active)
        return model::Errc::unauthenticated;
    if (record->expires_at < now + kSessionLength - kTouchEvery)
        database_.write([&](Connection& connection) {
            PeopleRepository(connection).touch_session(hash, now, now + kSessionLength);
        });
    return Session{*staff, record->csrf_token, reach};
}

std::optional<model::Staff> People::who_has(const std::string& token) const {
    const auto now = clock_.now();
    return database_.read([&](Connection& connection) -> std::optional<model::Staff> {
        PeopleRepository people(connection);
        const auto record = people.find_session(hash_of_token(token));
        if (!record || record->expires_at <= now)
            return std::nullopt;
        auto staff = as_of_now(connection, people.find_staff(record->staff), now);
        const bool may_all =
            staff && staff->active && reach_of(connection, *staff, *record) == Reach::everything;
        return may_all ? std::move(staff) : std::nullopt;
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
