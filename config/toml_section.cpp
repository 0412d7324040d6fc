#include "config/toml_section.hpp"

#include <algorithm>

namespace huiying::config {
namespace {

std::string place(const std::string& file, const toml::node& node) {
    return file + ":" + std::to_string(node.source().begin.line) + ": ";
}

std::string joined(std::initializer_list<std::string_view> words) {
    std::string text;
    for (const auto word : words)
        text += (text.empty() ? "" : ", ") + std::string(word);
    return text;
}

void refuse_other_keys(
    const toml::table& table,
    const std::string& file,
    std::initializer_list<std::string_view> allowed
) {
    for (const auto& [key, node] : table)
        if (std::find(allowed.begin(), allowed.end(), key.str()) == allowed.end())
            throw ConfigError(
                place(file, node) + "unknown key " + std::string(key.str()) +
                "; allowed: " + joined(allowed)
            );
}

}  // namespace

Section::Section(
    const toml::table& table, std::string file, std::initializer_list<std::string_view> allowed
)
    : table_(table), file_(std::move(file)) {
    refuse_other_keys(table_, file_, allowed);
}

std::string Section::text(std::string_view key) const {
    const auto& node = required(key);
    if (!node.is_string())
        throw wrong_type(node, key, "a text in quotes");
    return node.as_string()->get();
}

int Section::whole(std::string_view key, std::pair<int, int> range) const {
    const auto& node = required(key);
    const std::string allowed = "a whole number from " + std::to_string(range.first) + " to " +
                                std::to_string(range.second);
    if (!node.is_integer())
        throw wrong_type(node, key, allowed.c_str());
    const auto value = node.as_integer()->get();
    if (value < range.first || value > range.second)
        throw wrong(key, std::to_string(value) + " is out of range; allowed: " + allowed);
    return static_cast<int>(value);
}

std::string Section::text_or(std::string_view key, std::string_view fallback) const {
    return table_.contains(key) ? text(key) : std::string(fallback);
}

std::string Section::choice(std::string_view key, std::initializer_list<std::string_view> choices)
    const {
    auto value = text_or(key, *choices.begin());
    if (std::find(choices.begin(), choices.end(), value) == choices.end())
        throw wrong(key, "\"" + value + "\" is none of them; allowed: " + joined(choices));
    return value;
}

double Section::number_or(std::string_view key, double fallback) const {
    const auto* node = table_.get(key);
    if (node && !node->is_number())
        throw wrong_type(*node, key, "a number");
    return node ? node->value<double>().value_or(fallback) : fallback;
}

bool Section::yes_or(std::string_view key, bool fallback) const {
    const auto* node = table_.get(key);
    if (node && !node->is_boolean())
        throw wrong_type(*node, key, "true, false");
    return node ? node->as_boolean()->get() : fallback;
}

std::vector<std::string> Section::texts(std::string_view key) const {
    std::vector<std::string> all;
    const auto* node = table_.get(key);
    if (!node)
        return all;
    if (!node->is_array())
        throw wrong_type(*node, key, "a list of texts");
    for (const auto& element : *node->as_array()) {
        if (!element.is_string())
            throw wrong_type(element, key, "a list of texts");
        all.push_back(element.as_string()->get());
    }
    return all;
}

ConfigError Section::wrong(std::string_view key, const std::string& words) const {
    const auto* node = table_.get(key);
    return ConfigError(place(file_, node ? *node : table_) + std::string(key) + ": " + words);
}

const toml::node& Section::required(std::string_view key) const {
    const auto* node = table_.get(key);
    if (!node)
        throw ConfigError(place(file_, table_) + "missing key " + std::string(key));
    return *node;
}

ConfigError Section::wrong_type(const toml::node& node, std::string_view key, const char* allowed)
    const {
    return ConfigError(place(file_, node) + std::string(key) + ": wrong type; allowed: " + allowed);
}

toml::table parse_toml(const std::string& file, std::string_view text) {
    try {
        return toml::parse(text, file);
    } catch (const toml::parse_error& error) {
        throw ConfigError(
            file + ":" + std::to_string(error.source().begin.line) + ": " +
            std::string(error.description())
        );
    }
}

Section section_of(
    const toml::table& table,
    const std::string& file,
    std::string_view name,
    std::initializer_list<std::string_view> allowed
) {
    const auto* inner = table[name].as_table();
    if (!inner)
        throw ConfigError(file + ":1: no [" + std::string(name) + "]");
    return {*inner, file, allowed};
}

std::vector<const toml::table*> rows_of(
    const toml::table& table, const std::string& file, std::string_view name
) {
    refuse_other_keys(table, file, {name});
    const auto* array = table[name].as_array();
    if (!array)
        throw ConfigError(file + ":1: no [[" + std::string(name) + "]]");
    std::vector<const toml::table*> rows;
    for (const auto& element : *array) {
        if (!element.is_table())
            throw ConfigError(
                place(file, element) + std::string(name) + ": wrong type; allowed: [[" +
                std::string(name) + "]]"
            );
        rows.push_back(element.as_table());
    }
    return rows;
}

}  // namespace huiying::config
