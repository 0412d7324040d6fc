// JSON from platforms: read with a bound on its depth, its strings looked up by path. Pure, safe
// from any thread.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace huiying::channel {

/// An object of at most 32 levels; nullopt when it is none.
[[nodiscard]] std::optional<nlohmann::json> read_json(std::string_view bytes);

/// What lies at that path of objects; nullptr when there is nothing.
const nlohmann::json* find_at(const nlohmann::json& root, std::initializer_list<const char*> path);

/// A string at that path, "" when there is none.
std::string text_at(const nlohmann::json& root, std::initializer_list<const char*> path);

/// The same for an id or name that must be shown and stored: "" too when it is longer than 200
/// bytes, not UTF-8, or holds control characters.
std::string id_at(const nlohmann::json& root, std::initializer_list<const char*> path);

/// A whole number of at most 15 digits at that path, or one written as a string.
std::optional<std::int64_t> number_at(
    const nlohmann::json& root, std::initializer_list<const char*> path
);

/// Compact, raw UTF-8; what is not UTF-8 is replaced, never thrown about.
std::string dump_json(const nlohmann::json& value);

}  // namespace huiying::channel
