#include "http/trusted_proxies.hpp"

#include <algorithm>
#include <stdexcept>

namespace huiying::http {
namespace {

// "1.2.3.4", "1.2.3.4:5678", "[::1]:5678" and "::1": the address alone.
std::string_view without_port(std::string_view text) {
    if (!text.empty() && text.front() == '[')
        return text.substr(1, std::max<std::size_t>(text.find(']'), 1) - 1);
    const auto colon = text.find(':');
    const bool has_port = colon != std::string_view::npos && text.find(':', colon + 1) == text.npos;
    return has_port ? text.substr(0, colon) : text;
}

}  // namespace

TrustedProxies::TrustedProxies(const std::vector<std::string>& ranges) {
    for (const std::string& text : ranges) {
        const auto range = AddressRange::parse(text);
        if (!range)
            throw std::invalid_argument("not an address or CIDR range: " + text);
        ranges_.push_back(*range);
    }
}

bool TrustedProxies::trusts(std::string_view address) const {
    if (ranges_.empty())
        return false;
    const auto bytes = parse_address(address);
    return bytes && std::any_of(ranges_.begin(), ranges_.end(), [&](const AddressRange& range) {
               return range.contains(*bytes);
           });
}

std::string_view TrustedProxies::client_of(std::string_view remote, std::span<const Header> headers)
    const {
    std::string_view client = remote;
    for (auto header = headers.rbegin(); header != headers.rend(); ++header) {
        if (!same_text(header->name, "x-forwarded-for"))
            continue;
        std::string_view list = header->value;
        while (!list.empty()) {
            const auto comma = list.rfind(',');
            const auto from = comma == list.npos ? 0 : comma + 1;
            const auto hop = without_port(trimmed(list.substr(from)));
            // What a trusted proxy did not write cannot be believed, so the walk ends at it.
            if (!parse_address(hop))
                return client;
            client = hop;
            if (!trusts(hop))
                return client;
            list = list.substr(0, comma == list.npos ? 0 : comma);
        }
    }
    return client;
}

}  // namespace huiying::http
