// Which days are working days in mainland China: the State Council's yearly notices as facts, the
// arithmetic here. Used by the other clocks of this room, workflow, desk and app. Immutable after
// construction, safe from any thread. Sums of working days are kept from the first covered day on,
// so that a count over any distance is two look-ups.
// Rules: 全国年节及纪念日放假办法, the yearly 国务院办公厅关于部分节假日安排的通知.
#pragma once

#include "board/model/calendar.hpp"
#include "board/model/errc.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::sla {

enum class DayKind { weekday, weekend, holiday, worked_in_lieu };

/// One date as the notices have it; the views last as long as the calendar.
struct CalendarDay {
    DayKind kind = DayKind::weekday;
    std::string_view name;    ///< the holiday's, also on a day worked in lieu; else ""
    std::string_view source;  ///< the notice that names the date, else the one that covers its year
    bool provisional = false;

    [[nodiscard]] bool is_working() const {
        return kind == DayKind::weekday || kind == DayKind::worked_in_lieu;
    }
};

/// A working day that was counted to, and whether a provisional year was looked at on the way.
struct CountedDay {
    model::Date date;
    bool provisional = false;

    friend bool operator==(const CountedDay&, const CountedDay&) = default;
};

/// A number of working days, and whether a provisional year was looked at for it.
struct WorkdaySum {
    int days = 0;
    bool provisional = false;

    friend bool operator==(const WorkdaySum&, const WorkdaySum&) = default;
};

class WorkingCalendar {
  public:
    /// How far ahead of its day 0 a clock may search before it is taken for a mistake.
    static constexpr int kMaxDays = 400;

    explicit WorkingCalendar(const model::CalendarFacts& facts);

    /// Whether the year has a notice. Days of other years are never guessed from the weekday.
    [[nodiscard]] bool covers(int year) const;
    /// nullopt: not covered.
    [[nodiscard]] std::optional<model::CalendarStanding> standing(int year) const;
    /// The first year from `date`'s on that has no notice.
    [[nodiscard]] int first_uncovered_year(model::Date date) const;

    /// Worked in lieu, day off by a notice, else by the weekday. Errors: calendar_not_covered.
    [[nodiscard]] model::Result<CalendarDay> day(model::Date date) const;
    /// Errors: calendar_not_covered.
    [[nodiscard]] model::Result<bool> is_working_day(model::Date date) const;
    /// Working days d with after < d <= until; none when until <= after. Errors:
    /// calendar_not_covered.
    [[nodiscard]] model::Result<WorkdaySum> working_days(
        std::chrono::sys_days after, std::chrono::sys_days until
    ) const;
    /// The nth working day strictly after `date`; `provisional` when any day looked at lies in a
    /// provisional year. Constant time. Errors: bad_request when nth < 1; `no_end` of the date.
    [[nodiscard]] model::Result<CountedDay> nth_working_day_after(model::Date date, int nth) const;
    /// What a search after `date` ends with that finds nothing: calendar_not_covered when it meets
    /// an uncovered year within kMaxDays, else search_too_long.
    [[nodiscard]] model::Errc no_end(model::Date date) const;

    /// "国庆节", "春节（调休上班）" or "" on an ordinary or uncovered day.
    [[nodiscard]] std::string day_name(model::Date date) const;

    /// Identifies the facts; stored with each due time.
    [[nodiscard]] const std::string& version() const { return version_; }

  private:
    struct Notice {
        model::CalendarStanding standing;
        std::string source;
    };

    struct SpecialDay {
        bool working;
        std::string name;
        int notice;  ///< the year whose notice names the date
    };

    /// Totals of all days from first_ on that lie before an index.
    struct Sums {
        std::int32_t working = 0;
        std::int32_t uncovered = 0;
        std::int32_t provisional = 0;
    };

    void name_days(const model::CalendarFacts& facts);
    void sum_up();
    /// Index of a day in sums_; may lie outside.
    [[nodiscard]] std::ptrdiff_t index_of(std::chrono::sys_days day) const;
    [[nodiscard]] bool is_counted_from(std::ptrdiff_t index) const;

    std::map<int, Notice> notices_;
    std::map<std::chrono::sys_days, SpecialDay> special_;
    std::string version_;
    std::chrono::sys_days first_{};      ///< 1 January of the first covered year
    std::vector<Sums> sums_;             ///< one a day, and the totals of all
    std::vector<std::int32_t> working_;  ///< indices of the working days
};

}  // namespace huiying::sla
