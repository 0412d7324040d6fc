// By when an item of the catalogue must be published: so many working days after an event, or by a
// day of the calendar, which moves to the next working day where it is a day off. Used by desk.
// Pure, safe from any thread.
// Sources: 政府信息公开条例 article 26 (20 working days); 民法典 articles 201 (the day itself is
// not counted) and 203 (a last day that is off moves on).
#pragma once

#include "board/model/catalogue_item.hpp"
#include "board/sla/working_calendar.hpp"

#include <optional>
#include <string>
#include <vector>

namespace huiying::sla {

struct PublicationDue {
    std::optional<model::Date> date;  ///< nullopt: needs a year that no calendar covers
    bool provisional = false;
    std::string reason;  ///< in Chinese, one line
};

/// REQUIRES: workdays >= 1.
[[nodiscard]] PublicationDue due_after_event(
    const WorkingCalendar& calendar, model::Date event, int workdays
);

/// A day of the calendar; in an uncovered year it stays where it is, provisionally.
[[nodiscard]] PublicationDue due_on_day(const WorkingCalendar& calendar, model::Date nominal);

/// The days of a period that is not event, `from` <= day, up to the first one after `until`, in
/// order; none where a day or month is none.
[[nodiscard]] std::vector<model::Date> nominal_days(
    const model::DuePeriod& period, model::Date from, model::Date until
);

}  // namespace huiying::sla
