// `huiying report verify`: every figure of the dashboard counted again. Used by main.
#pragma once

#include "config/settings.hpp"

namespace huiying::app {

/// Counts all figures from the tickets' times, holds these to the histories, prints what differs.
/// 0: nothing does; 1 otherwise. A running server is not disturbed.
int verify_report(const config::Settings& settings);

}  // namespace huiying::app
