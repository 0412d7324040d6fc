// The audit as administrators read it: who did what and when, to be filtered, taken along and
// checked for changes behind the program's back. Rows of tickets say the move and the number alone:
// what was written with it stands in the ticket's history, for those who may see the ticket; rows
// of a ticket that accuses the reader's own unit do not exist for them. Used by web and app. Thread
// rule: safe from any thread; blocking.
#pragma once

#include "board/desk/sheet_file.hpp"
#include "board/model/errc.hpp"
#include "board/model/instant.hpp"
#include "board/model/staff.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace huiying::store {
class Database;
}

namespace huiying::desk {

/// What is looked for; empty fields: anything.
struct AuditAsked {
    std::string who;      ///< login
    std::string subject;  ///< word of a subject, as subjects() lists them
    std::string ticket;   ///< number, or the object of another row (a login, a unit's code)
    std::optional<model::Date> from;
    std::optional<model::Date> to;  ///< with that day
    std::string after;              ///< `next` of the page before
    int limit = 50;                 ///< 1 to 200
};

struct AuditEntry {
    std::int64_t id = 0;
    model::Instant at{};
    std::string who;
    std::string who_name;  ///< empty: nobody of the town
    std::string action;
    std::string action_name;
    std::string subject;  ///< word
    std::string object;
    std::string detail;  ///< of what is no ticket's; personal details masked
};

struct AuditList {
    std::vector<AuditEntry> items;
    std::string next;
};

/// Whether the chain holds.
struct AuditVerdict {
    std::int64_t rows = 0;
    std::optional<std::int64_t> broken_at;
    std::string head;  ///< worth noting elsewhere: rows cut off at the end are seen only by it
    bool has_seen = false;
};

class AuditLog {
  public:
    AuditLog(store::Database& database, const model::Clock& clock)
        : database_(database), clock_(clock) {}

    /// Words and Chinese names, for a filter.
    [[nodiscard]] static std::vector<std::pair<std::string, std::string>> subjects();

    /// Errors: bad_request (a subject that there is not, days the wrong way round).
    [[nodiscard]] model::Result<AuditList> page(const model::Staff& staff, const AuditAsked& asked)
        const;
    /// At most the newest kMostExported rows; leaves a row itself. Errors as of page().
    [[nodiscard]] model::Result<std::string> file(
        const model::Staff& staff, const AuditAsked& asked, SheetForm form
    );
    [[nodiscard]] AuditVerdict verify(const std::string& seen = {}) const;

    static constexpr std::size_t kMostExported = 50'000;

  private:
    store::Database& database_;
    const model::Clock& clock_;
};

}  // namespace huiying::desk
