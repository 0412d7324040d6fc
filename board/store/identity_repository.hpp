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
};

struct LoginAttempt {
    std::string browser_hash;
    std::string way;
    std::string nonce;
    std::string verifier;
    std::string back;
    std::optional<model::StaffId> binds;
    model::Instant expires_at{};
};

class IdentityRepository {
  public:
    explicit IdentityRepository(Connection& connection) : connection_(connection) {}

    std::vector<IdentityRow> all();
    std::vector<IdentityRow> of(model::StaffId staff);
    std::optional<model::StaffId> find(const std::string& way, const std::string& subject);
    /// In place of the person's former one there. Throws ConstraintViolated when somebody else has
    /// it.
    void put(const IdentityRow& row);
    /// False when there was none.
    bool remove(model::StaffId staff, const std::string& way);

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
    Connection& connection_;
};

}  // namespace huiying::store
