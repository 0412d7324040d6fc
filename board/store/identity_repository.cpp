#include "board/store/identity_repository.hpp"

#include "board/store/database.hpp"
#include "board/store/sealing.hpp"

namespace huiying::store {
namespace {

IdentityRow identity_of(const Cursor& row) {
    return {
        row.text(0),
        row.text(1),
        {row.integer(2)},
        row.text(3),
        model::from_unix_ms(row.integer(4)),
        row.text(5)};
}

std::vector<IdentityRow> identities_of(Cursor row) {
    std::vector<IdentityRow> found;
    while (row.next())
        found.push_back(identity_of(row));
    return found;
}

}  // namespace

std::vector<IdentityRow> IdentityRepository::all() {
    return identities_of(connection_.query(
        "select way, subject, staff, bound_by, bound_at, coalesce(lasting, '') from "
        "outside_identity order by staff, way"
    ));
}

std::vector<IdentityRow> IdentityRepository::of(model::StaffId staff) {
    return identities_of(connection_.query(
        "select way, subject, staff, bound_by, bound_at, coalesce(lasting, '') from "
        "outside_identity where staff = ? order by way",
        staff.value
    ));
}

std::optional<IdentityRow> IdentityRepository::find(
    const std::string& way, const std::string& subject
) {
    auto row = connection_.query(
        "select way, subject, staff, bound_by, bound_at, coalesce(lasting, '') from "
        "outside_identity where way = ? and subject = ?",
        way,
        subject
    );
    return row.next() ? std::optional(identity_of(row)) : std::nullopt;
}

std::optional<IdentityRow> IdentityRepository::find_lasting(
    const std::string& way, const std::string& lasting
) {
    auto row = connection_.query(
        "select way, subject, staff, bound_by, bound_at, coalesce(lasting, '') from "
        "outside_identity where way = ? and lasting = ?",
        way,
        lasting
    );
    return row.next() ? std::optional(identity_of(row)) : std::nullopt;
}

void IdentityRepository::put(const IdentityRow& row) {
    remove_row(row.staff, row.way);
    connection_.run(
        "insert into outside_identity (way, subject, staff, bound_by, bound_at, lasting) values "
        "(?, ?, ?, ?, ?, nullif(?, ''))",
        row.way,
        row.subject,
        row.staff.value,
        row.bound_by,
        model::to_unix_ms(row.bound_at),
        row.lasting
    );
}

void IdentityRepository::note_lasting(const IdentityRow& row, const std::string& lasting) {
    connection_.run(
        "update outside_identity set lasting = ? where way = ? and subject = ?",
        lasting,
        row.way,
        row.subject
    );
}

bool IdentityRepository::remove(model::StaffId staff, const std::string& way) {
    if (!remove_row(staff, way))
        return false;
    connection_.run(
        "insert or ignore into identity_taken_away (staff, way) values (?, ?)", staff.value, way
    );
    return true;
}

bool IdentityRepository::had(model::StaffId staff, const std::string& way) {
    return connection_
        .query(
            "select 1 from outside_identity where staff = ?1 and way = ?2 union all select 1 from "
            "identity_taken_away where staff = ?1 and way = ?2",
            staff.value,
            way
        )
        .next();
}

bool IdentityRepository::remove_row(model::StaffId staff, const std::string& way) {
    return connection_.run(
               "delete from outside_identity where staff = ? and way = ?", staff.value, way
           ) > 0;
}

void IdentityRepository::add_attempt(
    const std::string& state_hash, const LoginAttempt& attempt, const model::TownSecret& town_secret
) {
    connection_.run(
        "insert into login_attempt (state_hash, browser_hash, way, nonce, sealed_verifier, back, "
        "binds, session, expires_at) values (?, ?, ?, ?, ?, ?, nullif(?, 0), nullif(?, ''), ?)",
        state_hash,
        attempt.browser_hash,
        attempt.way,
        attempt.nonce,
        seal(town_secret, attempt.verifier),
        attempt.back,
        attempt.binds.value_or(model::StaffId{}).value,
        attempt.session,
        model::to_unix_ms(attempt.expires_at)
    );
}

std::optional<LoginAttempt> IdentityRepository::take_attempt(
    const std::string& state_hash, const model::TownSecret& town_secret
) {
    std::optional<LoginAttempt> found;
    {
        auto row = connection_.query(
            "select browser_hash, way, nonce, sealed_verifier, back, binds, expires_at, "
            "coalesce(session, '') from login_attempt where state_hash = ?",
            state_hash
        );
        if (!row.next())
            return std::nullopt;
        const auto verifier = unseal(town_secret, row.text(3));
        if (!verifier)
            throw StoreUnavailable("a login on its way does not open: another secret");
        found = LoginAttempt{
            row.text(0),
            row.text(1),
            row.text(2),
            *verifier,
            row.text(4),
            std::nullopt,
            row.text(7),
            model::from_unix_ms(row.integer(6))};
        if (!row.is_null(5))
            found->binds = model::StaffId{row.integer(5)};
    }
    connection_.run("delete from login_attempt where state_hash = ?", state_hash);
    return found;
}

int IdentityRepository::attempts() {
    auto row = connection_.query("select count(*) from login_attempt");
    return row.next() ? static_cast<int>(row.integer(0)) : 0;
}

void IdentityRepository::remove_expired_attempts(model::Instant now) {
    connection_.run("delete from login_attempt where expires_at <= ?", model::to_unix_ms(now));
}

}  // namespace huiying::store
