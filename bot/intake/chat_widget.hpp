// The one script of a page with the web chat, joined of its parts. Used by ChatRoutes. Any thread.
#pragma once

#include <string_view>

namespace huiying::intake {

/// Valid for as long as the program runs.
[[nodiscard]] std::string_view chat_widget();

}  // namespace huiying::intake
