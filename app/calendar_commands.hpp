// `huiying calendar import` and `huiying calendar check`. Each prints its result on standard output
// and returns the exit code: 0 done, 1 something is amiss. A file that is wrong throws
// config::ConfigError and leaves all as it was.
#pragma once

#include "board/model/instant.hpp"
#include "config/calendar_ics.hpp"

#include <filesystem>
#include <string>

namespace huiying::app {

/// One year's JSON as in config/calendar/, or iCalendar with one or several years; into the data
/// folder, which is made when it is not there. A service that runs takes it within a second, and
/// counts the due times of its open tickets anew. Throws store::StoreUnavailable where the record
/// cannot be told: then the next start does it.
int import_calendar(
    const std::string& data_folder,
    const std::filesystem::path& file,
    const config::IcsNotice& notice
);

/// Covered years with standing and source; what is missing by `today`.
int check_calendars(const std::filesystem::path& data_folder, model::Date today);

}  // namespace huiying::app
