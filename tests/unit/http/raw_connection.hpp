// A TCP client that says exactly what a test wants, and a listener that answers likewise. For tests
// of http only. Reads give up after five seconds, so that a broken server fails a test and does not
// hang it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <thread>

namespace huiying::http::test {

struct Answer {
    int status = 0;  ///< 0: the connection ended before a whole response
    std::map<std::string, std::string> headers;  // names in lower case
    std::string body;

    std::string header(const std::string& name) const;
};

class RawConnection {
  public:
    explicit RawConnection(std::uint16_t port);
    /// Takes over an open socket.
    static RawConnection adopt(int socket);
    ~RawConnection();
    RawConnection(RawConnection&& other) noexcept;
    RawConnection& operator=(RawConnection&&) = delete;

    /// False when the peer has closed.
    bool send(std::string_view bytes);
    /// One response with Content-Length (or without a body).
    Answer receive();
    /// The same for a response to HEAD.
    Answer receive_head();
    /// Bytes up to and including `mark`; what there was when the peer closed or time ran out.
    std::string read_until(std::string_view mark);
    /// True when the peer closes within the time, whatever it still sends.
    bool is_closed_within(int milliseconds);
    void shut_writing();
    /// Closes with a reset instead of an orderly end.
    void reset();

  private:
    RawConnection() = default;
    bool read_some();

    int socket_ = -1;
    std::string received_;
};

/// Sends one request and returns its answer.
Answer ask(std::uint16_t port, std::string_view request);

/// "GET path HTTP/1.1" with a Host header and the lines given (each ending in CRLF).
std::string get(std::string_view path, std::string_view more_headers = {});
std::string post(std::string_view path, std::string_view body, std::string_view more_headers = {});

/// A listener on a free port that hands each connection to `serve`, one after the other.
class RawServer {
  public:
    explicit RawServer(std::function<void(RawConnection)> serve);
    ~RawServer();

    std::uint16_t port() const { return port_; }

  private:
    std::uint16_t port_ = 0;
    int listener_ = -1;
    std::function<void(RawConnection)> serve_;
    std::thread thread_;
};

/// A port nobody listens on.
std::uint16_t closed_port();

}  // namespace huiying::http::test
