// What a partner system that passed a message on may know of its ticket: by number, of its own
// account only, without what was written. Thread rule: safe from any thread; blocking.
#pragma once

#include "board/model/instant.hpp"

#include <optional>
#include <string>
#include <vector>

namespace huiying::store {
class Database;
struct PartnerFilter;
}  // namespace huiying::store

namespace huiying::desk {

class Town;

struct PartnerView {
    std::string number;
    bool is_over = false;
    std::string state;    ///< in Chinese
    std::string unit;     ///< name; empty until there is one, and for a restricted ticket
    std::string service;  ///< the partner's own word for it
    std::string place;
    /// Of the copy that the board shows, after its review; empty where it shows none.
    std::string title;
    std::string question;
    std::string answer;
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

    /// Of an Open311 account, latest first.
    [[nodiscard]] std::vector<PartnerView> list_open311(
        const std::string& account, const store::PartnerFilter& filter
    ) const;

  private:
    store::Database& database_;
    const Town& town_;
};

}  // namespace huiying::desk
