// `huiying templates`: the wordings that come with the product, or that the town's folder has in
// their place, listed and filled in with made-up values. Used by main; needs no data folder.
#pragma once

#include "config/settings.hpp"

#include <functional>

namespace CLI {  // NOLINT(readability-identifier-naming)
class App;
}

namespace huiying::app {

/// Adds `templates list` and `templates preview KIND STAGE CHANNEL`.
void add_template_commands(
    CLI::App& command, const std::function<config::Settings()>& settings, std::function<int()>& run
);

}  // namespace huiying::app
