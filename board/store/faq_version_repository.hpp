// Every version that an FAQ entry has had, the present one among them. Used by desk inside
// Database::write or ::read, and by directory_repository, which writes them.
#pragma once

#include "board/model/faq_entry.hpp"
#include "board/model/instant.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace huiying::store {

class Connection;

struct FaqVersion {
    std::int64_t version = 0;
    model::Instant at{};
    std::string by;    ///< login, or what wrote it without a person
    std::string note;  ///< Chinese: how it came, where not by hand
    model::FaqEntry entry;
};

class FaqVersionRepository {
  public:
    explicit FaqVersionRepository(Connection& connection) : connection_(connection) {}

    /// The entry as it stands now, as its next version.
    void add_present(const std::string& faq, const std::string& note);

    /// Newest first.
    std::vector<FaqVersion> of(const std::string& faq);
    std::optional<FaqVersion> find(const std::string& faq, std::int64_t version);
    /// 0 when there is no such entry.
    std::int64_t latest(const std::string& faq);
    std::map<std::string, std::int64_t> latest_of_all();

  private:
    Connection& connection_;
};

}  // namespace huiying::store
