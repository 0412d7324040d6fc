// Staff, their sessions, the one-time link of the first start, locks after wrong guesses, the audit
// trail. Tokens are stored as hashes only. Used by desk inside Database::write or ::read.
#pragma once

#include "board/model/staff.hpp"

#include <optional>
#include <string>
#include <vector>

namespace huiying::store {

class Connection;

struct StaffRecord {
    model::Staff staff;
    std::string password_hash;
};

struct SessionRecord {
    model::StaffId staff;
    std::string csrf_token;
    model::Instant expires_at{};
    bool only_second_factor = false;  ///< may do nothing but set that up
    bool vouched = false;             ///< opened by the word of a platform or a provider alone
};

/// Wrong guesses of one subject (an address, an address and a login).
struct GuessRecord {
    int failures = 0;
    model::Instant since{};  ///< from when on the next of them is forgotten
    model::Instant locked_until{};
};

class PeopleRepository {
  public:
    explicit PeopleRepository(Connection& connection) : connection_(connection) {}

    std::vector<model::Staff> staff();
    std::optional<StaffRecord> find_staff(const std::string& login);
    std::optional<model::Staff> find_staff(model::StaffId id);
    /// Throws ConstraintViolated when the login is taken.
    model::StaffId add(
        const model::Staff& staff, const std::string& password_hash, model::Instant now
    );
    void update(const model::Staff& staff);
    void set_password(model::StaffId id, const std::string& password_hash);

    void add_session(
        const std::string& token_hash, const SessionRecord& session, model::Instant now
    );
    std::optional<SessionRecord> find_session(const std::string& token_hash);
    void touch_session(
        const std::string& token_hash, model::Instant now, model::Instant expires_at
    );
    void remove_session(const std::string& token_hash);
    /// With logins that were half done, and identities that were being bound.
    void remove_sessions_of(model::StaffId id);
    /// The same, but for one session.
    void remove_other_sessions_of(model::StaffId id, const std::string& kept_token_hash);
    void remove_expired_sessions(model::Instant now);
    /// The session may do everything from now on.
    void lift_only_second_factor(const std::string& token_hash);

    void add_one_time_link(const std::string& token_hash, model::Instant expires_at);
    /// Whether the link exists, is unused and not expired at `now`.
    bool is_open_link(const std::string& token_hash, model::Instant now);
    /// No link that is open now can be used any more.
    void use_all_links(model::Instant now);
    /// Forgets wrong guesses that count no more.
    void remove_old_guesses(model::Instant before);

    std::optional<GuessRecord> guesses(const std::string& subject);
    void set_guesses(const std::string& subject, const GuessRecord& guesses);
    void forget_guesses(const std::string& subject);

    void add_audit(
        model::Instant at,
        const std::string& actor,
        const std::string& action,
        const std::string& object,
        const std::string& detail
    );

  private:
    Connection& connection_;
};

}  // namespace huiying::store
