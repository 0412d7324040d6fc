// IP addresses and CIDR ranges, for trusted proxies and for the guard of outbound addresses.
// Pure; any thread. IPv4 is held as IPv4-mapped IPv6, so that both compare alike.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace huiying::http {

using AddressBytes = std::array<std::uint8_t, 16>;

/// Bytes of a textual IPv4 or IPv6 address; nullopt for anything else (brackets, ports, zones too).
std::optional<AddressBytes> parse_address(std::string_view text);

/// True for ::ffff:a.b.c.d, as which IPv4 is held.
bool is_v4(const AddressBytes& address);

struct AddressRange {
    AddressBytes first{};
    int prefix_bits = 128;

    /// "10.0.0.0/8", "fd00::/8", "127.0.0.1"; nullopt when malformed.
    static std::optional<AddressRange> parse(std::string_view text);
    bool contains(const AddressBytes& address) const;
};

}  // namespace huiying::http
