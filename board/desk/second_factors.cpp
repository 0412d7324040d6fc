#include "board/desk/second_factors.hpp"

#include "board/desk/login_bounds.hpp"
#include "board/desk/login_rules.hpp"
#include "board/desk/one_time_codes.hpp"
#include "board/desk/outside_logins.hpp"
#include "board/desk/passwords.hpp"
#include "board/desk/town.hpp"
#include "board/model/field_fault.hpp"
#include "board/store/database.hpp"
#include "board/store/people_repository.hpp"
#include "board/store/second_factor_repository.hpp"

namespace huiying::desk {
namespace {

using model::Errc;
using store::Connection;
using store::PeopleRepository;
using store::SecondFactorRepository;

boost::system::error_code wrong_code() {
    return model::in_field(Errc::bad_request, "code", "验证码不正确，或已经用过");
}

std::vector<std::string> hashes_of(model::StaffId staff, const std::vector<std::string>& codes) {
    std::vector<std::string> hashes;
    hashes.reserve(codes.size());
    for (const auto& code : codes)
        hashes.push_back(hash_of_recovery_code(staff, plain_code(code)));
    return hashes;
}

std::vector<GuessBound> bounds_of(const model::TownSecret& secret, const SecondFactorProof& proof) {
    return login_bounds(
        secret, {.login = proof.login, .password = {}, .peer = proof.peer, .browser = proof.browser}
    );
}

}  // namespace

TakenCode take_code(
    Connection& connection,
    const model::TownSecret& secret,
    model::StaffId staff,
    const std::string& typed,
    model::Instant now
) {
    SecondFactorRepository factors(connection);
    const auto row = factors.find(staff, secret);
    if (!row || !row->since)
        return TakenCode::none;
    const auto plain = plain_code(typed);
    if (const auto step = step_of_code(row->secret, plain, now))
        return factors.take_step(staff, *step) ? TakenCode::one_time : TakenCode::none;
    return factors.use_recovery_code(staff, hash_of_recovery_code(staff, plain), now)
               ? TakenCode::recovery
               : TakenCode::none;
}

SecondFactorStanding SecondFactors::standing(const model::Staff& staff) const {
    return database_.read([&](Connection& connection) {
        SecondFactorRepository factors(connection);
        const auto row = factors.find(staff.id, town_.secret());
        return SecondFactorStanding{
            row ? row->since : std::nullopt,
            factors.recovery_codes_left(staff.id),
            must_have_second_factor(login_rules(connection), staff)};
    });
}

model::Result<std::string> SecondFactors::begin(const model::Staff& staff) {
    auto secret = new_code_secret();
    const bool begun = database_.write([&](Connection& connection) {
        SecondFactorRepository factors(connection);
        if (factors.is_on(staff.id))
            return false;
        factors.begin(staff.id, secret, town_.secret());
        return true;
    });
    if (!begun)
        return Errc::already_exists;
    return secret;
}

model::Result<std::vector<std::string>> SecondFactors::confirm(
    const model::Staff& staff, const FirstCode& first
) {
    const auto session = hash_of_token(first.session);
    // Only the person's sessions can guess: one of them may be a thief's.
    const std::vector<GuessBound> bounds{{.subject = "first code of:" + staff.login}};
    const auto codes = new_recovery_codes();
    const auto hashes = hashes_of(staff.id, codes);
    const auto now = clock_.now();
    const auto confirmed = database_.write([&](Connection& connection) -> model::Result<void> {
        SecondFactorRepository factors(connection);
        PeopleRepository people(connection);
        const auto proving = people.find_session(session);
        if (!proving || proving->staff != staff.id)
            return Errc::unauthenticated;
        const auto row = factors.find(staff.id, town_.secret());
        if (!row || row->since)
            return Errc::move_not_allowed;
        const auto step = step_of_code(row->secret, plain_code(first.code), now);
        if (const auto wait = wait_of(people, bounds, now); wait > wait.zero())
            return Errc::locked_out;
        if (!step || !factors.take_step(staff.id, *step)) {
            count_guess(people, bounds, now);
            return wrong_code();
        }
        people.forget_guesses(bounds.front().subject);
        factors.turn_on(staff.id, now);
        factors.replace_recovery_codes(staff.id, hashes);
        people.remove_other_sessions_of(staff.id, session);
        people.lift_only_second_factor(session);
        people.add_audit(now, staff.login, "second_factor_on", staff.login, "");
        return {};
    });
    if (confirmed.has_error())
        return confirmed.error();
    return codes;
}

model::Result<void> SecondFactors::prove(
    const model::Staff& staff, const SecondFactorProof& proof, Wanted wanted
) {
    const auto now = clock_.now();
    const auto bounds = bounds_of(town_.secret(), proof);
    std::string hash;
    const auto wait = database_.read([&](Connection& connection) {
        PeopleRepository people(connection);
        if (const auto record = people.find_staff(staff.login))
            hash = record->password_hash;
        return wait_of(people, bounds, now);
    });
    if (wait > wait.zero())
        return Errc::locked_out;
    const bool password_right =
        wanted == Wanted::code || (!hash.empty() && is_password_of(hash, proof.password));
    return database_.write([&](Connection& connection) -> model::Result<void> {
        PeopleRepository people(connection);
        // Looked at once more: many may have tried while this one waited.
        const auto left = wait_of(people, bounds, now);
        if (left > left.zero())
            return Errc::locked_out;
        if (!SecondFactorRepository(connection).is_on(staff.id))
            return Errc::move_not_allowed;
        const bool right =
            password_right &&
            take_code(connection, town_.secret(), staff.id, proof.code, now) != TakenCode::none;
        if (right)
            return {};
        count_guess(people, bounds, now);
        people.add_audit(now, staff.login, "second_factor_failed", staff.login, "");
        if (!password_right)
            return model::in_field(Errc::bad_request, "password", "密码不正确");
        return wrong_code();
    });
}

model::Result<std::vector<std::string>> SecondFactors::renew_recovery_codes(
    const model::Staff& staff, const SecondFactorProof& proof
) {
    if (const auto proved = prove(staff, proof, Wanted::code); proved.has_error())
        return proved.error();
    const auto codes = new_recovery_codes();
    const auto hashes = hashes_of(staff.id, codes);
    const auto now = clock_.now();
    database_.write([&](Connection& connection) {
        SecondFactorRepository(connection).replace_recovery_codes(staff.id, hashes);
        PeopleRepository(connection)
            .add_audit(now, staff.login, "recovery_codes_renewed", staff.login, "");
    });
    return codes;
}

model::Result<void> SecondFactors::turn_off(
    const model::Staff& staff, const SecondFactorProof& proof
) {
    if (const auto proved = prove(staff, proof, Wanted::password_and_code); proved.has_error())
        return proved.error();
    const auto now = clock_.now();
    database_.write([&](Connection& connection) {
        SecondFactorRepository(connection).remove(staff.id);
        PeopleRepository(connection)
            .add_audit(now, staff.login, "second_factor_off", staff.login, "");
    });
    return {};
}

model::Result<void> SecondFactors::reset(const std::string& login, const std::string& by) {
    const auto now = clock_.now();
    const bool was_on = database_.write([&](Connection& connection) {
        PeopleRepository people(connection);
        const auto record = people.find_staff(login);
        if (!record || !SecondFactorRepository(connection).remove(record->staff.id))
            return false;
        people.remove_sessions_of(record->staff.id);
        drop_own_identities(connection, record->staff, {by, now});
        people.add_audit(now, by, "second_factor_reset", login, "");
        return true;
    });
    if (!was_on)
        return Errc::not_found;
    return {};
}

std::vector<model::StaffId> SecondFactors::all_on() const {
    return database_.read([](Connection& connection) {
        return SecondFactorRepository(connection).all_on();
    });
}

LoginRules SecondFactors::rules() const {
    return database_.read([](Connection& connection) { return login_rules(connection); });
}

void SecondFactors::put_rules(const LoginRules& rules, const std::string& by) {
    const auto now = clock_.now();
    database_.write([&](Connection& connection) {
        put_login_rules(connection, rules);
        auto detail = rules.outside_is_enough ? std::string("outside is enough") : std::string();
        for (const auto& way : rules.ways)
            detail += (detail.empty() ? "" : ", ") + way;
        PeopleRepository(connection)
            .add_audit(now, by, "put_login_rules", role_words(rules.second_factor_roles), detail);
    });
    town_.refresh();
}

}  // namespace huiying::desk
