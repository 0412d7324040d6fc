// The policies of a file of clock cases, each a function that turns a case's facts into the fields
// of its answer. Used by sla_case and by the files of the policies. Pure.
#pragma once

#include "app/case_reader.hpp"
#include "board/sla/due_times.hpp"
#include "board/sla/workday_count.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace huiying::app {

/// A larger number is a slip of the pen; up to here nothing overflows.
inline constexpr int kMostDays = 10'000;
inline constexpr int kMostMinutes = 1'000'000;

/// A case, read as far as all policies have its fields.
struct Asked {
    const sla::WorkingCalendar& calendar;
    model::Instant received_at;
    std::chrono::seconds close;
    CaseReader params;
};

void answer_same_day(const Asked& asked, Json& answer);
void answer_next_working_day(const Asked& asked, Json& answer);
void answer_disclosure(const Asked& asked, Json& answer);
void answer_period(const Asked& asked, Json& answer);
void answer_elapsed(const Asked& asked, Json& answer);
void answer_remaining(const Asked& asked, Json& answer);
void answer_calendar_days(const Asked& asked, Json& answer);
void answer_working_hours(const Asked& asked, Json& answer);

/// null where there is none.
Json instant_json(const std::optional<model::Instant>& instant);
Json due_json(const model::Result<sla::DueInstant>& due);
Json due_json(const model::Result<sla::ClockReading>& reading);
Json verdict_json(sla::ExtensionVerdict verdict);

model::Date day_after(model::Date date);

/// Throws CaseError for what makes a whole case wrong. An uncovered year does not: it makes the
/// field that needs it null.
void refuse_unless_uncovered(const boost::system::error_code& error);

/// What the fields of an answer rest on: provisional years, and years without a calendar.
class Grounds {
  public:
    explicit Grounds(const sla::WorkingCalendar& calendar) : calendar_(calendar) {}

    /// `first`: the first date that was looked at for `result`, which has a member `provisional`.
    /// Throws CaseError as `refuse_unless_uncovered`.
    template <class T>
    void add(const model::Result<T>& result, model::Date first) {
        if (result)
            provisional_ |= result->provisional;
        else
            add_error(result.error(), first);
    }

    /// `error_key`: the field that says which error, nullptr where another one does.
    void write(Json& answer, const char* error_key) const;

  private:
    void add_error(const boost::system::error_code& error, model::Date first);

    const sla::WorkingCalendar& calendar_;
    bool provisional_ = false;
    std::optional<int> uncovered_;
};

}  // namespace huiying::app
