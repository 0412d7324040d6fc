// The release. Used by main and by who says how the service runs.
#pragma once

namespace huiying::app {

inline constexpr const char* kVersion = "0.1.0";

}  // namespace huiying::app
