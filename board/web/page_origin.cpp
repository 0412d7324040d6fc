#include "board/web/page_origin.hpp"

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

}  // namespace

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
