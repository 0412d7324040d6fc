// `huiying audit verify`: whether anybody changed the audit behind the program's back. Used by
// main.
#pragma once

#include "config/settings.hpp"

#include <functional>

namespace CLI {  // NOLINT(readability-identifier-naming)
class App;
}

namespace huiying::app {

void add_audit_commands(
    CLI::App& command, const std::function<config::Settings()>& settings, std::function<int()>& run
);

}  // namespace huiying::app
