// The HTTP/1.1 server: one listener on one io thread, routes on that thread or on a blocking pool.
// Owned by app. Runs behind a reverse proxy that terminates TLS; safe to face slow, broken and
// oversized requests by itself. Sources: RFC 9110, RFC 9112.
#pragma once

#include "http/request.hpp"
#include "http/response.hpp"
#include "http/router.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace boost::asio {
class io_context;
}

namespace huiying::http {

enum class ReusePort { no, yes };

/// One finished request, for metrics and the access log. Views are valid during the call.
struct Exchange {
    const Request& request;
    int status = 0;
    std::size_t response_bytes = 0;
    std::chrono::nanoseconds elapsed{};  ///< from the request complete to the response written
};

struct ServerSettings {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;  ///< 0: any free port
    ReusePort reuse_port =
        ReusePort::no;  ///< several servers, each on its own thread, share the port
    /// "/huiying": removed from request paths that begin with it; others are taken as they are, so
    /// that a portal may strip the prefix or keep it.
    std::string base_path;
    std::vector<std::string>
        trusted_proxies;                   ///< addresses or CIDR ranges whose X-Forwarded-* count
    std::size_t max_connections = 10'000;  ///< beyond it the connection idle longest is closed

    std::size_t header_limit = 8'192;  ///< request line and headers, bytes
    std::chrono::milliseconds header_timeout{
        10'000};  ///< first byte to last header; also a new connection
    std::chrono::milliseconds idle_timeout{60'000};   ///< between requests
    std::chrono::milliseconds body_grace{10'000};     ///< a body may always take this long, and ...
    std::size_t minimum_body_rate = 1024;             ///< ... longer at this many bytes a second
    std::chrono::milliseconds write_timeout{30'000};  ///< without any progress
    std::chrono::milliseconds sweep_interval{250};    ///< how exactly the timeouts are kept
    std::chrono::milliseconds drain_time{10'000};     ///< what stop() grants running requests

    std::size_t blocking_threads = 4;
    std::size_t blocking_queue = 512;  ///< requests waiting for a thread; beyond it 503

    /// Bytes of all request bodies together that are in memory, but for what fits into a
    /// connection's own buffer; beyond it 503.
    std::size_t body_memory = 128'000'000;

    std::chrono::milliseconds event_heartbeat{15'000};
    std::size_t event_buffer_limit =
        262'144;  ///< bytes waiting for one client; beyond it is dropped

    /// Makes the answer for what the server itself refuses: 400 bad_request, 404 not_found, 405
    /// method_not_allowed, 408 request_timeout, 413 body_too_large, 414 target_too_long, 417
    /// expectation_failed, 431 headers_too_large, 500 internal_error, 503 overloaded. The request
    /// may be incomplete. On the io thread: must not block. Default: plain text.
    std::function<Response(const Request&, int status, std::string_view code)> error_response;
    /// Adds what every response carries (security headers); not called for `raw`. On the io thread.
    std::function<void(const Request&, Response&)> decorate;
    /// Called after each response was written. On the io thread.
    std::function<void(const Exchange&)> on_exchange;
    /// A body was refused because of body_memory. On the io thread.
    std::function<void()> on_body_refused;
    /// A handler threw, or accepting failed: what happened, and the request id ("" without one).
    std::function<void(std::string_view request_id, std::string_view what)> on_failure;
};

class BlockingPool;

class Server {
  public:
    /// REQUIRES: `context` is run by one thread only and outlives the server. Throws
    /// std::invalid_argument for a bad trusted proxy or base path.
    Server(boost::asio::io_context& context, ServerSettings settings, Router router);
    /// Stops without granting running requests any time; waits for handlers on the blocking pool.
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /// Binds and starts to accept; returns the port. Throws std::system_error (port taken, ...).
    std::uint16_t listen();

    /// Stops accepting, ends event streams and idle connections, waits up to `drain_time` for
    /// running requests, then closes. Blocks. REQUIRES: not called on the io thread.
    void stop();

    /// Open connections. Any thread.
    std::size_t connections() const;

    const Router& router() const;

  private:
    struct Core;
    void stop_within(std::chrono::milliseconds grace);

    std::shared_ptr<Core> core_;
    std::unique_ptr<BlockingPool> pool_;
    bool is_listening_ = false;
};

}  // namespace huiying::http
