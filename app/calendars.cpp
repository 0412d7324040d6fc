#include "app/calendars.hpp"

#include "config/config_error.hpp"

#include <algorithm>
#include <array>
#include <sodium.h>

namespace huiying::app {
namespace {

std::chrono::sys_days day_of(const std::string& iso, const std::string& where) {
    const auto date = model::parse_iso_date(iso);
    if (!date)
        throw config::ConfigError(where + "：" + iso + " 不是日期");
    return std::chrono::sys_days{*date};
}

/// Eight hexadecimal digits that change with any day, name or source.
std::string fingerprint(const std::vector<config::CalendarRow>& rows) {
    std::string text;
    for (const auto& row : rows)
        text += config::calendar_text(row);
    std::array<unsigned char, crypto_generichash_BYTES_MIN> hash{};
    crypto_generichash(
        hash.data(),
        hash.size(),
        reinterpret_cast<const unsigned char*>(text.data()),
        text.size(),
        nullptr,
        0
    );
    std::array<char, 9> hex{};
    sodium_bin2hex(hex.data(), hex.size(), hash.data(), 4);
    return hex.data();
}

model::CalendarYear year_of(const config::CalendarRow& row) {
    model::CalendarYear year;
    year.year = row.year;
    year.standing = row.standing == "official" ? model::CalendarStanding::official
                                               : model::CalendarStanding::provisional;
    year.source = row.source;
    for (const auto& [date, name] : row.holidays)
        year.holidays.emplace(day_of(date, row.file), name);
    for (const auto& [date, name] : row.workdays)
        year.workdays.emplace(day_of(date, row.file), name);
    return year;
}

}  // namespace

model::CalendarFacts calendar_facts(const std::vector<config::CalendarRow>& rows) {
    model::CalendarFacts facts;
    for (const auto& row : rows)
        facts.years.insert_or_assign(row.year, year_of(row));
    if (!facts.years.empty())
        facts.version = "cn-" + std::to_string(facts.years.begin()->first) + "-" +
                        std::to_string(facts.years.rbegin()->first) + "-" + fingerprint(rows);
    return facts;
}

model::CalendarFacts town_calendar(const std::filesystem::path& data_folder) {
    return calendar_facts(config::calendars_in_force(config::calendar_folder(data_folder)));
}

model::CalendarFacts packed_calendar(PackedYears years) {
    auto rows = config::packed_calendars();
    if (years == PackedYears::official)
        rows.erase(
            std::remove_if(
                rows.begin(),
                rows.end(),
                [](const config::CalendarRow& row) { return row.standing != "official"; }
            ),
            rows.end()
        );
    return calendar_facts(rows);
}

}  // namespace huiying::app
