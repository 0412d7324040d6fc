// `huiying report verify`: every figure of the dashboard counted again; `huiying report month`: the
// monthly report. Used by main.
#pragma once

#include "config/settings.hpp"

#include <string>

namespace huiying::app {

/// Counts all figures from the tickets' times, holds these to the histories, prints what differs.
/// 0: nothing does; 1 otherwise. A running server is not disturbed.
int verify_report(const config::Settings& settings);

enum class MonthPart { text, figures };

/// Prints the report of a month ("2026-10"): its text, or its figures as CSV. 2: no such month.
int print_month(const config::Settings& settings, const std::string& month, MonthPart part);

}  // namespace huiying::app
