// A TOML table with its place in a file, so that whatever is wrong in it is told with file, line,
// key and what is allowed. Used by the readers of the town's files. Not thread-safe.
#pragma once

#include "config/config_error.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <toml++/toml.h>
#include <utility>
#include <vector>

namespace huiying::config {

class Section {
  public:
    /// REQUIRES: `table` outlives the section. Throws ConfigError for a key that is not `allowed`.
    Section(
        const toml::table& table, std::string file, std::initializer_list<std::string_view> allowed
    );

    /// Each throws ConfigError for a value of another type, the first two for a missing one too.
    std::string text(std::string_view key) const;
    int whole(std::string_view key, std::pair<int, int> range) const;
    std::string text_or(std::string_view key, std::string_view fallback) const;
    /// One of `choices`; the first when it is missing.
    std::string choice(std::string_view key, std::initializer_list<std::string_view> choices) const;
    double number_or(std::string_view key, double fallback) const;
    bool yes_or(std::string_view key, bool fallback) const;
    std::vector<std::string> texts(std::string_view key) const;

    /// That the key's value is wrong, in these words.
    ConfigError wrong(std::string_view key, const std::string& words) const;

  private:
    const toml::node& required(std::string_view key) const;
    ConfigError wrong_type(const toml::node& node, std::string_view key, const char* allowed) const;

    const toml::table& table_;
    std::string file_;
};

/// The whole of a file. Throws ConfigError.
toml::table parse_toml(const std::string& file, std::string_view text);

/// `[name]` of a file. Throws ConfigError when there is none, or for a key that is not `allowed`.
Section section_of(
    const toml::table& table,
    const std::string& file,
    std::string_view name,
    std::initializer_list<std::string_view> allowed
);

/// The tables of `[[name]]`, the only thing that the file may have. Throws ConfigError.
std::vector<const toml::table*> rows_of(
    const toml::table& table, const std::string& file, std::string_view name
);

}  // namespace huiying::config
