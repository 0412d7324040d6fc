#include "http/address_guard.hpp"

#include "http/address_range.hpp"

#include <algorithm>
#include <array>

namespace huiying::http {
namespace {

constexpr std::array kRefusedV4{
    "0.0.0.0/8",           // this network
    "10.0.0.0/8",          // private
    "100.64.0.0/10",       // shared (CGNAT)
    "127.0.0.0/8",         // loopback
    "169.254.0.0/16",      // link-local, cloud metadata
    "172.16.0.0/12",       // private
    "192.0.0.0/24",        // protocol assignments
    "192.0.2.0/24",        // documentation
    "192.31.196.0/24",     // AS112
    "192.52.193.0/24",     // AMT
    "192.88.99.0/24",      // 6to4 relay
    "192.168.0.0/16",      // private
    "192.175.48.0/24",     // AS112
    "198.18.0.0/15",       // benchmarking
    "198.51.100.0/24",     // documentation
    "203.0.113.0/24",      // documentation
    "224.0.0.0/4",         // multicast
    "240.0.0.0/4",         // reserved, broadcast
    "168.63.129.16/32",    // a cloud's host endpoint
    "100.100.100.200/32",  // a cloud's metadata
};

// Global unicast is 2000::/3; all else (loopback, mapped, NAT64, ULA, link-local, multicast) is
// not.
constexpr std::array kRefusedV6{
    "2001::/23",          // protocol assignments: Teredo, benchmarking, ORCHID
    "2001:db8::/32",      // documentation
    "2002::/16",          // 6to4
    "2620:4f:8000::/48",  // AS112
    "3fff::/20",          // documentation
    "3ffe::/16",          // 6bone, given back
};

template <std::size_t n>
std::array<AddressRange, n> parsed(const std::array<const char*, n>& texts) {
    std::array<AddressRange, n> ranges;
    std::transform(texts.begin(), texts.end(), ranges.begin(), [](const char* text) {
        return AddressRange::parse(text).value();
    });
    return ranges;
}

template <std::size_t n>
bool any_contains(const std::array<AddressRange, n>& ranges, const AddressBytes& address) {
    return std::any_of(ranges.begin(), ranges.end(), [&](const AddressRange& range) {
        return range.contains(address);
    });
}

bool is_global_unicast(const AddressBytes& address) {
    return (address[0] & 0xe0) == 0x20;
}

}  // namespace

bool is_public_address(std::string_view ip) {
    static const auto kV4 = parsed(kRefusedV4);
    static const auto kV6 = parsed(kRefusedV6);
    const auto address = parse_address(ip);
    if (!address)
        return false;
    const bool is_textual_v4 = ip.find(':') == std::string_view::npos;
    if (is_textual_v4)
        return !any_contains(kV4, *address);
    return is_global_unicast(*address) && !any_contains(kV6, *address);
}

bool all_public(std::span<const std::string> resolved) {
    return !resolved.empty() && std::all_of(resolved.begin(), resolved.end(), [](const auto& ip) {
        return is_public_address(ip);
    });
}

}  // namespace huiying::http
