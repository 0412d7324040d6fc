// What the server says on standard output when it is ready: the three addresses and, on the first
// start, the one-time link.
#pragma once

#include "board/desk/town.hpp"
#include "config/settings.hpp"

#include <cstdint>
#include <optional>
#include <ostream>
#include <string>

namespace huiying::app {

void print_first_lines(
    std::ostream& out,
    const config::Settings& settings,
    std::uint16_t port,
    const std::optional<std::string>& first_start_token,
    desk::Demo demo
);

}  // namespace huiying::app
