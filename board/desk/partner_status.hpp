// What a partner system that passed a message on may know of its ticket: by number, of its own
// account only, without what was written. Thread rule: safe from any thread; blocking.
#pragma once

#include "board/model/instant.hpp"

#include <optional>
#include <string>

namespace huiying::store {
class Database;
}

namespace huiying::desk {

class Town;

struct PartnerView {
    std::string number;
    bool is_over = false;
    std::string state;  ///< in Chinese
    std::string unit;   ///< name; empty until there is one, and for a restricted ticket
    std::string place;
    model::Instant received_at{};
    model::Instant changed_at{};
    std::optional<model::Instant> final_due;
};

class PartnerStatus {
  public:
    PartnerStatus(store::Database& database, const Town& town) : database_(database), town_(town) {}

    /// nullopt: that account has none of that number.
    [[nodiscard]] std::optional<PartnerView> of(
        const std::string& channel, const std::string& account, const std::string& number
    ) const;

  private:
    store::Database& database_;
    const Town& town_;
};

}  // namespace huiying::desk
