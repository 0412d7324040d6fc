// Who works at the desk: passwords (argon2id), sessions, waits after wrong passwords, the one-time
// link of the first start. Thread rule: safe from any thread; blocking; hashing a password takes
// some tens of milliseconds and 64 MiB on purpose, so callers bound how many do so at once.
#pragma once

#include "board/model/errc.hpp"
#include "board/model/staff.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace huiying::store {
class Database;
}

namespace huiying::desk {

class Town;

/// What a session may do: all that the person may, or only set up the second factor that a role of
/// theirs demands.
enum class Reach { everything, second_factor_only };

struct Session {
    model::Staff staff;
    std::string csrf_token;
    Reach reach = Reach::everything;
};

/// A session, or, where the person has a second factor, a login that is half done.
struct OpenedSession {
    std::string token;  ///< the cookie's value, 256 random bits; only its hash is stored
    Session session;
    std::string browser;  ///< what the browser keeps, to be known at the next login
    /// In place of all others: what the browser shows with the code. 256 random bits, good for ten
    /// minutes.
    std::string half;
};

struct LoginTry {
    std::string login;
    std::string password;
    std::string peer;     ///< the caller's address as limits count it
    std::string browser;  ///< what the browser kept of an earlier login with this name, or empty
};

/// The second step of a login.
struct CodeTry {
    std::string half;  ///< of the first step
    std::string code;  ///< of the authenticator, or a recovery code, as typed
    std::string peer;
    std::string browser;
};

struct NewStaff {
    std::string login;
    std::string name;
    std::string unit;
    std::vector<model::Role> roles;
    std::string password;
};

/// What to change of a person; what is absent stays.
struct StaffChange {
    std::optional<std::string> name;
    std::optional<std::string> unit;
    std::optional<std::vector<model::Role>> roles;
    std::optional<bool> active;
    std::optional<std::string> password;
};

/// [a-z0-9._-]{2,40}
bool is_login_name(const std::string& text);

class People {
  public:
    static constexpr std::size_t kMinPassword = 10;

    People(store::Database& database, const Town& town, const model::Clock& clock);

    /// Errors: bad_credentials, locked_out. Five wrong passwords from one address for a name are
    /// followed by a wait that grows from a minute to an hour, and so are 30 from one address and,
    /// up to a quarter of an hour, 40 for a name from anywhere. A known browser waits only for its
    /// own.
    [[nodiscard]] model::Result<OpenedSession> log_in(const LoginTry& tried);
    /// How long a login that was locked out has to wait.
    [[nodiscard]] std::chrono::seconds wait_of(const LoginTry& tried) const;
    /// A login that a platform or a provider vouched for (`way`: "wecom/main"): a code is still
    /// asked for where the person has a second factor, unless the town holds that enough. Errors:
    /// forbidden (switched off).
    [[nodiscard]] model::Result<OpenedSession> log_in_vouched(
        model::StaffId staff, const std::string& way
    );
    /// Ends a login that was half done. Wrong codes are bounded as wrong passwords are, and
    /// together with them. Errors: unauthenticated (begin anew), locked_out, bad_request (code).
    [[nodiscard]] model::Result<OpenedSession> enter_code(const CodeTry& tried);
    /// Whether it is the person who sits there, before something that outlives the session is
    /// changed: as bounded as logins are. Errors: bad_request (password), locked_out.
    [[nodiscard]] model::Result<void> prove_password(const LoginTry& tried);
    /// Whose login is half done; nullopt when it has ended.
    [[nodiscard]] std::optional<std::string> half_logged_in(const std::string& half) const;
    /// The session of a cookie; it ends 12 hours after its last use. A deputy has the roles of whom
    /// they stand in for today. Where a role that they have now demands a second factor and they
    /// have none, it may only set that up. Errors: unauthenticated.
    [[nodiscard]] model::Result<Session> session(const std::string& token);
    void log_out(const std::string& token);
    /// Whose session the token is, without moving its end on; nullopt when it has ended, or may do
    /// nothing but set up the second factor.
    [[nodiscard]] std::optional<model::Staff> who_has(const std::string& token) const;

    /// Errors: already_exists, bad_request (login, unit, roles or a password shorter than
    /// kMinPassword).
    [[nodiscard]] model::Result<model::Staff> add(const NewStaff& person, const std::string& by);

    /// Whether add() would take the person, the login being free. Errors: bad_request.
    [[nodiscard]] model::Result<void> check_new(const NewStaff& person) const {
        return check(person);
    }

    /// Errors: not_found, bad_request, move_not_allowed (the last administrator stays one).
    /// Deactivating or a new password ends the person's sessions; with a new password what they
    /// bound to themselves outside is no longer theirs.
    [[nodiscard]] model::Result<model::Staff> change(
        const std::string& login, const StaffChange& change, const std::string& by
    );
    [[nodiscard]] std::vector<model::Staff> all() const;

    /// The token of a fresh one-time link when nobody can log in yet; nullopt otherwise. Valid for
    /// 24 hours.
    [[nodiscard]] std::optional<std::string> first_start_token();
    /// Uses the link: makes the administrator and logs in. Errors: unauthenticated (used, expired,
    /// unknown), bad_request.
    [[nodiscard]] model::Result<OpenedSession> set_first_password(
        const std::string& token, const NewStaff& administrator
    );

  private:
    [[nodiscard]] model::Result<void> check(const NewStaff& person) const;
    enum class Proof { own, vouched };

    OpenedSession open_session(const model::Staff& staff, Proof proof = Proof::own);
    std::string open_half_login(const model::Staff& staff);

    store::Database& database_;
    const Town& town_;
    const model::Clock& clock_;
};

}  // namespace huiying::desk
