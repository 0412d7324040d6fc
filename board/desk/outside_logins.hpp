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

namespace huiying::store {
class Connection;
struct IdentityRow;
}  // namespace huiying::store

namespace huiying::desk {

/// Who binds an identity to themselves, and the token of the session in which they do.
struct Binder {
    model::StaffId staff;
    std::string session;
};

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
    std::string session;                  ///< hash of the token of the session that binds
};

/// Whom the platform says it is: any of the names may be the known one, the first is bound.
struct OutsidePerson {
    std::vector<std::string> subjects;
    std::string name;
    /// A provider's own name of the person ("sub"), which never goes to another one; empty: the
    /// subjects are that already.
    std::string lasting;
};

struct Identity {
    std::string login;
    std::string way;
    std::string subject;
    model::Instant bound_at{};
};

/// Who did something, and when.
struct DoneBy {
    std::string login;
    model::Instant at{};
};

/// Takes away what the person bound to themselves, as somebody in their place may have done.
/// Inside Database::write.
void drop_own_identities(
    store::Connection& connection, const model::Staff& staff, const DoneBy& by
);

/// "/t/20261123-0001": a path of the console and nothing else, else "/".
std::string own_path(std::string_view path);

class OutsideLogins {
  public:
    OutsideLogins(store::Database& database, const Town& town, const model::Clock& clock)
        : database_(database), town_(town), clock_(clock) {}

    /// Errors: rate_limited (very many are out there).
    [[nodiscard]] model::Result<BegunLogin> begin(
        const std::string& way, const std::string& back, const std::optional<Binder>& binds
    );
    /// Once, and only to the browser that began it. Errors: stale_timestamp (unknown, used,
    /// expired, another browser's, of another way).
    [[nodiscard]] model::Result<ReturnedLogin> take(
        const std::string& state, const std::string& browser, const std::string& way
    );

    /// Whom the person is bound to. A lasting name is noted at the first login; from then on it
    /// alone counts, whatever else the provider says of them.
    [[nodiscard]] std::optional<model::StaffId> who_is(
        const std::string& way, const OutsidePerson& person
    );
    /// Of the login that the provider names: bound to the person from now on. Only where nobody
    /// was ever bound to it on that way.
    [[nodiscard]] std::optional<model::StaffId> first_named(
        const std::string& way, const OutsidePerson& person
    );
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
    /// What a login that binds brought back. Errors: unauthenticated (the session that began it
    /// has ended, or is somebody else's), not_found, already_exists, bad_request (subject).
    [[nodiscard]] model::Result<void> bind(
        const ReturnedLogin& returned, const OutsidePerson& person
    );
    /// Errors: not_found.
    [[nodiscard]] model::Result<void> unbind(
        const std::string& login, const std::string& way, const std::string& by
    );
    [[nodiscard]] std::vector<Identity> all() const;
    [[nodiscard]] std::vector<Identity> of(const model::Staff& staff) const;

    /// Somebody whom the provider knows and nobody here, their first subject as login: switched
    /// off, until an administrator gives them roles and a unit. Errors: bad_request (login),
    /// already_exists.
    [[nodiscard]] model::Result<model::StaffId> note_newcomer(
        const std::string& way, const OutsidePerson& person
    );

  private:
    [[nodiscard]] model::Result<void> bind_row(
        const store::IdentityRow& row, const std::string& login
    );

    store::Database& database_;
    const Town& town_;
    const model::Clock& clock_;
};

}  // namespace huiying::desk
