// The command line of the clocks: `huiying sla explain|batch` and `huiying calendar import|check`.
// Reads flags into questions; what the commands do is in sla_commands and calendar_commands. Used
// by main.
#pragma once

#include "config/settings.hpp"

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <vector>

namespace huiying::app {

/// What the command line said, as it was said. Must outlive the parsing.
struct ClockArguments {
    std::string received;
    std::string policy = "same-calendar-day";
    std::string close = "23:59:59";
    std::string days;
    std::string minutes;
    std::string hours;
    std::vector<std::string> pauses;
    bool json = false;
    std::string file;
    std::string year;
    std::string source;
    std::string today;
};

/// Adds both commands. The one that is called sets `run`, which throws config::ConfigError for a
/// flag that cannot be read.
void add_clock_commands(
    CLI::App& command,
    ClockArguments& arguments,
    const std::function<config::Settings()>& settings,
    std::function<int()>& run
);

}  // namespace huiying::app
