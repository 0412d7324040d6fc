#include "http/client_network.hpp"

#include "http/address_range.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>

namespace huiying::http {
namespace {

constexpr std::size_t kNetworkBytes = 8;
constexpr std::size_t kV4Offset = 12;

std::string print(int family, const std::uint8_t* bytes) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    inet_ntop(family, bytes, text.data(), static_cast<socklen_t>(text.size()));
    return text.data();
}

}  // namespace

std::string client_network(std::string_view peer) {
    auto address = parse_address(peer);
    if (!address)
        return std::string(peer);
    if (is_v4(*address))
        return print(AF_INET, address->data() + kV4Offset);
    std::fill(address->begin() + kNetworkBytes, address->end(), std::uint8_t{0});
    return print(AF_INET6, address->data()) + "/64";
}

}  // namespace huiying::http
