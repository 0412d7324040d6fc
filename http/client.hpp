// Outbound HTTP: replies to platforms and to accounts' reply addresses. Over cpp-httplib.
// Used by bot/channel and board/language_model from sender threads. Thread-safe; blocks.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace huiying::http {

enum class Destinations {
    any,
    public_only  ///< refuses hosts of which any address is not public (address_guard.hpp); connects
                 ///< to the very address that was checked
};

struct ClientSettings {
    std::chrono::milliseconds connect_timeout{5'000};
    std::chrono::milliseconds read_timeout{10'000};
    std::chrono::milliseconds write_timeout{10'000};
    std::chrono::milliseconds total_timeout{60'000};  ///< for an answer that trickles in
    std::size_t response_limit = 1'048'576;  ///< bytes of body; longer: answered, body cut there
    /// An idle connection is used again within this time: shorter than servers' keep-alive, because
    /// a request on a connection the server is just closing has an unknown outcome.
    std::chrono::milliseconds reuse_within{3'000};
    std::size_t idle_per_host = 8;
    Destinations destinations = Destinations::any;
    std::string ca_file;  ///< instead of the system's certificates
    std::string user_agent = "huiying";
};

using HeaderList = std::vector<std::pair<std::string, std::string>>;

struct ClientResult {
    enum class Outcome {
        answered,  ///< status, headers and body are set
        not_sent,  ///< not one complete request left: safe to send again
        unknown    ///< it may have arrived: only an idempotent request may be sent again
    };

    Outcome outcome = Outcome::not_sent;
    int status = 0;
    HeaderList headers;
    std::string body;
    std::string reason;  ///< when not answered: "connection_refused_or_unreachable", "timed_out",
                         ///< ... for logs

    /// First value, any case; empty when absent.
    std::string_view header(std::string_view name) const;
};

class Client {
  public:
    explicit Client(ClientSettings settings);
    ~Client();
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    /// Redirects are not followed, certificates are verified. Never throws for what the network
    /// does; a URL that is not plain http(s)://host[:port]/path is not_sent with reason "bad_url".
    ClientResult post(
        const std::string& url,
        const HeaderList& headers,
        std::string_view body,
        const std::string& content_type
    );
    ClientResult get(const std::string& url, const HeaderList& headers = {});

  private:
    class Connections;
    std::unique_ptr<Connections> connections_;
};

}  // namespace huiying::http
