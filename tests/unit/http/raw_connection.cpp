#include "raw_connection.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cctype>
#include <chrono>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace huiying::http::test {
namespace {

constexpr int kPatienceMs = 5000;

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

int bound_socket(std::uint16_t& port) {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    if (bind(socket, reinterpret_cast<sockaddr*>(&address), size) != 0)
        throw std::runtime_error("cannot bind");
    getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
    port = ntohs(address.sin_port);
    return socket;
}

Answer parse_head(std::string_view head) {
    Answer answer;
    answer.status = std::stoi(std::string(head.substr(9, 3)));
    for (auto at = head.find("\r\n"); at + 2 < head.size(); at = head.find("\r\n", at + 2)) {
        const auto line = head.substr(at + 2, head.find("\r\n", at + 2) - at - 2);
        const auto colon = line.find(": ");
        if (colon == std::string_view::npos)
            break;
        std::string name(line.substr(0, colon));
        std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) {
            return static_cast<char>(std::tolower(c));
        });
        answer.headers[name] = line.substr(colon + 2);
    }
    return answer;
}

}  // namespace

std::string Answer::header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? "" : found->second;
}

RawConnection::RawConnection(std::uint16_t port) {
    socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in address = loopback(port);
    if (connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        throw std::runtime_error("cannot connect");
    const int on = 1;
    setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

RawConnection RawConnection::adopt(int socket) {
    RawConnection connection;
    connection.socket_ = socket;
    return connection;
}

RawConnection::RawConnection(RawConnection&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), received_(std::move(other.received_)) {}

RawConnection::~RawConnection() {
    if (socket_ >= 0)
        close(socket_);
}

bool RawConnection::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

bool RawConnection::read_some() {
    pollfd waiting{socket_, POLLIN, 0};
    if (poll(&waiting, 1, kPatienceMs) != 1)
        return false;
    std::array<char, 16 * 1024> bytes;
    const auto got = recv(socket_, bytes.data(), bytes.size(), 0);
    if (got <= 0)
        return false;
    received_.append(bytes.data(), static_cast<std::size_t>(got));
    return true;
}

std::string RawConnection::read_until(std::string_view mark) {
    auto at = received_.find(mark);
    while (at == std::string::npos && read_some())
        at = received_.find(mark);
    const auto size = at == std::string::npos ? received_.size() : at + mark.size();
    std::string taken = received_.substr(0, size);
    received_.erase(0, size);
    return taken;
}

Answer RawConnection::receive_head() {
    const std::string head = read_until("\r\n\r\n");
    return head.size() < 12 ? Answer{} : parse_head(head);
}

Answer RawConnection::receive() {
    Answer answer = receive_head();
    const auto length = answer.header("content-length");
    const std::size_t size = length.empty() ? 0 : std::stoul(length);
    while (received_.size() < size) {
        if (!read_some())
            return {};
    }
    answer.body = received_.substr(0, size);
    received_.erase(0, size);
    return answer;
}

bool RawConnection::is_closed_within(int milliseconds) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(milliseconds);
    for (;;) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
            end - std::chrono::steady_clock::now()
        );
        pollfd waiting{socket_, POLLIN, 0};
        if (left.count() <= 0 || poll(&waiting, 1, static_cast<int>(left.count())) != 1)
            return false;
        std::array<char, 4096> bytes;
        if (recv(socket_, bytes.data(), bytes.size(), 0) <= 0)
            return true;
    }
}

void RawConnection::shut_writing() {
    shutdown(socket_, SHUT_WR);
}

void RawConnection::reset() {
    const linger at_once{1, 0};
    setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    close(std::exchange(socket_, -1));
}

Answer ask(std::uint16_t port, std::string_view request) {
    RawConnection connection(port);
    connection.send(request);
    return connection.receive();
}

std::string get(std::string_view path, std::string_view more_headers) {
    return "GET " + std::string(path) + " HTTP/1.1\r\nHost: test\r\n" + std::string(more_headers) +
           "\r\n";
}

std::string post(std::string_view path, std::string_view body, std::string_view more_headers) {
    return "POST " + std::string(path) +
           " HTTP/1.1\r\nHost: test\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
           std::string(more_headers) + "\r\n" + std::string(body);
}

RawServer::RawServer(std::function<void(RawConnection)> serve)
    : listener_(bound_socket(port_)), serve_(std::move(serve)) {
    listen(listener_, 64);
    thread_ = std::thread([this] {
        for (;;) {
            const int socket = accept(listener_, nullptr, nullptr);
            if (socket < 0)
                return;
            serve_(RawConnection::adopt(socket));
        }
    });
}

RawServer::~RawServer() {
    shutdown(listener_, SHUT_RDWR);
    thread_.join();
    close(listener_);
}

std::uint16_t closed_port() {
    std::uint16_t port = 0;
    close(bound_socket(port));
    return port;
}

}  // namespace huiying::http::test
