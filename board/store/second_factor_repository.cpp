#include "board/store/second_factor_repository.hpp"

#include "board/store/database.hpp"
#include "board/store/sealing.hpp"

namespace huiying::store {

std::optional<SecondFactorRow> SecondFactorRepository::find(
    model::StaffId staff, const model::TownSecret& town_secret
) {
    auto row = connection_.query(
        "select sealed_secret, last_step, since from second_factor where staff = ?", staff.value
    );
    if (!row.next())
        return std::nullopt;
    const auto secret = unseal(town_secret, row.text(0));
    if (!secret)
        throw StoreUnavailable("a second factor does not open: the town's secret is another one");
    SecondFactorRow found{*secret, row.integer(1), std::nullopt};
    if (!row.is_null(2))
        found.since = model::from_unix_ms(row.integer(2));
    return found;
}

bool SecondFactorRepository::is_on(model::StaffId staff) {
    return connection_
        .query("select 1 from second_factor where staff = ? and since is not null", staff.value)
        .next();
}

std::vector<model::StaffId> SecondFactorRepository::all_on() {
    std::vector<model::StaffId> found;
    auto row = connection_.query("select staff from second_factor where since is not null");
    while (row.next())
        found.push_back({row.integer(0)});
    return found;
}

void SecondFactorRepository::begin(
    model::StaffId staff, const std::string& secret, const model::TownSecret& town_secret
) {
    connection_.run(
        "insert or replace into second_factor (staff, sealed_secret) values (?, ?)",
        staff.value,
        seal(town_secret, secret)
    );
}

void SecondFactorRepository::turn_on(model::StaffId staff, model::Instant now) {
    connection_.run(
        "update second_factor set since = ? where staff = ?", model::to_unix_ms(now), staff.value
    );
}

bool SecondFactorRepository::take_step(model::StaffId staff, std::int64_t step) {
    return connection_.run(
               "update second_factor set last_step = ? where staff = ? and last_step < ?",
               step,
               staff.value,
               step
           ) == 1;
}

bool SecondFactorRepository::remove(model::StaffId staff) {
    connection_.run("delete from recovery_code where staff = ?", staff.value);
    return connection_.run("delete from second_factor where staff = ?", staff.value) > 0;
}

void SecondFactorRepository::replace_recovery_codes(
    model::StaffId staff, const std::vector<std::string>& hashes
) {
    connection_.run("delete from recovery_code where staff = ?", staff.value);
    for (const auto& hash : hashes)
        connection_.run("insert into recovery_code (staff, hash) values (?, ?)", staff.value, hash);
}

bool SecondFactorRepository::use_recovery_code(
    model::StaffId staff, const std::string& hash, model::Instant now
) {
    return connection_.run(
               "update recovery_code set used_at = ? where staff = ? and hash = ? and used_at is "
               "null",
               model::to_unix_ms(now),
               staff.value,
               hash
           ) == 1;
}

int SecondFactorRepository::recovery_codes_left(model::StaffId staff) {
    auto row = connection_.query(
        "select count(*) from recovery_code where staff = ? and used_at is null", staff.value
    );
    return row.next() ? static_cast<int>(row.integer(0)) : 0;
}

void SecondFactorRepository::add_half_login(const std::string& token_hash, const HalfLogin& login) {
    connection_.run(
        "insert into half_login (token_hash, staff, expires_at) values (?, ?, ?)",
        token_hash,
        login.staff.value,
        model::to_unix_ms(login.expires_at)
    );
}

std::optional<HalfLogin> SecondFactorRepository::half_login(const std::string& token_hash) {
    auto row = connection_.query(
        "select staff, expires_at from half_login where token_hash = ?", token_hash
    );
    if (!row.next())
        return std::nullopt;
    return HalfLogin{{row.integer(0)}, model::from_unix_ms(row.integer(1))};
}

void SecondFactorRepository::remove_half_login(const std::string& token_hash) {
    connection_.run("delete from half_login where token_hash = ?", token_hash);
}

}  // namespace huiying::store
