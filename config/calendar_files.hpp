// The yearly calendars: packed into the binary, and those that an administrator imported into the
// data folder, which stand in for the packed ones year by year. Read into rows, checked and written
// here; app turns the rows into values of the model. A file that is wrong in one place is refused
// whole. Blocking; not safe for two writers of one folder.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::config {

/// One year as a notice has it. Its dates may lie in the December before and the January after.
struct CalendarRow {
    int year = 0;
    std::string standing;  ///< official, provisional
    std::string source;
    std::map<std::string, std::string> holidays;  ///< ISO date -> name
    std::map<std::string, std::string> workdays;
    std::string file;  ///< where it was read, "config/calendar/..." when packed; not written
};

/// One calendar file's text: {year, standing, source, holidays, workdays}, as in config/calendar/.
/// Throws ConfigError with file, key and reason: no JSON, a key twice or unknown, a date that is
/// none, twice, on both lists, or too far from the year.
CalendarRow parse_calendar(const std::string& name, std::string_view text);
/// The same as text, for `parse_calendar` to read again.
std::string calendar_text(const CalendarRow& row);
/// Puts a day on its list. Throws ConfigError as `parse_calendar` does.
enum class DayList { holidays, workdays };
void add_day(CalendarRow& row, DayList list, const std::string& date, const std::string& name);

/// The calendars packed into the binary, by year.
std::vector<CalendarRow> packed_calendars();
/// Where a data folder keeps what was imported.
std::filesystem::path calendar_folder(const std::filesystem::path& data_folder);
/// The calendars in force, by year: the packed ones, each year overridden by `folder`'s
/// cn-YYYY.json, but never an official one by a provisional. A folder that is not there overrides
/// nothing. Throws ConfigError for a bad file and for one of another name.
std::vector<CalendarRow> calendars_in_force(const std::filesystem::path& folder);

/// Whether `fresh` may join `in_force`: every year between the first and the last must be there,
/// and a provisional calendar never takes an official one's place. Throws ConfigError.
void check_import(const std::vector<CalendarRow>& fresh, const std::vector<CalendarRow>& in_force);
/// Writes cn-YYYY.json of each, whole under another name first; makes the folder. Throws
/// ConfigError when the disk refuses.
void write_calendars(const std::filesystem::path& folder, const std::vector<CalendarRow>& rows);

/// A file's bytes. Throws ConfigError when it cannot be read or is larger than a calendar can be.
std::string read_calendar_file(const std::filesystem::path& path);

}  // namespace huiying::config
