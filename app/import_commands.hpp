// `huiying import units|people|tickets FILE`: what a town has already, each line taken or refused
// with its reason. Used by main, after faq_import has made `import`.
#pragma once

#include "config/settings.hpp"

#include <functional>

namespace CLI {  // NOLINT(readability-identifier-naming)
class App;
}

namespace huiying::app {

void add_town_imports(
    CLI::App& command, const std::function<config::Settings()>& settings, std::function<int()>& run
);

}  // namespace huiying::app
