// Whom limits by address count as one. Used by web for wrong passwords and query codes. Pure; any
// thread.
#pragma once

#include <string>
#include <string_view>

namespace huiying::http {

/// "198.51.100.7" for IPv4, also where it came mapped into IPv6; "2001:db8:1:2::/64" for IPv6, of
/// which a line has 2^64 addresses to try from; anything else as it is.
std::string client_network(std::string_view peer);

}  // namespace huiying::http
