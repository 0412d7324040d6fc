// Logins that begin here, go out to a platform or a provider, and come back: kept once, for the
// browser that began them, for ten minutes. And who people are out there. Used by web. Thread rule:
// safe from any thread; blocking.
#pragma once

#include "board/desk/people.hpp"
#include "board/model/errc.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::desk {

/// What goes out, and what stays with the browser.
struct BegunLogin {
    std::string state;     ///< 64 hexadecimal digits; only its hash is stored
    std::string browser;   ///< the cookie's value
    std::string nonce;     ///< for an ID token
    std::string verifier;  ///< PKCE's, 43 characters
};

struct ReturnedLogin {
    std::string way;
    std::string nonce;
    std::string verifier;
    std::string back;                     ///< a path of the console
    std::optional<model::StaffId> binds;  ///< who binds what comes back to themselves
};

/// Whom the platform says it is: any of the names may be the known one, the first is bound.
struct OutsidePerson {
    std::vector<std::string> subjects;
    std::string name;
};

struct Identity {
    std::string login;
    std::string way;
    std::string subject;
    model::Instant bound_at{};
};

/// "/t/20261123-0001": a path of the console and nothing else, else "/".
std::string own_path(std::string_view path);

class OutsideLogins {
  public:
    OutsideLogins(store::Database& database, const Town& town, const model::Clock& clock)
        : database_(database), town_(town), clock_(clock) {}

    /// Errors: rate_limited (very many are out there).
    [[nodiscard]] model::Result<BegunLogin> begin(
        const std::string& way, const std::string& back, std::optional<model::StaffId> binds
    );
    /// Once, and only to the browser that began it. Errors: stale_timestamp (unknown, used,
    /// expired, another browser's, of another way).
    [[nodiscard]] model::Result<ReturnedLogin> take(
        const std::string& state, const std::string& browser, const std::string& way
    );

    [[nodiscard]] std::optional<model::StaffId> who_is(
        const std::string& way, const OutsidePerson& person
    ) const;
    /// Of a login here.
    [[nodiscard]] std::optional<model::StaffId> named(const std::string& login) const;
    /// In place of the person's former one on that way. Errors: not_found, already_exists (somebody
    /// else is that), bad_request (subject).
    [[nodiscard]] model::Result<void> bind(
        const std::string& login,
        const std::string& way,
        const std::string& subject,
        const std::string& by
    );
    [[nodiscard]] model::Result<void> bind(
        model::StaffId staff, const std::string& way, const OutsidePerson& person
    );
    /// Errors: not_found.
    [[nodiscard]] model::Result<void> unbind(
        const std::string& login, const std::string& way, const std::string& by
    );
    [[nodiscard]] std::vector<Identity> all() const;
    [[nodiscard]] std::vector<Identity> of(const model::Staff& staff) const;

    /// Somebody whom the provider knows and nobody here: switched off, until an administrator gives
    /// them roles and a unit. Errors: bad_request (login), already_exists.
    [[nodiscard]] model::Result<void> note_newcomer(
        const std::string& login, const std::string& name
    );

  private:
    store::Database& database_;
    const Town& town_;
    const model::Clock& clock_;
};

}  // namespace huiying::desk
