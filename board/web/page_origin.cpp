#include "board/web/page_origin.hpp"

#include <algorithm>

namespace huiying::web {
namespace {

/// "https://town.gov.cn:8443/board" -> "town.gov.cn:8443"; empty when there is no "://".
std::string_view authority_of(std::string_view url) {
    const auto scheme = url.find("://");
    if (scheme == std::string_view::npos)
        return {};
    const auto rest = url.substr(scheme + 3);
    return rest.substr(0, rest.find('/'));
}

/// A host and perhaps a port, nothing that could be markup or another address.
bool is_plain_host(std::string_view host) {
    return !host.empty() && std::all_of(host.begin(), host.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '.' || c == '-' || c == ':' || c == '[' || c == ']';
    });
}

}  // namespace

std::string own_address(
    const http::Request& request, std::string_view public_url, std::string_view base_path
) {
    std::string base(base_path);
    if (!public_url.empty())
        return std::string(public_url.substr(0, public_url.find_last_not_of('/') + 1)) + base;
    const auto named = request.header("X-Forwarded-Host");
    const auto host = named.empty() ? request.header("Host") : named;
    if (!is_plain_host(host))
        return base;
    return (request.is_tls ? "https://" : "http://") + std::string(host) + base;
}

bool is_from_own_page(const http::Request& request, std::string_view public_url) {
    // "none": typed or reloaded by the person.
    if (const auto site = request.header("Sec-Fetch-Site"); !site.empty())
        return site == "same-origin" || site == "none";
    if (request.header_count("Origin") == 0)
        return true;
    const auto origin = authority_of(request.header("Origin"));
    if (origin.empty())
        return false;
    return http::same_text(origin, request.header("Host")) ||
           http::same_text(origin, request.header("X-Forwarded-Host")) ||
           http::same_text(origin, authority_of(public_url));
}

}  // namespace huiying::web
