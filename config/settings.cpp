#include "config/settings.hpp"

#include "config/config_error.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <toml++/toml.h>

namespace huiying::config {
namespace {

constexpr std::string_view kEnvironmentPrefix = "HUIYING_";

using enum SettingType;

constexpr std::array kRows{
    SettingRow{"server.address", text, "0.0.0.0", 0, 0, "", false, "address to listen on"},
    SettingRow{
        "server.port",
        integer,
        "8080",
        0,
        65535,
        "",
        false,
        "port to listen on; 0 takes a free one"},
    SettingRow{
        "server.base_path",
        text,
        "",
        0,
        0,
        "",
        false,
        "path below which everything lies behind a portal, e.g. /huiying"},
    SettingRow{
        "server.public_url",
        text,
        "",
        0,
        0,
        "",
        false,
        "address citizens use, for links in messages; empty: made from the request"},
    SettingRow{
        "server.trusted_proxies",
        list,
        "",
        0,
        0,
        "",
        false,
        "addresses or networks whose X-Forwarded-For and -Proto are believed"},
    SettingRow{
        "server.max_connections",
        integer,
        "4096",
        16,
        100000,
        "",
        false,
        "open connections; beyond, the longest idle one is closed"},
    SettingRow{
        "server.hook_body_limit",
        integer,
        "65536",
        1024,
        1048576,
        "",
        false,
        "bytes of a platform's delivery"},
    SettingRow{
        "server.upload_limit",
        integer,
        "33554432",
        65536,
        268435456,
        "",
        false,
        "bytes of a form with files"},
    SettingRow{
        "server.threads", integer, "4", 1, 64, "", false, "threads for pages and staff requests"},
    SettingRow{
        "server.metrics_port",
        integer,
        "0",
        0,
        65535,
        "",
        false,
        "own port for /metrics; 0: main port, loopback only"},
    SettingRow{
        "data.folder",
        text,
        "./data",
        0,
        0,
        "",
        false,
        "folder of database, files, embedded Redis and the town's secret"},
    SettingRow{
        "data.min_free_mb",
        integer,
        "500",
        0,
        1000000,
        "",
        false,
        "below this much free disk /readyz says so"},
    SettingRow{
        "town.folder",
        text,
        "",
        0,
        0,
        "",
        false,
        "folder with town.toml, units.toml, faq.toml; empty: the packed sample town"},
    SettingRow{
        "town.templates",
        text,
        "",
        0,
        0,
        "",
        false,
        "folder whose replies/ and pages/ replace single templates"},
    SettingRow{
        "redis.address",
        text,
        "",
        0,
        0,
        "",
        false,
        "unix socket path or host:port of an existing Redis; empty: an own one as a child"},
    SettingRow{"redis.password", text, "", 0, 0, "", true, "password of the existing Redis"},
    SettingRow{
        "redis.connections", integer, "12", 1, 64, "", false, "pipelined connections for appends"},
    SettingRow{
        "redis.partitions",
        integer,
        "8",
        1,
        256,
        "",
        false,
        "streams that messages are spread over; never change it while entries wait"},
    SettingRow{
        "intake.in_flight", integer, "1024", 16, 100000, "", false, "appends under way before 503"},
    SettingRow{"worker.batch", integer, "100", 1, 1000, "", false, "messages in one transaction"},
    SettingRow{"sender.threads", integer, "2", 1, 16, "", false, "replies sent at the same time"},
    SettingRow{
        "sender.claim_seconds",
        integer,
        "30",
        2,
        3600,
        "",
        false,
        "how long a sender may hold a reply before it counts as dead"},
    SettingRow{
        "sender.timeout_seconds",
        integer,
        "10",
        1,
        120,
        "",
        false,
        "how long a platform may take to answer"},
    SettingRow{
        "roles", list, "intake,worker,sender,web", 0, 0, "", false, "what this process does"},
    SettingRow{
        "log.level", text, "info", 0, 0, "debug|info|warn|error", false, "lowest level written"},
};

const SettingRow* find_row(std::string_view key) {
    const auto* found = std::find_if(kRows.begin(), kRows.end(), [&](const SettingRow& row) {
        return row.key == key;
    });
    return found == kRows.end() ? nullptr : found;
}

std::string known_keys() {
    std::string keys;
    for (const auto& row : kRows)
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

/// "HUIYING_SERVER_PORT" to "server.port": the first underscore separates, unless the key has no
/// section.
std::string key_of_variable(std::string_view name) {
    std::string key;
    for (const char c : name.substr(kEnvironmentPrefix.size()))
        key += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    const auto underscore = key.find('_');
    if (underscore != std::string::npos)
        key[underscore] = '.';
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
        for (const auto& row : kRows)
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
        if (row.type == SettingType::text && !is_choice(row.choices, value))
            throw ConfigError(
                where + "\"" + value + "\" is none of them; allowed: " + std::string(row.choices)
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

std::span<const SettingRow> setting_rows() {
    return kRows;
}

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
    for (const auto& row : kRows) {
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

std::string reference_file() {
    std::string lines;
    std::string section;
    // Keys without a section come first: in TOML they would belong to the section above them.
    for (const bool bare : {true, false}) {
        for (const auto& row : kRows) {
            const auto dot = row.key.find('.');
            if ((dot == std::string_view::npos) != bare)
                continue;
            if (!bare && row.key.substr(0, dot) != section) {
                section = row.key.substr(0, dot);
                lines += "\n[" + section + "]\n";
            }
            const std::string quoted = row.type == SettingType::integer
                                           ? std::string(row.fallback)
                                           : "\"" + std::string(row.fallback) + "\"";
            std::string list;
            for (const auto& part : split(std::string(row.fallback)))
                list += (list.empty() ? "\"" : ", \"") + part + "\"";
            lines += "# " + std::string(row.meaning) + "\n";
            lines += std::string(bare ? row.key : row.key.substr(dot + 1)) + " = " +
                     (row.type == SettingType::list ? "[" + list + "]" : quoted) + "\n";
        }
    }
    return lines;
}

}  // namespace huiying::config
