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

}  // namespace

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
    const std::string& way, const std::string& back, std::optional<model::StaffId> binds
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
             binds,
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
        attempt->binds};
}

std::optional<model::StaffId> OutsideLogins::who_is(
    const std::string& way, const OutsidePerson& person
) const {
    return database_.read([&](Connection& connection) -> std::optional<model::StaffId> {
        IdentityRepository identities(connection);
        for (const auto& subject : person.subjects)
            if (const auto staff = identities.find(way, subject))
                return staff;
        return std::nullopt;
    });
}

std::optional<model::StaffId> OutsideLogins::named(const std::string& login) const {
    return database_.read([&](Connection& connection) -> std::optional<model::StaffId> {
        const auto record = PeopleRepository(connection).find_staff(login);
        return record ? std::optional(record->staff.id) : std::nullopt;
    });
}

model::Result<void> OutsideLogins::bind(
    const std::string& login,
    const std::string& way,
    const std::string& subject,
    const std::string& by
) {
    if (!is_subject(subject))
        return model::in_field(Errc::bad_request, "subject", "填写平台上的账号，不含空格");
    const auto now = clock_.now();
    try {
        const bool bound = database_.write([&](Connection& connection) {
            const auto record = PeopleRepository(connection).find_staff(login);
            if (!record)
                return false;
            put_identity(connection, {way, subject, record->staff.id, by, now}, login);
            return true;
        });
        return bound ? model::Result<void>() : Errc::not_found;
    } catch (const store::ConstraintViolated&) {
        return model::in_field(Errc::already_exists, "subject", "已经是别人的账号");
    }
}

model::Result<void> OutsideLogins::bind(
    model::StaffId staff, const std::string& way, const OutsidePerson& person
) {
    const auto record = database_.read([&](Connection& connection) {
        return PeopleRepository(connection).find_staff(staff);
    });
    if (!record || !record->active || person.subjects.empty())
        return Errc::not_found;
    if (const auto other = who_is(way, person); other && *other != staff)
        return Errc::already_exists;
    return bind(record->login, way, person.subjects.front(), record->login);
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

model::Result<void> OutsideLogins::note_newcomer(
    const std::string& login, const std::string& name
) {
    if (!is_login_name(login))
        return Errc::bad_request;
    const bool good_name =
        !name.empty() && text::is_valid_text(name) && text::code_point_count(name) <= kLongestName;
    // A role there must be; switched off, it means nothing.
    const model::Staff staff{
        {}, login, good_name ? name : login, "", {model::Role::handler}, false};
    const auto hash = hash_of_password(random_token());
    const auto now = clock_.now();
    try {
        database_.write([&](Connection& connection) {
            PeopleRepository people(connection);
            people.add(staff, hash, now);
            people.add_audit(now, "oidc", "add_staff", login, "switched off");
        });
    } catch (const store::ConstraintViolated&) {
        return Errc::already_exists;
    }
    return {};
}

}  // namespace huiying::desk
