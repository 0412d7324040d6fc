#include "app/response_headers.hpp"

#include <string>
#include <string_view>

namespace huiying::app {
namespace {

constexpr std::string_view kConsolePolicy =
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; object-src "
    "'none'; base-uri 'none';"
    " frame-ancestors 'none'; form-action 'self'";
constexpr std::string_view kNoContentPolicy = "default-src 'none'; frame-ancestors 'none'";

bool has_header(const http::Response& response, std::string_view name) {
    for (const auto& [held, value] : response.headers)
        if (http::same_text(held, name))
            return true;
    return false;
}

/// What every response carries, as finished lines.
std::string lines_with(std::string_view policy) {
    return "X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n"
           "Content-Security-Policy: " +
           std::string(policy) + "\r\n";
}

/// Pages and files say some of the three themselves: these get what is missing, one by one.
void add_missing(http::Response& response, std::string_view policy) {
    if (!has_header(response, "X-Content-Type-Options"))
        response.with("X-Content-Type-Options", "nosniff");
    if (!has_header(response, "Referrer-Policy"))
        response.with("Referrer-Policy", "no-referrer");
    if (!has_header(response, "Content-Security-Policy"))
        response.with("Content-Security-Policy", std::string(policy));
}

}  // namespace

void decorate(const http::Request& request, http::Response& response) {
    static const std::string kConsoleLines = lines_with(kConsolePolicy);
    static const std::string kOtherLines = lines_with(kNoContentPolicy);
    const bool is_console = request.path.starts_with("/desk");
    const bool says_some = has_header(response, "X-Content-Type-Options") ||
                           has_header(response, "Referrer-Policy") ||
                           has_header(response, "Content-Security-Policy");
    if (says_some)
        add_missing(response, is_console ? kConsolePolicy : kNoContentPolicy);
    else
        response.standing_headers = is_console ? kConsoleLines : kOtherLines;
}

}  // namespace huiying::app
