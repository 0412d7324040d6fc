#include "config/settings.hpp"

#include "config/config_error.hpp"
#include "config/setting_form.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <toml++/toml.h>

namespace huiying::config {
namespace {

constexpr std::string_view kEnvironmentPrefix = "HUIYING_";

const SettingRow* find_row(std::string_view key) {
    for (const auto& row : setting_rows())
        if (row.key == key)
            return &row;
    return nullptr;
}

std::string known_keys() {
    std::string keys;
    for (const auto& row : setting_rows())
        keys += (keys.empty() ? "" : ", ") + std::string(row.key);
    return keys;
}

std::optional<std::int64_t> parse_integer(std::string_view value) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    return error == std::errc() && end == value.data() + value.size() ? std::optional(number)
                                                                      : std::nullopt;
}

bool is_choice(std::string_view choices, std::string_view value) {
    return choices.empty() ||
           ("|" + std::string(choices) + "|").find("|" + std::string(value) + "|") !=
               std::string::npos;
}

/// "HUIYING_SERVER_PORT" to "server.port": the underscore separates that makes a key of it
/// ("language_model.chat_url"), else the first one, unless the key has no section.
std::string key_of_variable(std::string_view name) {
    std::string key;
    for (const char c : name.substr(kEnvironmentPrefix.size()))
        key += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    const auto first = key.find('_');
    for (auto at = first; at != std::string::npos; at = key.find('_', at + 1)) {
        auto tried = key;
        tried[at] = '.';
        if (find_row(tried) != nullptr)
            return tried;
    }
    if (first != std::string::npos)
        key[first] = '.';
    return key;
}

std::vector<std::string> split(const std::string& value) {
    std::vector<std::string> parts;
    std::stringstream stream(value);
    for (std::string part; std::getline(stream, part, ',');) {
        const auto first = part.find_first_not_of(' ');
        if (first != std::string::npos)
            parts.push_back(part.substr(first, part.find_last_not_of(' ') - first + 1));
    }
    return parts;
}

}  // namespace

/// Puts values over the defaults, source by source.
class SettingsReader {
  public:
    SettingsReader() {
        for (const auto& row : setting_rows())
            settings_.values_.insert_or_assign(
                std::string(row.key), Settings::Value{std::string(row.fallback), "default"}
            );
    }

    void set(const std::string& key, const std::string& value, const std::string& from) {
        const auto* row = find_row(key);
        if (!row)
            throw ConfigError(from + ": unknown key " + key + "; allowed: " + known_keys());
        check(*row, value, from);
        settings_.values_.insert_or_assign(key, Settings::Value{value, from});
    }

    void read_file(const std::filesystem::path& path) {
        if (!std::filesystem::is_regular_file(path))
            throw ConfigError(path.string() + ": file not found");
        try {
            const auto table = toml::parse_file(path.string());
            read_table(table, "", path.string());
        } catch (const toml::parse_error& error) {
            throw ConfigError(
                path.string() + ":" + std::to_string(error.source().begin.line) + ": " +
                std::string(error.description())
            );
        }
    }

    Settings take() { return std::move(settings_); }

  private:
    static void check(const SettingRow& row, const std::string& value, const std::string& from) {
        const std::string where = from + ": " + std::string(row.key) + ": ";
        if (row.type == SettingType::integer) {
            const auto number = parse_integer(value);
            const std::string allowed = "; allowed: a whole number from " +
                                        std::to_string(row.lowest) + " to " +
                                        std::to_string(row.highest);
            if (!number)
                throw ConfigError(where + "\"" + value + "\" is not a whole number" + allowed);
            if (*number < row.lowest || *number > row.highest)
                throw ConfigError(where + value + " is out of range" + allowed);
        }
        if (row.type == SettingType::text)
            check_text(row, value, where);
        if (row.type == SettingType::list)
            for (const auto& part : split(value))
                check_text(row, part, where);
    }

    static void check_text(
        const SettingRow& row, const std::string& text, const std::string& where
    ) {
        if (!is_choice(row.choices, text))
            throw ConfigError(
                where + "\"" + text + "\" is none of them; allowed: " + std::string(row.choices)
            );
        if (!has_form(row.form, text))
            throw ConfigError(
                where + "\"" + text + "\"; allowed: " + std::string(describe(row.form))
            );
    }

