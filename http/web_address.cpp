#include "http/web_address.hpp"

#include "http/address_range.hpp"

#include <algorithm>
#include <array>
#include <netdb.h>
#include <sys/socket.h>

namespace huiying::http {
namespace {

bool has_only(std::string_view text, std::string_view allowed) {
    return text.find_first_not_of(allowed) == std::string_view::npos;
}

// ":8080" to 8080, "" to the scheme's own; 0 when malformed.
int parse_port(std::string_view text, bool is_https) {
    if (text.empty())
        return is_https ? 443 : 80;
    const bool is_number = text.front() == ':' && text.size() > 1 && text.size() <= 6 &&
                           has_only(text.substr(1), "0123456789");
    const int port = is_number ? std::stoi(std::string(text.substr(1))) : 0;
    return port <= 65535 ? port : 0;
}

bool is_host_name(std::string_view host) {
    constexpr std::string_view allowed =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._";
    return !host.empty() && has_only(host, allowed);
}

bool is_visible_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

// Splits "host", "host:port" and "[v6]:port"; false when malformed.
bool read_authority(std::string_view authority, WebAddress& url) {
    const bool is_bracketed = !authority.empty() && authority.front() == '[';
    const auto end = authority.find(is_bracketed ? ']' : ':');
    if (is_bracketed && end == std::string_view::npos)
        return false;
    url.host = is_bracketed ? authority.substr(1, end - 1) : authority.substr(0, end);
    const auto port_from = std::min(end + (is_bracketed ? 1 : 0), authority.size());
    url.port = parse_port(authority.substr(port_from), url.is_https);
    const bool is_good_host =
        is_bracketed ? parse_address(url.host).has_value() : is_host_name(url.host);
    return is_good_host && url.port != 0;
}

}  // namespace

std::optional<WebAddress> parse_web_address(std::string_view text) {
    WebAddress url;
    url.is_https = text.substr(0, 8) == "https://";
    if (!is_visible_ascii(text) || (!url.is_https && text.substr(0, 7) != "http://"))
        return std::nullopt;
    text = text.substr(url.is_https ? 8 : 7);
    text = text.substr(0, text.find('#'));
    const auto path_from = std::min(text.find_first_of("/?"), text.size());
    if (!read_authority(text.substr(0, path_from), url))
        return std::nullopt;
    const auto target = text.substr(path_from);
    if (target.empty() || target.front() != '/')
        url.target = '/';
    url.target.append(target);
    return url;
}

std::vector<std::string> resolve(const std::string& host) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* list = nullptr;
    if (getaddrinfo(host.c_str(), nullptr, &hints, &list) != 0)
        return {};
    std::vector<std::string> addresses;
    for (const addrinfo* each = list; each != nullptr; each = each->ai_next) {
        std::array<char, NI_MAXHOST> text{};
        if (getnameinfo(
                each->ai_addr,
                each->ai_addrlen,
                text.data(),
                text.size(),
                nullptr,
                0,
                NI_NUMERICHOST
            ) == 0)
            addresses.emplace_back(text.data());
    }
    freeaddrinfo(list);
    return addresses;
}

}  // namespace huiying::http
