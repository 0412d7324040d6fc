#include "bot/channel/json_body.hpp"

#include "text/encoding.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <nlohmann/json.hpp>
#include <utility>

namespace huiying::channel {
namespace {

constexpr int kMaxNesting = 32;
constexpr std::size_t kMaxIdBytes = 200;
constexpr std::size_t kMaxDigits = 15;
constexpr std::uint64_t kMaxNumber = 999'999'999'999'999;

/// Whether the brackets outside of strings go no deeper than is allowed.
bool is_shallow(std::string_view bytes) {
    int depth = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const char c = bytes[i];
        if (c == '"')
            in_string = !in_string;
        else if (in_string && c == '\\')
            ++i;
        else if (!in_string && (c == '{' || c == '[') && ++depth > kMaxNesting)
            return false;
        else if (!in_string && (c == '}' || c == ']'))
            --depth;
    }
    return true;
}

}  // namespace

std::optional<nlohmann::json> read_json(std::string_view bytes) {
    if (!is_shallow(bytes))
        return std::nullopt;
    auto value = nlohmann::json::parse(bytes.begin(), bytes.end(), nullptr, false);
    if (!value.is_object())
        return std::nullopt;
    return std::optional<nlohmann::json>(std::in_place, std::move(value));
}

const nlohmann::json* find_at(const nlohmann::json& root, std::initializer_list<const char*> path) {
    const nlohmann::json* value = &root;
    for (const char* const key : path) {
        if (!value->is_object())
            return nullptr;
        const auto found = value->find(key);
        if (found == value->end())
            return nullptr;
        value = &*found;
    }
    return value;
}

std::string text_at(const nlohmann::json& root, std::initializer_list<const char*> path) {
    const nlohmann::json* const value = find_at(root, path);
    return value != nullptr && value->is_string() ? value->get<std::string>() : std::string();
}

std::string id_at(const nlohmann::json& root, std::initializer_list<const char*> path) {
    std::string id = text_at(root, path);
    const bool is_shown = std::none_of(id.begin(), id.end(), [](char c) {
        return static_cast<unsigned char>(c) < ' ' || c == '\x7F';
    });
    return is_shown && id.size() <= kMaxIdBytes && text::is_valid_text(id) ? id : std::string();
}

std::optional<std::int64_t> number_at(
    const nlohmann::json& root, std::initializer_list<const char*> path
) {
    const nlohmann::json* const value = find_at(root, path);
    if (value == nullptr)
        return std::nullopt;
    if (value->is_number_unsigned() && value->get<std::uint64_t>() <= kMaxNumber)
        return value->get<std::int64_t>();
    const std::string digits = text_at(root, path);
    std::uint64_t number = 0;
    const char* const end = digits.data() + digits.size();
    const auto read = std::from_chars(digits.data(), end, number);
    if (digits.empty() || digits.size() > kMaxDigits || read.ec != std::errc{} || read.ptr != end)
        return std::nullopt;
    return static_cast<std::int64_t>(number);
}

std::string dump_json(const nlohmann::json& value) {
    return value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace huiying::channel
