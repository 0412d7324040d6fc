// The audit: who did what, never changed, never deleted. Each row carries a SHA-256 over itself and
// over the row before, so that a change behind the program's back is seen. Used by desk inside
// Database::write or ::read.
#pragma once

#include "board/model/instant.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace huiying::store {

class Connection;

struct AuditRow {
    std::int64_t id = 0;
    model::Instant at{};
    std::string actor;  ///< login, or what acted ("command line", "first start", "")
    std::string action;
    std::string object;  ///< a ticket's number, a login, a unit's code, ...
    std::string detail;
    std::string chain;  ///< hex
};

struct AuditFilter {
    enum class Actions { these, all_but_these };

    std::string actor;   ///< empty: anybody
    std::string object;  ///< empty: anything
    std::vector<std::string> actions;
    Actions which = Actions::all_but_these;
    std::optional<model::Instant> from;
    std::optional<model::Instant> before;
    /// Unit of who reads: rows of tickets that accuse it are left out. Empty: none.
    std::string never_accused;
    std::string after;  ///< `next` of the page before
    int limit = 50;
};

struct AuditPage {
    std::vector<AuditRow> rows;  ///< the newest first
    std::string next;
};

/// What a reading of the whole chain found.
struct AuditChain {
    std::int64_t rows = 0;
    std::optional<std::int64_t> broken_at;  ///< the first row that does not fit the one before
    std::string head;                       ///< chain of the last row
    bool has_seen = false;                  ///< whether the hash that was asked for is in it
};

class AuditRepository {
  public:
    explicit AuditRepository(Connection& connection) : connection_(connection) {}

    /// Id and chain are made here.
    void add(const AuditRow& row);
    /// 0 where there is none.
    std::int64_t last_id();
    AuditPage page(const AuditFilter& filter);
    /// Reads all rows in their order. `seen`: a chain that somebody noted earlier.
    AuditChain check(const std::string& seen);

  private:
    Connection& connection_;
};

/// Gives every row that has none its chain: the migration.
void chain_audit(Connection& connection);

}  // namespace huiying::store
