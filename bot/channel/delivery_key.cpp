#include "bot/channel/delivery_key.hpp"

#include "bot/channel/digest.hpp"
#include "text/encoding.hpp"

#include <cstddef>

namespace huiying::channel {
namespace {

constexpr std::size_t kKeptBytes = 200;

void append_escaped(std::string& key, std::string_view component) {
    for (const char c : component) {
        if (c == '%')
            key += "%25";
        else if (c == '|')
            key += "%7C";
        else if (c == '#')
            key += "%23";
        else
            key += c;
    }
}

}  // namespace

std::string make_delivery_key(std::initializer_list<std::string_view> components) {
    std::string key;
    key.reserve(128);
    bool first = true;
    for (const auto component : components) {
        if (!first)
            key += '|';
        first = false;
        append_escaped(key, component);
    }
    if (key.size() <= kMaxDeliveryKeyBytes)
        return key;
    const std::string digest = sha256_hex(key);
    key.resize(text::truncate_bytes(key, kKeptBytes).size());
    return key + "|#" + digest;
}

}  // namespace huiying::channel
