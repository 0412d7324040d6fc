// A file that a command is given, as bytes. Used by the imports.
#pragma once

#include <string>

namespace huiying::app {

/// Throws std::runtime_error, in Chinese, when it cannot be opened.
std::string whole_file(const std::string& path);

}  // namespace huiying::app
