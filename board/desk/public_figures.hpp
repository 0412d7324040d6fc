// Message statistics that the board publishes (国办秘函〔2019〕19号): received, answered, in time,
// how long, by month, year and unit. What accuses somebody counts under the office. Used by web.
// Thread rule: safe from any thread; blocking, a few hundred rows.
#pragma once

#include "board/model/instant.hpp"
#include "board/model/message_counts.hpp"

#include <string>
#include <vector>

namespace huiying::store {
class Database;
}

namespace huiying::desk {

class Town;

struct PublicRow {
    std::string label;  ///< "2026年11月", "2026年", the unit's name
    std::string code;   ///< of a unit; else empty
    model::MessageCounts counts;
};

struct PublicTables {
    model::Instant at{};
    std::vector<PublicRow> months;   ///< the last 12 with the present one, newest first, also empty
    std::vector<PublicRow> years;    ///< all that have messages, newest first
    std::vector<PublicRow> units;    ///< in those 12 months, those with messages, most first
    model::MessageCounts last_year;  ///< of those 12 months
};

/// Received, not answered and not over.
[[nodiscard]] int in_hand(const model::MessageCounts& counts);
/// Answered of those that want an answer: "96.4%"; "—" where there is none.
[[nodiscard]] std::string answer_rate(const model::MessageCounts& counts);
/// In time of those answered.
[[nodiscard]] std::string in_time_rate(const model::MessageCounts& counts);
/// "2.3", days of 24 hours from receipt to the first reply; "—".
[[nodiscard]] std::string mean_days(const model::MessageCounts& counts);

class PublicFigures {
  public:
    PublicFigures(store::Database& database, const Town& town, const model::Clock& clock)
        : database_(database), town_(town), clock_(clock) {}

    [[nodiscard]] PublicTables all() const;
    /// Months and years of one unit; `units` stays empty.
    [[nodiscard]] PublicTables of_unit(const std::string& code) const;

  private:
    store::Database& database_;
    const Town& town_;
    const model::Clock& clock_;
};

/// The tables below one another, as a spreadsheet opens them.
[[nodiscard]] std::string to_csv(const PublicTables& tables);

}  // namespace huiying::desk
