// `huiying sla explain` and `huiying sla batch`. Each prints its result on standard output and
// returns the exit code: 0 done, 1 refused.
#pragma once

#include "app/explanation.hpp"

#include <filesystem>

namespace huiying::app {

enum class Output { text, json };

/// With the calendar that is in force in the data folder.
int explain_clock(
    const std::filesystem::path& data_folder, const Question& question, Output output
);

/// A file of cases in, a JSON array of answers out, by the calendars that the binary brings. Bad
/// cases are answered as such; refused is only a file that cannot be read as cases.
int answer_cases(const std::filesystem::path& file);

}  // namespace huiying::app
