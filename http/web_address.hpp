// An http or https address taken apart, and the addresses of its host. Private to client.cpp.
// Any thread; resolve() blocks. Source: RFC 3986.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::http {

struct WebAddress {
    bool is_https = false;
    std::string host;
    int port = 0;
    std::string target;
};

/// Strict, so that what is checked here is what will be connected to: no user names, no escapes in
/// the host, no blanks, controls or raw non-ASCII anywhere.
std::optional<WebAddress> parse_web_address(std::string_view text);

/// All addresses of the host; empty where there are none.
std::vector<std::string> resolve(const std::string& host);

}  // namespace huiying::http
