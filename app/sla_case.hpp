// One case of `huiying sla batch`: facts in, every field that its policy gives out. The rules are
// board/sla's; here JSON becomes facts and readings become JSON. docs/clocks.md describes both
// forms. Used by sla_batch. Pure.
#pragma once

#include "app/case_reader.hpp"
#include "board/sla/working_calendar.hpp"

namespace huiying::app {

/// The calendars that a case may name.
struct CaseCalendars {
    sla::WorkingCalendar official;     ///< "cn"
    sla::WorkingCalendar provisional;  ///< "cn+2027p": provisional years too
};

/// {"id", fields...}, or {"id", "error": {"code", "message"}} for a bad case.
Json answer_case(const Json& one_case, const CaseCalendars& calendars);

}  // namespace huiying::app
