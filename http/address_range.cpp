#include "http/address_range.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <charconv>

namespace huiying::http {
namespace {

constexpr std::array<std::uint8_t, 12> kMappedPrefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
constexpr int kMappedBits = 96;

}  // namespace

std::optional<AddressBytes> parse_address(std::string_view text) {
    const std::string terminated(text);
    if (terminated.find('\0') != std::string::npos)
        return std::nullopt;
    AddressBytes bytes{};
    if (inet_pton(AF_INET6, terminated.c_str(), bytes.data()) == 1)
        return bytes;
    std::copy(kMappedPrefix.begin(), kMappedPrefix.end(), bytes.begin());
    if (inet_pton(AF_INET, terminated.c_str(), bytes.data() + kMappedPrefix.size()) == 1)
        return bytes;
    return std::nullopt;
}

bool is_v4(const AddressBytes& address) {
    return std::equal(kMappedPrefix.begin(), kMappedPrefix.end(), address.begin());
}

std::optional<AddressRange> AddressRange::parse(std::string_view text) {
    const auto slash = text.find('/');
    const auto address = parse_address(text.substr(0, slash));
    if (!address)
        return std::nullopt;
    AddressRange range{*address, 128};
    if (slash == std::string_view::npos)
        return range;
    const auto digits = text.substr(slash + 1);
    int bits = -1;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
    const bool is_textual_v4 = text.find(':') == std::string_view::npos;
    if (error != std::errc{} || end != digits.data() + digits.size() || bits < 0 ||
        bits > (is_textual_v4 ? 32 : 128))
        return std::nullopt;
    range.prefix_bits = is_textual_v4 ? bits + kMappedBits : bits;
    return range;
}

bool AddressRange::contains(const AddressBytes& address) const {
    const auto whole = static_cast<std::size_t>(prefix_bits / 8);
    if (!std::equal(
            first.begin(), first.begin() + static_cast<std::ptrdiff_t>(whole), address.begin()
        ))
        return false;
    const int left = prefix_bits % 8;
    if (left == 0)
        return true;
    const auto mask = static_cast<std::uint8_t>(0xff << (8 - left));
    return (first[whole] & mask) == (address[whole] & mask);
}

}  // namespace huiying::http
