// Who people are on platforms and at a provider, and logins that are out there. Used by desk inside
// Database::write or ::read.
#pragma once

#include "board/model/ids.hpp"
#include "board/model/instant.hpp"
#include "board/model/ticket_number.hpp"

#include <optional>
#include <string>
#include <vector>

namespace huiying::store {

class Connection;

struct IdentityRow {
    std::string way;
    std::string subject;
    model::StaffId staff;
    std::string bound_by;
    model::Instant bound_at{};
    std::string lasting;  ///< the provider's own name of the person; empty: none was noted
};

struct LoginAttempt {
    std::string browser_hash;
    std::string way;
    std::string nonce;
    std::string verifier;
    std::string back;
    std::optional<model::StaffId> binds;
    std::string session;  ///< hash of the token of the session that binds; empty: none does
    model::Instant expires_at{};
};

class IdentityRepository {
  public:
    explicit IdentityRepository(Connection& connection) : connection_(connection) {}

    std::vector<IdentityRow> all();
    std::vector<IdentityRow> of(model::StaffId staff);
    std::optional<IdentityRow> find(const std::string& way, const std::string& subject);
    std::optional<IdentityRow> find_lasting(const std::string& way, const std::string& lasting);
    /// In place of the person's former one there. Throws ConstraintViolated when somebody else has
    /// it.
    void put(const IdentityRow& row);
    void note_lasting(const IdentityRow& row, const std::string& lasting);
    /// False when there was none. It stays known that there was one.
    bool remove(model::StaffId staff, const std::string& way);
    /// Whether the person has one there, or had one that was removed.
    bool had(model::StaffId staff, const std::string& way);

    void add_attempt(
        const std::string& state_hash,
        const LoginAttempt& attempt,
        const model::TownSecret& town_secret
    );
    /// Takes it away: nobody comes back twice. Throws StoreUnavailable when it does not open.
    std::optional<LoginAttempt> take_attempt(
        const std::string& state_hash, const model::TownSecret& town_secret
    );
    void remove_expired_attempts(model::Instant now);
    int attempts();

  private:
    bool remove_row(model::StaffId staff, const std::string& way);

    Connection& connection_;
};

}  // namespace huiying::store
