// `huiying serve`: composes the roles and runs until a signal. Everything lives on its stack, in
// dependency order.
#pragma once

#include "board/desk/town.hpp"
#include "config/settings.hpp"

namespace huiying::app {

/// Blocks until SIGINT or SIGTERM, then ends all roles in order. Returns the exit code. Throws what
/// the parts throw at the start.
int serve(const config::Settings& settings, desk::Demo demo);

}  // namespace huiying::app
