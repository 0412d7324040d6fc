// What the town is made of: units, settings, FAQ entries, channel accounts. Changes raise the
// directory's revision, by which running processes notice them without a restart. Used by desk
// inside Database::write or ::read.
#pragma once

#include "board/model/channel_account.hpp"
#include "board/model/faq_entry.hpp"
#include "board/model/instant.hpp"
#include "board/model/ticket_number.hpp"
#include "board/model/unit.hpp"

#include <map>
#include <string>
#include <vector>

namespace huiying::store {

class Connection;

class DirectoryRepository {
  public:
    explicit DirectoryRepository(Connection& connection) : connection_(connection) {}

    /// Number that grows with every change below.
    std::int64_t revision();

    std::vector<model::Unit> units();
    void put(const model::Unit& unit);

    std::vector<model::FaqEntry> faq_entries();
    /// Its next version; `note` says how it came, where not by hand (Chinese).
    void put(
        const model::FaqEntry& entry,
        const std::string& by,
        model::Instant now,
        const std::string& note = {}
    );

    std::map<std::string, std::string> settings();
    void put_setting(const std::string& key, const std::string& value);

    /// Secrets are sealed with a key derived from the town's secret. Throws StoreUnavailable when a
    /// sealed one does not open.
    std::vector<model::ChannelAccount> channel_accounts(const model::TownSecret& town_secret);
    void put(
        const model::ChannelAccount& account,
        const model::TownSecret& town_secret,
        model::Instant now
    );

  private:
    void raise_revision();

    Connection& connection_;
};

}  // namespace huiying::store
