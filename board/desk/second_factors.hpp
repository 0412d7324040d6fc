// The second factor of a person (两步验证): set up, proved, turned off, reset by the administrator.
// Secrets lie sealed, recovery codes as hashes; no code is taken twice. Used by web and by
// sessions.cpp. Thread rule: safe from any thread; blocking; `turn_off` hashes a password.
#pragma once

#include "board/desk/login_rules.hpp"
#include "board/desk/people.hpp"
#include "board/model/errc.hpp"
#include "board/model/ticket_number.hpp"

#include <optional>
#include <string>
#include <vector>

namespace huiying::store {
class Connection;
}

namespace huiying::desk {

/// How it stands with a person.
struct SecondFactorStanding {
    std::optional<model::Instant> since;  ///< nullopt: it is off
    int recovery_left = 0;                ///< recovery codes that were not used
    bool is_duty = false;                 ///< a role of the person makes it one
};

enum class TakenCode { none, one_time, recovery };

/// Uses the code up where it is right. Inside one Database::write, on a person who has it on.
TakenCode take_code(
    store::Connection& connection,
    const model::TownSecret& secret,
    model::StaffId staff,
    const std::string& typed,
    model::Instant now
);

/// Who proves what before something is undone.
struct SecondFactorProof {
    std::string login;
    std::string password;
    std::string code;
    std::string peer;
    std::string browser;
};

/// The first code of an authenticator, and the token of the session that proves it.
struct FirstCode {
    std::string session;
    std::string code;
};

class SecondFactors {
  public:
    SecondFactors(store::Database& database, Town& town, const model::Clock& clock)
        : database_(database), town_(town), clock_(clock) {}

    [[nodiscard]] SecondFactorStanding standing(const model::Staff& staff) const;

    /// A fresh secret (Base32), to be proved by confirm(). Errors: already_exists (it is on).
    [[nodiscard]] model::Result<std::string> begin(const model::Staff& staff);
    /// Turns it on; the recovery codes, shown once. The session that proves it may do everything
    /// from now on; all others of the person end: anybody with the password may have opened them.
    /// Errors: move_not_allowed (nothing was begun, or it is on), bad_request (code),
    /// locked_out, unauthenticated (the session has ended).
    [[nodiscard]] model::Result<std::vector<std::string>> confirm(
        const model::Staff& staff, const FirstCode& first
    );
    /// New recovery codes; the former are worth nothing. Errors: move_not_allowed (off),
    /// locked_out, bad_request (code).
    [[nodiscard]] model::Result<std::vector<std::string>> renew_recovery_codes(
        const model::Staff& staff, const SecondFactorProof& proof
    );
    /// Where it is a duty, the sessions may then only set it up anew. Errors: move_not_allowed
    /// (off), locked_out, bad_request (password, code).
    [[nodiscard]] model::Result<void> turn_off(
        const model::Staff& staff, const SecondFactorProof& proof
    );
    /// For somebody who lost it all: off, every session ends, and what they bound to themselves
    /// outside is no longer theirs. Errors: not_found.
    [[nodiscard]] model::Result<void> reset(const std::string& login, const std::string& by);

    /// Logins of those who have it on.
    [[nodiscard]] std::vector<model::StaffId> all_on() const;

    [[nodiscard]] LoginRules rules() const;
    void put_rules(const LoginRules& rules, const std::string& by);

  private:
    enum class Wanted { code, password_and_code };

    [[nodiscard]] model::Result<void> prove(
        const model::Staff& staff, const SecondFactorProof& proof, Wanted wanted
    );

    store::Database& database_;
    Town& town_;
    const model::Clock& clock_;
};

}  // namespace huiying::desk
