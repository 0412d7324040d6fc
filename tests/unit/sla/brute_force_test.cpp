// Every clock against one that shares no line with it: it walks day by day, or minute by minute,
// over the calendar files as they are written, for every date of 2015 to 2026.
#include "board/sla/message_clock.hpp"
#include "board/sla/periods.hpp"
#include "board/sla/trace.hpp"
#include "catch.hpp"
#include "moments.hpp"
#include "town_calendar.hpp"

#include <array>
#include <random>
#include <set>

using namespace huiying;
using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::sys_days;
using test::official;

namespace {

const sys_days kFirst{test::day("2015-01-01")};
const sys_days kLast{test::day("2026-12-31")};
constexpr std::array<std::chrono::seconds, 4> kCloses{23h + 59min + 59s, 17h + 30min, 17h, 0s};

/// Counts by walking. Nothing of board/sla is used.
class Walker {
  public:
    Walker() {
        for (const auto& [year, notice] : test::town_calendar(2007, 2026).years) {
            years_.insert(year);
            for (const auto& [day, name] : notice.holidays)
                off_.insert(day.time_since_epoch().count());
            for (const auto& [day, name] : notice.workdays)
                on_.insert(day.time_since_epoch().count());
        }
    }

    bool covers(sys_days day) const {
        return years_.contains(static_cast<int>(std::chrono::year_month_day{day}.year()));
    }

    bool works(sys_days day) const {
        const auto number = day.time_since_epoch().count();
        if (on_.contains(number))
            return true;
        // 1 January 1970 was a Thursday.
        const auto weekday = ((number + 3) % 7 + 7) % 7;
        return !off_.contains(number) && weekday < 5;
    }

    /// nullopt: an uncovered year came first.
    std::optional<model::Instant> due(
        sys_days day0,
        int wanted,
        std::chrono::seconds close,
        const std::vector<sla::Pause>& pauses,
        int& excluded
    ) const {
        excluded = 0;
        for (auto day = day0 + days{1}; covers(day); day += days{1}) {
            if (!works(day))
                continue;
            const auto closing = model::Instant{day} + close - 8h;
            bool stands = false;
            for (const auto& pause : pauses)
                stands |= pause.from <= closing && closing < pause.to.value();
            excluded += stands ? 1 : 0;
            wanted -= stands ? 0 : 1;
            if (wanted == 0)
                return closing;
        }
        return std::nullopt;
    }

  private:
    std::set<int> years_;
    std::set<std::int64_t> off_;
    std::set<std::int64_t> on_;
};

const Walker& walker() {
    static const Walker walker;
    return walker;
}

/// For each date of 2015 to 2026 what `differs` says; counts those that differ.
template <class Differs>
void check_all_dates(Differs differs) {
    int dates = 0;
    std::vector<std::string> wrong;
    for (auto day = kFirst; day <= kLast; day += days{1}) {
        ++dates;
        if (differs(day))
            wrong.push_back(model::to_iso(day));
    }
    CAPTURE(wrong);
    CHECK(wrong.empty());
    CHECK(dates == 4383);
}

std::vector<sla::Pause> random_pauses(std::mt19937& random, sys_days day) {
    std::vector<sla::Pause> pauses;
    const auto count = random() % 5;
    for (unsigned i = 0; i < count; ++i) {
        const auto begin = model::Instant{day} + std::chrono::minutes{random() % (20 * 1440)} -
                           std::chrono::minutes{1440};
        const auto length = std::chrono::minutes{random() % (random() % 2 == 0 ? 600 : 8 * 1440)};
        pauses.push_back({begin, begin + length});
    }
    return pauses;
}

}  // namespace

TEST_CASE("due dates of all dates of 2015 to 2026 are those of a walk by days", "[sla]") {
    const int wanted = GENERATE(1, 2, 3, 5, 7, 10, 15, 20, 40, 100);
    const auto close = GENERATE(from_range(kCloses));
    CAPTURE(wanted);
    check_all_dates([&](sys_days day) {
        int excluded = 0;
        const auto expected = walker().due(day, wanted, close, {}, excluded);
        const model::ClockPolicy policy{.close = close, .final_workdays = wanted};
        const auto received = model::at_local(day, 13h);
        const auto found = sla::final_due(official(), policy, received);
        return expected
                   ? !found || found->at != *expected
                   : found.error() != model::make_error_code(model::Errc::calendar_not_covered);
    });
}

TEST_CASE("due dates with random pauses are those of a walk by days", "[sla]") {
    const auto seed = GENERATE(1U, 2U, 3U, 4U, 5U, 6U, 7U, 8U);
    std::mt19937 random(seed);
    CAPTURE(seed);
    check_all_dates([&](sys_days day) {
        const auto pauses = random_pauses(random, day);
        const auto close = kCloses[random() % kCloses.size()];
        const int wanted = static_cast<int>(random() % 20) + 1;
        int excluded = 0;
        const auto expected = walker().due(day, wanted, close, pauses, excluded);
        const auto ledger = sla::PauseLedger::of(pauses).value();
        const auto found = sla::read_clock(official(), {day, wanted, close}, ledger);
        if (!expected)
            return found.error() != model::make_error_code(model::Errc::calendar_not_covered);
        return !found || found->due != *expected || found->excluded_workdays != excluded;
    });
}

