// The monthly report (通报): a text made from the month's figures, which people edit and of which
// every version is kept, and the figures as a file. For who sees the figures of all units.
// Restricted tickets are in no report, whoever makes it: its text is read by others. Thread rule:
// safe from any thread; blocking.
#pragma once

#include "board/desk/period_figures.hpp"
#include "board/desk/sheet_file.hpp"
#include "board/model/errc.hpp"
#include "board/model/staff.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace huiying::desk {

inline constexpr std::size_t kLongestReport = 20'000;  ///< characters

struct MonthReportView {
    std::string month;         ///< "2026-10"
    std::int64_t version = 0;  ///< 0: nobody has saved a text yet
    std::string text;          ///< the saved one, else the one that is made now
    std::string made;          ///< from the figures as they are now
    std::string saved_by;      ///< name
    std::optional<model::Instant> saved_at;
};

class MonthReports {
  public:
    MonthReports(store::Database& database, const Town& town, const model::Clock& clock)
        : database_(database), town_(town), clock_(clock), figures_(database, town, clock) {}

    // Errors of all: forbidden, bad_request (no month, or one that has not begun).

    [[nodiscard]] model::Result<MonthReportView> view(
        const model::Staff& staff, const std::string& month
    ) const;
    /// Errors besides: version_conflict, empty_text, text_too_long.
    [[nodiscard]] model::Result<MonthReportView> save(
        const model::Staff& staff,
        const std::string& month,
        std::int64_t version,
        const std::string& text
    );
    /// The figures by unit, channel and kind, and the returns.
    [[nodiscard]] model::Result<std::string> file(
        const model::Staff& staff, const std::string& month, SheetForm form
    ) const;

  private:
    store::Database& database_;
    const Town& town_;
    const model::Clock& clock_;
    const PeriodFigures figures_;
};

}  // namespace huiying::desk
