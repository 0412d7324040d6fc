#include "bot/channel/query_string.hpp"

#include "http/request.hpp"

#include <cstddef>

namespace huiying::channel {
namespace {

constexpr std::size_t kMaxBytes = 4096;
constexpr std::size_t kMaxParameters = 32;
constexpr std::string_view kDigits = "0123456789ABCDEF";
constexpr std::string_view kUnreserved =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

}  // namespace

Checked<QueryString> QueryString::parse(std::string_view raw) {
    if (raw.size() > kMaxBytes)
        return Fault::bad_query;
    QueryString query;
    while (!raw.empty()) {
        const std::string_view pair = raw.substr(0, raw.find('&'));
        raw.remove_prefix(pair.size() == raw.size() ? raw.size() : pair.size() + 1);
        if (pair.empty())
            continue;
        const std::size_t equals = pair.find('=');
        auto name = http::percent_decode(pair.substr(0, equals));
        auto value = http::percent_decode(
            equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1)
        );
        if (!name || !value || query.parameters_.size() == kMaxParameters)
            return Fault::bad_query;
        for (const auto& parameter : query.parameters_) {
            if (parameter.first == *name)
                return Fault::duplicate_parameter;
        }
        query.parameters_.emplace_back(std::move(*name), std::move(*value));
    }
    return query;
}

std::string_view QueryString::get(std::string_view name) const {
    for (const auto& parameter : parameters_) {
        if (parameter.first == name)
            return parameter.second;
    }
    return {};
}

std::string percent_encode(std::string_view text) {
    std::string escaped;
    escaped.reserve(text.size());
    for (const char c : text) {
        if (kUnreserved.find(c) != std::string_view::npos) {
            escaped += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        escaped += '%';
        escaped += kDigits[byte >> 4];
        escaped += kDigits[byte & 15];
    }
    return escaped;
}

}  // namespace huiying::channel
