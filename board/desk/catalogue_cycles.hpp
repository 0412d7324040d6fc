// What of an item of the catalogue must still be published, and by when. Private to this room.
// Pure.
#pragma once

#include "board/model/catalogue_item.hpp"
#include "board/sla/working_calendar.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::desk {

/// unknown: needs a calendar that is not published yet.
enum class DueStanding { overdue, today, soon, later, unknown };

std::string_view to_word(DueStanding standing);

/// One time that an item must be published.
struct CatalogueCycle {
    std::string key;   ///< of the publication that is for it: "2026-12-10", "event-12"
    std::string name;  ///< "2026-12-10 这一期", "制发文件（2026-11-20）"
    std::optional<model::Date> due;
    bool provisional = false;
    std::string reason;  ///< why that day, one line
    DueStanding standing = DueStanding::unknown;
};

/// Which reminder of a cycle a day is for.
enum class CatalogueRung { soon, today, overdue };

std::string_view to_word(CatalogueRung rung);

/// What belongs to one item.
struct CycleFacts {
    const model::KeptItem& kept;
    std::vector<model::CatalogueEvent> events;  ///< that are not dropped
    std::set<std::string> done;                 ///< keys of what is published
};

/// Earliest first, those without a day last. None of an item that is not kept any more.
[[nodiscard]] std::vector<CatalogueCycle> open_cycles(
    const CycleFacts& facts, const sla::WorkingCalendar& calendar, model::Date today
);

/// From the working day on that the item says, on the day itself, from the working day after it on;
/// nullopt: none yet, or no day is known.
[[nodiscard]] std::optional<CatalogueRung> rung_on(
    const CatalogueCycle& cycle,
    int remind_before,
    const sla::WorkingCalendar& calendar,
    model::Date today
);

[[nodiscard]] std::string event_key(std::int64_t event);

}  // namespace huiying::desk
