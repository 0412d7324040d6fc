// One-time codes of people who log in with two factors: their sealed secrets, hashes of recovery
// codes, logins that still owe a code. Used by desk inside Database::write or ::read.
#pragma once

#include "board/model/ids.hpp"
#include "board/model/instant.hpp"
#include "board/model/ticket_number.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace huiying::store {

class Connection;

struct SecondFactorRow {
    std::string secret;                   ///< Base32
    std::int64_t last_step = 0;           ///< of the newest code that was taken
    std::optional<model::Instant> since;  ///< nullopt: being set up
};

struct HalfLogin {
    model::StaffId staff;
    model::Instant expires_at{};
};

class SecondFactorRepository {
  public:
    explicit SecondFactorRepository(Connection& connection) : connection_(connection) {}

    /// Throws StoreUnavailable when what is sealed does not open.
    std::optional<SecondFactorRow> find(model::StaffId staff, const model::TownSecret& town_secret);
    bool is_on(model::StaffId staff);
    /// Who has it on.
    std::vector<model::StaffId> all_on();

    /// A fresh secret, being set up; replaces one that was never finished.
    void begin(
        model::StaffId staff, const std::string& secret, const model::TownSecret& town_secret
    );
    void turn_on(model::StaffId staff, model::Instant now);
    /// Takes the code of that step; false when that one or a later one was taken before.
    bool take_step(model::StaffId staff, std::int64_t step);
    /// With the recovery codes. False when there was nothing.
    bool remove(model::StaffId staff);

    void replace_recovery_codes(model::StaffId staff, const std::vector<std::string>& hashes);
    /// False when it is unknown or was used before.
    bool use_recovery_code(model::StaffId staff, const std::string& hash, model::Instant now);
    int recovery_codes_left(model::StaffId staff);

    void add_half_login(const std::string& token_hash, const HalfLogin& login);
    std::optional<HalfLogin> half_login(const std::string& token_hash);
    void remove_half_login(const std::string& token_hash);

  private:
    Connection& connection_;
};

}  // namespace huiying::store
