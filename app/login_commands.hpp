// Commands about how people log in.
#pragma once

#include "config/settings.hpp"

#include <string>

namespace huiying::app {

/// For somebody who lost telephone and recovery codes and is the only administrator: the password
/// alone will do again, and every session ends. Returns the exit status.
int reset_second_factor(const config::Settings& settings, const std::string& login);

}  // namespace huiying::app
