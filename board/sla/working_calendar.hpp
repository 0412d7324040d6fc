// Which days are working days in mainland China: the State Council's yearly notices as facts, the
// arithmetic here. Used by due_times, workflow and desk. Immutable after construction, safe from
// any thread. Rules: 全国年节及纪念日放假办法, the yearly 国务院办公厅关于部分节假日安排的通知.
#pragma once

#include "board/model/calendar.hpp"
#include "board/model/errc.hpp"

#include <chrono>
#include <map>
#include <optional>
#include <string>

namespace huiying::sla {

/// A working day that was counted to, and whether a provisional year was looked at on the way.
struct CountedDay {
    model::Date date;
    bool provisional = false;

    friend bool operator==(const CountedDay&, const CountedDay&) = default;
};

class WorkingCalendar {
  public:
    /// How far a count may run before it is taken for a mistake.
    static constexpr int kMaxDays = 400;

    explicit WorkingCalendar(const model::CalendarFacts& facts);

    /// Whether the year has a notice. Days of other years are never guessed from the weekday.
    [[nodiscard]] bool covers(int year) const;
    /// nullopt: not covered.
    [[nodiscard]] std::optional<model::CalendarStanding> standing(int year) const;
    /// Worked in lieu: true; day off: false; else Monday to Friday. Errors: calendar_not_covered.
    [[nodiscard]] model::Result<bool> is_working_day(model::Date date) const;
    /// The nth working day strictly after `date`; `provisional` when any day looked at lies in a
    /// provisional year. REQUIRES: nth >= 1. Errors: calendar_not_covered; bad_request when nth < 1
    /// or the day is not within kMaxDays.
    [[nodiscard]] model::Result<CountedDay> nth_working_day_after(model::Date date, int nth) const;
    /// "国庆节", "春节（调休上班）" or "" on an ordinary or uncovered day.
    [[nodiscard]] std::string day_name(model::Date date) const;

    /// Identifies the facts; stored with each due time.
    [[nodiscard]] const std::string& version() const { return version_; }

  private:
    struct SpecialDay {
        bool working;
        std::string name;
    };

    std::map<int, model::CalendarStanding> years_;
    std::map<std::chrono::sys_days, SpecialDay> special_;
    std::string version_;
};

}  // namespace huiying::sla
