#include "board/desk/people.hpp"

#include "board/desk/colleagues.hpp"
#include "board/desk/town.hpp"
#include "board/store/database.hpp"
#include "board/store/duty_repository.hpp"
#include "board/store/people_repository.hpp"
#include "board/store/stand_in_repository.hpp"
#include "text/encoding.hpp"

#include <algorithm>
#include <array>
#include <sodium.h>

namespace huiying::desk {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using store::Connection;
using store::PeopleRepository;

constexpr hours kSessionLength{12};
/// The end of a session is moved on in the record at most this often.
constexpr minutes kTouchEvery{5};
constexpr int kFailuresOfName = 5;
constexpr int kFailuresOfPeer = 30;
constexpr minutes kNameLock{15};
constexpr hours kPeerLock{1};
constexpr hours kLinkLength{24};
constexpr std::size_t kMaxPassword = 200;
constexpr std::size_t kMaxName = 40;

std::string random_token() {
    std::array<unsigned char, 32> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    std::string text(
        sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0'
    );
    sodium_bin2base64(
        text.data(),
        text.size(),
        bytes.data(),
        bytes.size(),
        sodium_base64_VARIANT_URLSAFE_NO_PADDING
    );
    text.pop_back();
    return text;
}

std::string hash_of_token(const std::string& token) {
    std::array<unsigned char, 32> digest{};
    crypto_generichash(
        digest.data(),
        digest.size(),
        reinterpret_cast<const unsigned char*>(token.data()),
        token.size(),
        nullptr,
        0
    );
    std::string hex(digest.size() * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
    hex.pop_back();
    return hex;
}

/// argon2id with libsodium's interactive limits (64 MiB, 2 passes).
std::string hash_of_password(const std::string& password) {
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    if (crypto_pwhash_str_alg(
            hash.data(),
            password.data(),
            password.size(),
            crypto_pwhash_OPSLIMIT_INTERACTIVE,
            crypto_pwhash_MEMLIMIT_INTERACTIVE,
            crypto_pwhash_ALG_ARGON2ID13
        ) != 0)
        throw std::runtime_error("not enough memory to hash a password");
    return hash.data();
}

bool is_password_of(const std::string& hash, const std::string& password) {
    return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

/// A hash to compare with when there is no such person, so that the answer takes as long.
const std::string& nobodys_hash() {
    static const std::string kHash = hash_of_password("nobody has this password");
    return kHash;
}

bool is_login(const std::string& text) {
    return text.size() >= 2 && text.size() <= 40 &&
           text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789._-") == std::string::npos;
}

bool is_administrator(const model::Staff& staff) {
    return staff.active && model::has_role(staff, model::Role::administrator);
}

/// Whether `changed` takes the town its last administrator: nobody could undo that.
bool takes_last_administrator(PeopleRepository& people, const model::Staff& changed) {
    if (is_administrator(changed))
        return false;
    const auto all = people.staff();
    const auto is_other = [&](const model::Staff& staff) {
        return staff.login != changed.login && is_administrator(staff);
    };
    const auto was = std::find_if(all.begin(), all.end(), [&](const model::Staff& staff) {
        return staff.login == changed.login;
    });
    return was != all.end() && is_administrator(*was) &&
           std::none_of(all.begin(), all.end(), is_other);
}

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

bool is_good_password(const std::string& password) {
    return text::is_valid_text(password) &&
           text::code_point_count(password) >= People::kMinPassword &&
           password.size() <= kMaxPassword;
}

}  // namespace

People::People(store::Database& database, const Town& town, const model::Clock& clock)
    : database_(database), town_(town), clock_(clock) {}

model::Result<OpenedSession> People::log_in(
    const std::string& login, const std::string& password, const std::string& peer
) {
    const auto now = clock_.now();
    const std::string by_peer = "login:" + peer;
    std::optional<store::GuessRecord> guesses;
    std::optional<store::StaffRecord> record;
    database_.read([&](Connection& connection) {
        PeopleRepository people(connection);
        record = people.find_staff(login);
        guesses = people.guesses(by_peer);
    });
    if ((record && record->locked_until > now) || (guesses && guesses->locked_until > now))
        return model::Errc::locked_out;
    const bool right = is_password_of(record ? record->password_hash : nobodys_hash(), password) &&
                       record && record->staff.active;
    if (!right) {
        count_failure(login, by_peer);
        return model::Errc::bad_credentials;
    }
    database_.write([&](Connection& connection) {
        PeopleRepository people(connection);
        people.set_failures(record->staff.id, 0, {});
        people.remove_expired_sessions(now);
        people.add_audit(now, login, "log_in", login, "");
    });
    return open_session(record->staff);
}

void People::count_failure(const std::string& login, const std::string& by_peer) {
    const auto now = clock_.now();
    database_.write([&](Connection& connection) {
        PeopleRepository people(connection);
        if (const auto record = people.find_staff(login)) {
            const int failures = record->failures + 1;
            const bool lock = failures >= kFailuresOfName;
            people.set_failures(
                record->staff.id, lock ? 0 : failures, lock ? now + kNameLock : model::Instant{}
            );
        }
        auto guesses = people.guesses(by_peer).value_or(store::GuessRecord{0, now, {}});
        if (guesses.since + kPeerLock < now)
            guesses = {0, now, {}};
        if (++guesses.failures >= kFailuresOfPeer)
            guesses.locked_until = now + kPeerLock;
        people.set_guesses(by_peer, guesses);
        people.add_audit(now, "", "log_in_failed", login.substr(0, 40), "");
    });
}

OpenedSession People::open_session(const model::Staff& staff) {
    OpenedSession opened{random_token(), {staff, random_token()}};
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
    database_.write([&](Connection& connection) {
        PeopleRepository(connection).remove_session(hash_of_token(token));
    });
}

model::Result<void> People::check(const NewStaff& person) const {
    const bool unit_known = person.unit.empty() || town_.snapshot()->unit(person.unit) != nullptr;
    const bool name_good = !person.name.empty() && text::is_valid_text(person.name) &&
                           text::code_point_count(person.name) <= kMaxName;
    if (!is_login(person.login) || !name_good || !unit_known || person.roles.empty() ||
        !is_good_password(person.password))
        return model::Errc::bad_request;
    return {};
}

model::Result<model::Staff> People::add(const NewStaff& person, const std::string& by) {
    if (const auto checked = check(person); checked.has_error())
        return checked.error();
    model::Staff staff{{}, person.login, person.name, person.unit, person.roles, true};
    const auto hash = hash_of_password(person.password);
    const auto now = clock_.now();
    try {
        database_.write([&](Connection& connection) {
            PeopleRepository people(connection);
            staff.id = people.add(staff, hash, now);
            people.add_audit(now, by, "add_staff", person.login, "");
        });
    } catch (const store::ConstraintViolated&) {
        return model::Errc::already_exists;
    }
    return staff;
}

model::Result<model::Staff> People::change(
    const std::string& login, const StaffChange& change, const std::string& by
) {
    const auto record = database_.read([&](Connection& connection) {
        return PeopleRepository(connection).find_staff(login);
    });
    if (!record)
        return model::Errc::not_found;
    auto staff = record->staff;
    staff.name = change.name.value_or(staff.name);
    staff.unit = change.unit.value_or(staff.unit);
    staff.roles = change.roles.value_or(staff.roles);
    staff.active = change.active.value_or(staff.active);
    // The password of the check only stands in where none is changed.
    if (const auto checked = check(
            {login,
             staff.name,
             staff.unit,
             staff.roles,
             change.password.value_or("unchanged password")}
        );
        checked.has_error())
        return checked.error();
    const auto hash = change.password ? hash_of_password(*change.password) : std::string();
    const auto now = clock_.now();
    const bool changed = database_.write([&](Connection& connection) {
        PeopleRepository people(connection);
        if (takes_last_administrator(people, staff))
            return false;
        people.update(staff);
        if (change.password)
            people.set_password(staff.id, hash);
        if (change.password || !staff.active)
            people.remove_sessions_of(staff.id);
        people.add_audit(now, by, "change_staff", login, change.password ? "password" : "");
        return true;
    });
    if (!changed)
        return model::Errc::move_not_allowed;
    return staff;
}

std::vector<model::Staff> People::all() const {
    return database_.read([](Connection& connection) {
        return PeopleRepository(connection).staff();
    });
}

std::optional<std::string> People::first_start_token() {
    const auto now = clock_.now();
    auto token = random_token();
    const bool needed = database_.write([&](Connection& connection) {
        PeopleRepository people(connection);
        for (const auto& staff : people.staff())
            if (staff.active && model::has_role(staff, model::Role::administrator))
                return false;
        people.add_one_time_link(hash_of_token(token), now + kLinkLength);
        return true;
    });
    return needed ? std::optional(std::move(token)) : std::nullopt;
}

model::Result<OpenedSession> People::set_first_password(
    const std::string& token, const NewStaff& administrator
) {
    const auto now = clock_.now();
    const std::string hash = hash_of_token(token);
    const bool open = database_.read([&](Connection& connection) {
        return PeopleRepository(connection).is_open_link(hash, now);
    });
    if (!open)
        return model::Errc::unauthenticated;
    auto person = administrator;
    // Of no unit: somebody must be able to see what accuses the office itself.
    person.unit.clear();
    person.roles = {model::Role::administrator, model::Role::dispatcher};
    if (const auto checked = check(person); checked.has_error())
        return checked.error();
    const auto hash_of_new = hash_of_password(person.password);
    model::Staff staff{{}, person.login, person.name, person.unit, person.roles, true};
    try {
        // One piece: of two who use the link at the same moment the second finds it used. Only a
        // link that made somebody is used up: a typing error must not lock the town out.
        const bool made = database_.write([&](Connection& connection) {
            PeopleRepository people(connection);
            if (!people.is_open_link(hash, now))
                return false;
            staff.id = people.add(staff, hash_of_new, now);
            people.use_all_links(now);
            people.add_audit(now, "first start", "add_staff", staff.login, "");
            return true;
        });
        if (!made)
            return model::Errc::unauthenticated;
    } catch (const store::ConstraintViolated&) {
        return model::Errc::already_exists;
    }
    return open_session(staff);
}

}  // namespace huiying::desk
