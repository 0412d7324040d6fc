// What is wrong with a configuration file, flag or variable: start is refused with it.
#pragma once

#include <stdexcept>
#include <string>

namespace huiying::config {

/// what(): "FILE:LINE: KEY: what is wrong; allowed: ...".
class ConfigError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

}  // namespace huiying::config
