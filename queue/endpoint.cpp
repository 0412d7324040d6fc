#include "queue/endpoint.hpp"

#include <charconv>
#include <csignal>
#include <stdexcept>

namespace huiying::queue {
namespace {

std::string_view without_brackets(std::string_view host) {
    if (host.size() > 2 && host.front() == '[' && host.back() == ']')
        return host.substr(1, host.size() - 2);
    return host;
}

}  // namespace

Endpoint parse_endpoint(std::string_view text) {
    if (text.starts_with('/'))
        return Endpoint{std::string(text), "", 0};
    const std::size_t colon = text.rfind(':');
    const std::string_view port =
        colon == std::string_view::npos ? std::string_view{} : text.substr(colon + 1);
    Endpoint endpoint;
    const auto read = std::from_chars(port.data(), port.data() + port.size(), endpoint.port);
    const bool complete = read.ec == std::errc{} && read.ptr == port.data() + port.size();
    if (port.empty() || !complete || endpoint.port < 1 || endpoint.port > 65535)
        throw std::invalid_argument(
            "redis endpoint \"" + std::string(text) + "\" is neither /path nor host:port"
        );
    endpoint.host = without_brackets(text.substr(0, colon));
    return endpoint;
}

void ignore_sigpipe() {
    struct sigaction present {};

    if (sigaction(SIGPIPE, nullptr, &present) == 0 && present.sa_handler == SIG_DFL)
        std::signal(SIGPIPE, SIG_IGN);
}

}  // namespace huiying::queue
