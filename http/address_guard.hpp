// Which addresses an outbound request may go to: only the public internet's. Against requests that
// a stranger's URL would make us send into our own network. Used by http/client and by bot/channel.
// Source: IANA IPv4 and IPv6 Special-Purpose Address Registries, RFC 6890.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace huiying::http {

/// False for private, loopback, link-local, shared (CGNAT), unique local, multicast, documentation,
/// benchmarking, reserved and unspecified addresses, for IPv6 that carries an IPv4 address inside
/// (mapped, compatible, NAT64, 6to4, Teredo), and for what is not an address.
bool is_public_address(std::string_view ip);

/// True when there is at least one address and every one is public: one private record among them
/// refuses the host.
bool all_public(std::span<const std::string> resolved);

}  // namespace huiying::http
