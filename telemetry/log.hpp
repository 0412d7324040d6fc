// Structured log: one line an event, `time level event key=value ...`, on standard error. Used by
// rooms with I/O. No citizen's text, name, phone or code is ever a field. Thread-safe. The only
// spdlog.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

namespace huiying::telemetry {

/// error: someone must act; warn: handled; info: life cycle; debug: each message.
enum class Level { debug, info, warn, error };

struct Field {
    std::string_view key;
    std::variant<std::int64_t, double, std::string_view> value;

    Field(std::string_view name, std::string_view text) : key(name), value(text) {}

    Field(std::string_view name, const char* text) : key(name), value(std::string_view(text)) {}

    Field(std::string_view name, const std::string& text)
        : key(name), value(std::string_view(text)) {}

    template <class Integer>

    requires std::is_integral_v<Integer> Field(std::string_view name, Integer number)
        : key(name), value(static_cast<std::int64_t>(number)) {}

    Field(std::string_view name, double number) : key(name), value(number) {}
};

/// Sets the lowest level written; before the first call it is info.
void set_level(Level level);

/// Writes one line. `event` is a dotted name: "inbound.refused". Not blocking beyond a write to
/// standard error.
void log(Level level, std::string_view event, std::initializer_list<Field> fields = {});

/// As `log`, but of the repeats of an event within a second only the 1st, 2nd, 4th, 8th ... are
/// written, with `seen=N`.
void log_limited(Level level, std::string_view event, std::initializer_list<Field> fields = {});

}  // namespace huiying::telemetry
