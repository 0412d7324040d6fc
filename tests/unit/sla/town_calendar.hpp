// The calendar files of config/calendar as facts, for the tests of this room.
#pragma once

#include "board/model/calendar.hpp"
#include "board/sla/working_calendar.hpp"

namespace huiying::test {

/// Years `first`..`last` of config/calendar/cn-YYYY.json. Throws when a file is missing or bad.
model::CalendarFacts town_calendar(int first, int last);

/// The calendar of all years with an official notice, 2007 to 2026; read once.
const sla::WorkingCalendar& official();

}  // namespace huiying::test