    void read_table(const toml::table& table, const std::string& prefix, const std::string& path) {
        for (const auto& [name, node] : table) {
            const std::string key = prefix + std::string(name.str());
            const std::string from = path + ":" + std::to_string(node.source().begin.line);
            if (const auto* inner = node.as_table())
                read_table(*inner, key + ".", path);
            else
                set(key, written(key, node, from), from);
        }
    }

    /// The value as it would be written in the environment; a TOML type that is not the setting's
    /// is refused.
    static std::string written(
        const std::string& key, const toml::node& node, const std::string& from
    ) {
        const auto* row = find_row(key);
        const auto wrong = [&](std::string_view wanted) {
            return ConfigError(from + ": " + key + ": wrong type; allowed: " + std::string(wanted));
        };
        if (!row)
            return {};
        if (row->type == SettingType::integer) {
            if (!node.is_integer())
                throw wrong("a whole number");
            return std::to_string(node.as_integer()->get());
        }
        if (row->type == SettingType::text) {
            if (!node.is_string())
                throw wrong("a text in quotes");
            return node.as_string()->get();
        }
        if (!node.is_array())
            throw wrong("a list of texts");
        std::string joined;
        for (const auto& element : *node.as_array()) {
            if (!element.is_string())
                throw wrong("a list of texts");
            joined += (joined.empty() ? "" : ",") + element.as_string()->get();
        }
        return joined;
    }

    Settings settings_;
};

const Settings::Value& Settings::value(std::string_view key) const {
    const auto found = values_.find(key);
    if (found == values_.end())
        throw std::logic_error("no such setting: " + std::string(key));
    return found->second;
}

const std::string& Settings::text(std::string_view key) const {
    return value(key).text;
}

std::int64_t Settings::integer(std::string_view key) const {
    return parse_integer(value(key).text).value();
}

std::vector<std::string> Settings::list(std::string_view key) const {
    return split(value(key).text);
}

std::string Settings::effective() const {
    std::string lines;
    for (const auto& row : setting_rows()) {
        const auto& held = value(row.key);
        const bool hidden = row.secret && !held.text.empty();
        lines += std::string(row.key) + " = " + (hidden ? "***" : "\"" + held.text + "\"") +
                 "  # " + held.from + "\n";
    }
    return lines;
}

Settings load_settings(const SettingSources& sources) {
    SettingsReader reader;
    if (sources.file)
        reader.read_file(*sources.file);
    for (const auto& [name, value] : sources.environment)
        if (name.starts_with(kEnvironmentPrefix) && name != "HUIYING_CONFIG")
            reader.set(key_of_variable(name), value, "environment variable " + name);
    for (const auto& [key, value] : sources.flags)
        reader.set(key, value, "flag --" + key);
    return reader.take();
}

namespace {

/// The default as TOML has it.
std::string default_of(const SettingRow& row) {
    std::string fallback(row.fallback);
    if (row.type == SettingType::integer)
        return fallback;
    if (row.type == SettingType::text)
        return '"' + fallback + '"';
    std::string list;
    for (const auto& part : split(fallback))
        list += (list.empty() ? "\"" : ", \"") + part + "\"";
    return "[" + list + "]";
}

std::string reference_line(const SettingRow& row, std::string_view name) {
    return "# " + std::string(row.meaning) + "\n" + std::string(name) + " = " + default_of(row) +
           "\n";
}

}  // namespace

std::string reference_file() {
    // Keys without a section come first: in TOML they would belong to the section above them.
    std::string bare;
    std::string sections;
    std::string_view section;
    for (const auto& row : setting_rows()) {
        const auto dot = row.key.find('.');
        if (dot == std::string_view::npos) {
            bare += reference_line(row, row.key);
            continue;
        }
        if (row.key.substr(0, dot) != section) {
            section = row.key.substr(0, dot);
            sections.append("\n[").append(section).append("]\n");
        }
        sections += reference_line(row, row.key.substr(dot + 1));
    }
    return bare + sections;
}

}  // namespace huiying::config
