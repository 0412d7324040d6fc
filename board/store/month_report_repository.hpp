// Texts of the monthly reports as people saved them, every version kept. Used by desk, inside
// Database::write or ::read.
#pragma once

#include "board/model/instant.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace huiying::store {

class Connection;

struct MonthReport {
    std::string month;  ///< "2026-10"
    std::int64_t version = 1;
    std::string text;
    std::string by;  ///< login
    model::Instant at{};
};

class MonthReportRepository {
  public:
    explicit MonthReportRepository(Connection& connection) : connection_(connection) {}

    /// The present version.
    std::optional<MonthReport> find(const std::string& month);
    /// False when that version is there already: somebody else was first.
    bool add(const MonthReport& report);

  private:
    Connection& connection_;
};

}  // namespace huiying::store
