// What the text of a setting must look like, where not any text will do. Used by the reader of
// settings. Pure.
#pragma once

#include "config/settings.hpp"

#include <string>
#include <string_view>

namespace huiying::config {

bool has_form(SettingForm form, const std::string& text);

/// What is allowed, for the person who wrote something else.
std::string_view describe(SettingForm form);

}  // namespace huiying::config
