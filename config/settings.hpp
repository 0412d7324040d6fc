// The settings of a process: one table of keys with default, range and meaning. The same key is a
// line of the file (huiying.toml), an environment variable (HUIYING_SERVER_PORT) and a flag
// (--server.port). Precedence: flag, environment, file, default. Used by app, which fills each
// room's settings struct.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::config {

enum class SettingType { text, integer, list };

/// What a text, or each text of a list, must look like.
enum class SettingForm {
    any,
    path_prefix,  ///< empty, or "/huiying"
    web_address,  ///< empty, or "https://maqiao.example"
    ip_address,   ///< "127.0.0.1", "::"
    network,      ///< an address, or "10.0.0.0/8"
};

struct SettingRow {
    std::string_view key;
    SettingType type;
    std::string_view fallback;  ///< default, as it would be written in the environment; lists are
                                ///< comma-separated
    std::int64_t lowest = 0;    ///< integers only
    std::int64_t highest = 0;
    std::string_view choices;  ///< texts and lists: "a|b|c", empty for any
    bool secret = false;       ///< never printed
    std::string_view meaning;
    SettingForm form = SettingForm::any;
};

/// All settings, in the order of the reference configuration.
std::span<const SettingRow> setting_rows();

class Settings {
  public:
    /// REQUIRES: a key of setting_rows() of that type.
    const std::string& text(std::string_view key) const;
    std::int64_t integer(std::string_view key) const;
    std::vector<std::string> list(std::string_view key) const;

    /// "key = value  # from file huiying.toml:3", secrets as ***, one line a setting.
    std::string effective() const;

  private:
    friend class SettingsReader;

    struct Value {
        std::string text;
        std::string from;
    };

    const Value& value(std::string_view key) const;

    std::map<std::string, Value, std::less<>> values_;
};

/// Where values may come from besides the defaults.
struct SettingSources {
    std::optional<std::filesystem::path> file;
    std::map<std::string, std::string>
        environment;  ///< all variables; those not starting with HUIYING_ are ignored
    std::map<std::string, std::string> flags;  ///< key -> value
};

/// Reads and checks. Throws ConfigError: unknown key, wrong type, out of range, missing file.
Settings load_settings(const SettingSources& sources);

/// A commented huiying.toml with every key at its default.
std::string reference_file();

}  // namespace huiying::config
