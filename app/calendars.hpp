// The working-day calendar of this process: rows of config as values of the model. Used by record
// and by the clock commands. Asked again it reads again: another version means other days.
#pragma once

#include "board/model/calendar.hpp"
#include "config/calendar_files.hpp"

#include <filesystem>

namespace huiying::app {

/// `version` names the years and, by a hash, what they say. Throws config::ConfigError.
model::CalendarFacts calendar_facts(const std::vector<config::CalendarRow>& rows);

/// What is in force in a data folder, which need not exist. Throws config::ConfigError.
model::CalendarFacts town_calendar(const std::filesystem::path& data_folder);

enum class PackedYears { official, all };

/// What the binary brings, whatever was imported.
model::CalendarFacts packed_calendar(PackedYears years);

}  // namespace huiying::app
