#include "town_calendar.hpp"

#include "source_folder.hpp"

#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace huiying::test {

namespace {

void add_days(const nlohmann::json& days, std::map<std::chrono::sys_days, std::string>& into) {
    for (const auto& [day, name] : days.items()) {
        const auto date = model::parse_iso_date(day);
        if (!date)
            throw std::runtime_error("not a date: " + day);
        into.emplace(std::chrono::sys_days{*date}, name.get<std::string>());
    }
}

}  // namespace

model::CalendarFacts town_calendar(int first, int last) {
    model::CalendarFacts facts;
    facts.version = "cn-" + std::to_string(last);
    for (int year = first; year <= last; ++year) {
        const auto path =
            test::source_folder() + "/config/calendar/cn-" + std::to_string(year) + ".json";
        std::ifstream file(path);
        if (!file)
            throw std::runtime_error("missing: " + path);
        const auto json = nlohmann::json::parse(file);
        model::CalendarYear notice;
        notice.year = json.at("year");
        notice.standing = json.at("standing") == "official" ? model::CalendarStanding::official
                                                            : model::CalendarStanding::provisional;
        notice.source = json.at("source");
        add_days(json.at("holidays"), notice.holidays);
        add_days(json.at("workdays"), notice.workdays);
        facts.years.emplace(notice.year, notice);
    }
    return facts;
}

const sla::WorkingCalendar& official() {
    static const sla::WorkingCalendar calendar(town_calendar(2007, 2026));
    return calendar;
}

}  // namespace huiying::test
