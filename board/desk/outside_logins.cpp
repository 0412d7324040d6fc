#include "board/desk/outside_logins.hpp"

#include "board/desk/passwords.hpp"
#include "board/desk/town.hpp"
#include "board/model/field_fault.hpp"
#include "board/store/database.hpp"
#include "board/store/identity_repository.hpp"
#include "board/store/people_repository.hpp"
#include "text/encoding.hpp"

#include <algorithm>

namespace huiying::desk {
namespace {

using model::Errc;
using store::Connection;
using store::IdentityRepository;
using store::PeopleRepository;

constexpr std::chrono::minutes kAttemptLength{10};
/// Anybody may begin one.
constexpr int kMostAttempts = 20'000;
constexpr std::size_t kLongestPath = 500;
constexpr std::size_t kLongestSubject = 200;
constexpr std::size_t kLongestName = 40;

bool is_subject(const std::string& text) {
    return !text.empty() && text.size() <= kLongestSubject && text::is_valid_text(text) &&
           std::none_of(text.begin(), text.end(), [](char letter) {
               return static_cast<unsigned char>(letter) <= ' ';
           });
}

/// Throws ConstraintViolated when somebody else is that.
void put_identity(Connection& connection, const store::IdentityRow& row, const std::string& login) {
    IdentityRepository(connection).put(row);
    PeopleRepository(connection)
        .add_audit(row.bound_at, row.bound_by, "bind_identity", login, row.way);
}

/// Who is bound; with a lasting name nobody but who has it.
std::optional<model::StaffId> bound_to(
    Connection& connection, const std::string& way, const OutsidePerson& person
) {
    IdentityRepository identities(connection);
    if (!person.lasting.empty())
        if (const auto row = identities.find_lasting(way, person.lasting))
            return row->staff;
    for (const auto& subject : person.subjects)
        if (const auto row = identities.find(way, subject)) {
            if (person.lasting.empty())
                return row->staff;
            // The name has gone over to another one out there.
            if (!row->lasting.empty())
                return std::nullopt;
            identities.note_lasting(*row, person.lasting);
            return row->staff;
        }
    return std::nullopt;
}

}  // namespace

void drop_own_identities(Connection& connection, const model::Staff& staff, const DoneBy& by) {
    IdentityRepository identities(connection);
    PeopleRepository people(connection);
    for (const auto& row : identities.of(staff.id)) {
        if (row.bound_by != staff.login)
            continue;
        identities.remove(staff.id, row.way);
        people.add_audit(by.at, by.login, "unbind_identity", staff.login, row.way);
    }
}

std::string own_path(std::string_view path) {
    const bool is_own = path.starts_with('/') && path.size() <= kLongestPath &&
                        path.find("//") == std::string_view::npos &&
                        std::all_of(path.begin(), path.end(), [](char letter) {
                            constexpr std::string_view others = "/-._~?&=%,:+";
                            return (letter >= 'a' && letter <= 'z') ||
                                   (letter >= 'A' && letter <= 'Z') ||
                                   (letter >= '0' && letter <= '9') ||
                                   others.find(letter) != std::string_view::npos;
                        });
    return is_own ? std::string(path) : "/";
}

model::Result<BegunLogin> OutsideLogins::begin(
    const std::string& way, const std::string& back, const std::optional<Binder>& binds
) {
    // WeCom takes letters and digits only.
    BegunLogin begun{hash_of_token(random_token()), random_token(), random_token(), random_token()};
    const auto now = clock_.now();
    const bool taken = database_.write([&](Connection& connection) {
        IdentityRepository identities(connection);
        identities.remove_expired_attempts(now);
        if (identities.attempts() >= kMostAttempts)
            return false;
        identities.add_attempt(
            hash_of_token(begun.state),
            {hash_of_token(begun.browser),
             way,
             begun.nonce,
             begun.verifier,
             own_path(back),
             binds ? std::optional(binds->staff) : std::nullopt,
             binds ? hash_of_token(binds->session) : std::string(),
             now + kAttemptLength},
            town_.secret()
        );
        return true;
    });
    if (!taken)
        return Errc::rate_limited;
    return begun;
}

model::Result<ReturnedLogin> OutsideLogins::take(
    const std::string& state, const std::string& browser, const std::string& way
) {
    const auto now = clock_.now();
    auto attempt = database_.write([&](Connection& connection) {
        return IdentityRepository(connection).take_attempt(hash_of_token(state), town_.secret());
    });
    const bool is_good = attempt && attempt->expires_at > now && attempt->way == way &&
                         attempt->browser_hash == hash_of_token(browser);
    if (!is_good)
        return Errc::stale_timestamp;
    return ReturnedLogin{
        std::move(attempt->way),
        std::move(attempt->nonce),
        std::move(attempt->verifier),
        std::move(attempt->back),
        attempt->binds,
        std::move(attempt->session)};
}

std::optional<model::StaffId> OutsideLogins::who_is(
    const std::string& way, const OutsidePerson& person
) {
    return database_.write([&](Connection& connection) { return bound_to(connection, way, person); }
    );
}

std::optional<model::StaffId> OutsideLogins::first_named(
    const std::string& way, const OutsidePerson& person
) {
    if (person.subjects.empty() || person.lasting.empty())
        return std::nullopt;
    const auto now = clock_.now();
    return database_.write([&](Connection& connection) -> std::optional<model::StaffId> {
        const auto& login = person.subjects.front();
        const auto record = PeopleRepository(connection).find_staff(login);
        IdentityRepository identities(connection);
        if (!record || identities.find(way, login) || identities.had(record->staff.id, way))
            return std::nullopt;
        // Whoever is switched off is refused anyway; whom the name means is seen when they are not.
        if (record->staff.active)
            put_identity(
                connection, {way, login, record->staff.id, way, now, person.lasting}, login
            );
        return record->staff.id;
    });
}

std::optional<model::StaffId> OutsideLogins::named(const std::string& login) const {
    return database_.read([&](Connection& connection) -> std::optional<model::StaffId> {
        const auto record = PeopleRepository(connection).find_staff(login);
        return record ? std::optional(record->staff.id) : std::nullopt;
    });
}

model::Result<void> OutsideLogins::bind_row(
    const store::IdentityRow& row, const std::string& login
) {
    if (!is_subject(row.subject))
        return model::in_field(Errc::bad_request, "subject", "填写平台上的账号，不含空格");
    try {
        database_.write([&](Connection& connection) { put_identity(connection, row, login); });
        return {};
    } catch (const store::ConstraintViolated&) {
        return model::in_field(Errc::already_exists, "subject", "已经是别人的账号");
    }
}

model::Result<void> OutsideLogins::bind(
    const std::string& login,
    const std::string& way,
    const std::string& subject,
    const std::string& by
) {
    const auto staff = named(login);
    return staff ? bind_row({way, subject, *staff, by, clock_.now(), {}}, login) : Errc::not_found;
}

model::Result<void> OutsideLogins::bind(
    const ReturnedLogin& returned, const OutsidePerson& person
) {
    const auto now = clock_.now();
    std::optional<model::Staff> staff;
    const bool is_theirs = database_.read([&](Connection& connection) {
        PeopleRepository people(connection);
        const auto session = people.find_session(returned.session);
        if (!session || session->expires_at <= now || session->staff != returned.binds)
            return false;
        staff = people.find_staff(session->staff);
        return true;
    });
    if (!is_theirs)
        return Errc::unauthenticated;
    if (!staff || !staff->active || person.subjects.empty())
        return Errc::not_found;
    if (const auto other = who_is(returned.way, person); other && *other != staff->id)
        return Errc::already_exists;
    return bind_row(
        {returned.way, person.subjects.front(), staff->id, staff->login, now, person.lasting},
        staff->login
    );
}

model::Result<void> OutsideLogins::unbind(
    const std::string& login, const std::string& way, const std::string& by
) {
    const auto now = clock_.now();
    const bool unbound = database_.write([&](Connection& connection) {
        PeopleRepository people(connection);
        const auto record = people.find_staff(login);
        if (!record || !IdentityRepository(connection).remove(record->staff.id, way))
            return false;
        people.add_audit(now, by, "unbind_identity", login, way);
        return true;
    });
    return unbound ? model::Result<void>() : Errc::not_found;
}

std::vector<Identity> OutsideLogins::all() const {
    return database_.read([](Connection& connection) {
        std::vector<Identity> found;
        PeopleRepository people(connection);
        for (const auto& row : IdentityRepository(connection).all())
            if (const auto staff = people.find_staff(row.staff))
                found.push_back({staff->login, row.way, row.subject, row.bound_at});
        return found;
    });
}

std::vector<Identity> OutsideLogins::of(const model::Staff& staff) const {
    return database_.read([&](Connection& connection) {
        std::vector<Identity> found;
        for (const auto& row : IdentityRepository(connection).of(staff.id))
            found.push_back({staff.login, row.way, row.subject, row.bound_at});
        return found;
    });
}

model::Result<model::StaffId> OutsideLogins::note_newcomer(
    const std::string& way, const OutsidePerson& person
) {
    if (person.subjects.empty() || !is_login_name(person.subjects.front()))
        return Errc::bad_request;
    const auto& login = person.subjects.front();
    const auto& name = person.name;
    const bool good_name =
        !name.empty() && text::is_valid_text(name) && text::code_point_count(name) <= kLongestName;
    // A role there must be; switched off, it means nothing.
    model::Staff staff{{}, login, good_name ? name : login, "", {model::Role::handler}, false};
    const auto hash = hash_of_password(random_token());
    const auto now = clock_.now();
    try {
        database_.write([&](Connection& connection) {
            PeopleRepository people(connection);
            staff.id = people.add(staff, hash, now);
            people.add_audit(now, "oidc", "add_staff", login, "switched off");
            put_identity(connection, {way, login, staff.id, way, now, person.lasting}, login);
        });
    } catch (const store::ConstraintViolated&) {
        return Errc::already_exists;
    }
    return staff.id;
}

}  // namespace huiying::desk