TEST_CASE("the last row of every trace is the due date that the clock gives", "[sla]") {
    const auto seed = GENERATE(11U, 12U, 13U);
    std::mt19937 random(seed);
    check_all_dates([&](sys_days day) {
        const auto ledger = sla::PauseLedger::of(random_pauses(random, day)).value();
        const int wanted = static_cast<int>(random() % 20) + 1;
        const sla::WorkdayCount count{day, wanted, kCloses[random() % kCloses.size()]};
        const auto reading = sla::read_clock(official(), count, ledger);
        const auto trace = sla::trace_workdays(official(), count, ledger);
        if (!reading)
            return trace.error != model::errc_of(reading.error());
        const auto& last = trace.days.back();
        const auto span = sys_days{last.date} - day;
        return trace.due != reading->due || last.date != model::local_date(*reading->due) ||
               last.count != wanted || last.step != sla::TraceStep::counted ||
               trace.days.size() != static_cast<std::size_t>(span.count()) + 1;
    });
}

TEST_CASE("the trace of the plain promise ends on the date that final_due gives", "[sla]") {
    const model::ClockPolicy policy;
    check_all_dates([&](sys_days day) {
        const auto received = model::at_local(day, 9h);
        const auto due = sla::final_due(official(), policy, received);
        const auto trace = sla::trace_workdays(official(), {day, policy.final_workdays});
        if (!due)
            return trace.error != model::errc_of(due.error());
        bool has_sources = true;
        for (const auto& row : trace.days)
            has_sources &= row.kind && !row.source.empty();
        return trace.due != due->at || !has_sources ||
               trace.days.back().date != model::local_date(due->at);
    });
}

TEST_CASE("the trace of every response ends on the date that response_due gives", "[sla]") {
    std::mt19937 random(21);
    const model::ClockPolicy policy{
        .message = model::MessagePolicy::next_working_day, .close = 17h + 30min};
    check_all_dates([&](sys_days day) {
        const auto received = model::at_local(day, std::chrono::seconds{random() % 86400});
        const auto due = sla::response_due(official(), policy, received);
        const auto trace = sla::trace_response(official(), policy, received);
        return due ? trace.due != due->at : trace.error != model::errc_of(due.error());
    });
}

TEST_CASE("calendar days of all dates are those of a walk, and of their trace", "[sla]") {
    const int wanted = GENERATE(1, 15, 60, 90);
    check_all_dates([&](sys_days day) {
        auto expected = day + days{wanted};
        while (walker().covers(expected) && !walker().works(expected))
            expected += days{1};
        const auto due = sla::calendar_days_due(official(), {day, wanted});
        const auto trace = sla::trace_calendar_days(official(), {day, wanted});
        if (!walker().covers(expected))
            return due.has_value() || trace.error != model::errc_of(due.error());
        const auto closing = model::at_local(expected, sla::kEndOfDay);
        return !due || due->at != closing || trace.due != closing;
    });
}

TEST_CASE("working days between two dates are those of a walk", "[sla]") {
    std::mt19937 random(31);
    check_all_dates([&](sys_days day) {
        const auto until = std::min(day + days{random() % 500}, kLast);
        const auto pauses = random_pauses(random, day);
        const auto close = kCloses[random() % kCloses.size()];
        int expected = 0;
        for (auto date = day + days{1}; date <= until; date += days{1}) {
            bool stands = false;
            for (const auto& pause : pauses)
                stands |= sla::PauseLedger::of({pause})->stops(model::at_local(date, close));
            expected += walker().works(date) && !stands ? 1 : 0;
        }
        const sla::Elapsed elapsed{model::at_local(day, 9h), model::at_local(until, 0s), close};
        const auto ledger = sla::PauseLedger::of(pauses).value();
        return sla::elapsed_workdays(official(), elapsed, ledger)->days != expected;
    });
}

TEST_CASE("working hours are those of a walk by minutes", "[sla]") {
    std::mt19937 random(41);
    const auto is_open = [](sys_days day, int minute) {
        if (!walker().works(day))
            return false;
        const bool is_friday = std::chrono::weekday{day} == std::chrono::Friday;
        const bool is_break = minute >= 690 && minute < 780;
        return minute >= 540 && minute < (is_friday ? 960 : 1020) && !is_break;
    };
    const sla::HoursPlan plan{
        .ordinary = {{9h, 17h}}, .weekdays = {{5, {{9h, 16h}}}}, .breaks = {{11h + 30min, 13h}}};
    const auto hours = sla::WorkingHours::of(plan).value();
    int compared = 0;
    for (auto day = kFirst; day < kLast - days{40}; day += days{3}) {
        const auto received = model::at_local(day, std::chrono::minutes{random() % 1440});
        const auto ledger = sla::PauseLedger::of(random_pauses(random, day)).value();
        const std::chrono::minutes budget{random() % 2000 + 1};
        auto left = budget;
        auto minute = received;
        for (; left > 0min; minute += 1min) {
            const auto seconds = model::local_time_of_day(minute).count();
            const sys_days date{model::local_date(minute)};
            if (is_open(date, static_cast<int>(seconds / 60)) && !ledger.stops(minute))
                left -= 1min;
        }
        const auto reading = sla::hours_due(official(), hours, {received, budget}, ledger);
        const auto trace = sla::trace_hours(official(), hours, {received, budget}, ledger);
        CAPTURE(model::to_rfc3339(received), budget.count());
        REQUIRE(reading.value().due == minute);
        REQUIRE(trace.due == minute);
        REQUIRE(trace.days.back().date == model::local_date(minute));
        ++compared;
    }
    CHECK(compared > 1400);
}
