#include "plain_count.hpp"

#include "source_folder.hpp"

#include <array>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace huiying::year {
namespace {

constexpr Ms kShanghai = 8 * kHour;

Ms floor_div(Ms value, Ms by) {
    return value >= 0 ? value / by : (value - by + 1) / by;
}

bool is_leap(int year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int days_in(int year, int month) {
    constexpr std::array<int, 12> kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return kDays.at(static_cast<std::size_t>(month - 1)) + (month == 2 && is_leap(year) ? 1 : 0);
}

}  // namespace

Day day_of(Ms at) {
    return floor_div(at + kShanghai, kDay);
}

Ms time_of(Ms at) {
    return at + kShanghai - day_of(at) * kDay;
}

Ms at(Day day, Ms time) {
    return day * kDay - kShanghai + time;
}

Ms end_of(Day day) {
    return at(day, kDay - 1000);
}

Day day(const std::string& iso) {
    int year = 0;
    int month = 0;
    int date = 0;
    if (std::sscanf(iso.c_str(), "%d-%d-%d", &year, &month, &date) != 3)
        throw std::runtime_error("not a date: " + iso);
    Day days = date - 1;
    for (int y = 1970; y < year; ++y)
        days += is_leap(y) ? 366 : 365;
    for (int m = 1; m < month; ++m)
        days += days_in(year, m);
    return days;
}

std::string text_of(Ms at) {
    Day left = day_of(at);
    int year = 1970;
    for (; left >= (is_leap(year) ? 366 : 365); ++year)
        left -= is_leap(year) ? 366 : 365;
    int month = 1;
    for (; left >= days_in(year, month); ++month)
        left -= days_in(year, month);
    const auto seconds = static_cast<int>(time_of(at) / 1000);
    std::array<char, 64> text{};
    std::snprintf(
        text.data(),
        text.size(),
        "%04d-%02d-%02d %02d:%02d:%02d",
        year,
        month,
        static_cast<int>(left) + 1,
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    );
    return text.data();
}

PlainCalendar::PlainCalendar(int first, int last) {
    for (int year = first; year <= last; ++year) {
        std::ifstream file(
            test::source_folder() + "/config/calendar/cn-" + std::to_string(year) + ".json"
        );
        const auto json = nlohmann::json::parse(file);
        for (const auto& [date, name] : json.at("holidays").items())
            off_.insert(day(date));
        for (const auto& [date, name] : json.at("workdays").items())
            worked_.insert(day(date));
    }
}

bool PlainCalendar::works(Day day) const {
    if (worked_.contains(day))
        return true;
    // The first of January 1970 was a Thursday.
    const auto weekday = (day + 3) % 7;
    return !off_.contains(day) && weekday < 5;
}

Day PlainCalendar::nth_after(Day day, int n) const {
    while (n > 0)
        if (works(++day))
            --n;
    return day;
}

Day PlainCalendar::nth_running_after(Day day, int n, const std::vector<Stop>& stops) const {
    while (n > 0) {
        ++day;
        bool stopped = false;
        for (const auto& stop : stops)
            stopped = stopped || (stop.from <= end_of(day) && end_of(day) < stop.to);
        if (works(day) && !stopped)
            --n;
    }
    return day;
}

}  // namespace huiying::year
