#include "board/desk/people.hpp"

#include "board/desk/outside_logins.hpp"
#include "board/desk/passwords.hpp"
#include "board/desk/town.hpp"
#include "board/store/database.hpp"
#include "board/store/people_repository.hpp"
#include "text/encoding.hpp"

#include <algorithm>

namespace huiying::desk {
namespace {

using std::chrono::hours;
using store::Connection;
using store::PeopleRepository;

constexpr hours kLinkLength{24};
constexpr std::size_t kMaxPassword = 200;
constexpr std::size_t kMaxName = 40;

bool is_administrator(const model::Staff& staff) {
    return staff.active && model::has_role(staff, model::Role::administrator);
}

/// What of somebody was changed, with the roles and the unit as they were and are.
std::string changed_words(
    const model::Staff& before, const model::Staff& after, const StaffChange& change
) {
    const auto roles = [](const model::Staff& staff) {
        std::string words;
        for (const auto role : staff.roles)
            words += (words.empty() ? "" : ",") + std::string(model::to_word(role));
        return words;
    };
    std::string said = change.password ? "password" : "";
    const auto say = [&](const std::string& what) { said += (said.empty() ? "" : "; ") + what; };
    if (before.name != after.name)
        say("name");
    if (before.unit != after.unit)
        say("unit " + before.unit + " -> " + after.unit);
    if (before.roles != after.roles)
        say("roles " + roles(before) + " -> " + roles(after));
    if (before.active != after.active)
        say(after.active ? "active" : "inactive");
    return said;
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

bool is_good_password(const std::string& password) {
    return text::is_valid_text(password) &&
           text::code_point_count(password) >= People::kMinPassword &&
           password.size() <= kMaxPassword;
}

}  // namespace

bool is_login_name(const std::string& text) {
    return text.size() >= 2 && text.size() <= 40 &&
           text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789._-") == std::string::npos;
}

People::People(store::Database& database, const Town& town, const model::Clock& clock)
    : database_(database), town_(town), clock_(clock) {}

model::Result<void> People::check(const NewStaff& person) const {
    const bool unit_known = person.unit.empty() || town_.snapshot()->unit(person.unit) != nullptr;
    const bool name_good = !person.name.empty() && text::is_valid_text(person.name) &&
                           text::code_point_count(person.name) <= kMaxName;
    if (!is_login_name(person.login) || !name_good || !unit_known || person.roles.empty() ||
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
        if (change.password) {
            people.set_password(staff.id, hash);
            drop_own_identities(connection, staff, {by, now});
        }
        if (change.password || !staff.active)
            people.remove_sessions_of(staff.id);
        people.add_audit(
            now, by, "change_staff", login, changed_words(record->staff, staff, change)
        );
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
