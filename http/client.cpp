#include "http/client.hpp"

// What the packaged library was built with; without it the classes have another layout.
#ifndef CPPHTTPLIB_OPENSSL_SUPPORT
#error "compile with the flags of cpp-httplib.pc"
#endif
#include "http/address_guard.hpp"
#include "http/request.hpp"
#include "http/web_address.hpp"

#include <algorithm>
#include <condition_variable>
#include <csignal>
#include <httplib.h>
#include <map>
#include <mutex>
#include <optional>
#include <thread>

namespace huiying::http {
namespace {

using Clock = std::chrono::steady_clock;
using Outcome = ClientResult::Outcome;

// Stable words for logs and metrics.
std::string reason_of(httplib::Error error) {
    switch (error) {
        case httplib::Error::Connection:
            return "connection_failed";
        case httplib::Error::ConnectionTimeout:
            return "connection_timed_out";
        case httplib::Error::Read:
            return "no_answer";
        case httplib::Error::Write:
            return "write_failed";
        case httplib::Error::Canceled:
            return "gave_up";
        case httplib::Error::SSLConnection:
        case httplib::Error::SSLLoadingCerts:
            return "tls_failed";
        case httplib::Error::SSLServerVerification:
            return "certificate_refused";
        default:
            return "failed";
    }
}

// Whether the error can only occur before the first byte of the request is written.
bool is_before_request(httplib::Error error) {
    return error == httplib::Error::Connection || error == httplib::Error::ConnectionTimeout ||
           error == httplib::Error::SSLConnection || error == httplib::Error::SSLLoadingCerts ||
           error == httplib::Error::SSLServerVerification;
}

// What is known of a request under way, from the library's callbacks: its error codes alone do not
// tell a request that failed to leave from one that got no answer.
struct Progress {
    bool is_body_started = false;
    bool has_head = false;
    bool is_truncated = false;
    std::string body;
};

Outcome outcome_of(const Progress& progress, httplib::Error error) {
    if (error == httplib::Error::Success || progress.is_truncated)
        return Outcome::answered;
    if (progress.has_head)
        return Outcome::unknown;
    // The body is asked for only when all headers are written; a request without its last header is
    // none.
    const bool is_head_unfinished = error == httplib::Error::Write && !progress.is_body_started;
    return is_before_request(error) || is_head_unfinished ? Outcome::not_sent : Outcome::unknown;
}

ClientResult not_sent(std::string reason) {
    ClientResult result;
    result.reason = std::move(reason);
    return result;
}

struct Call {
    const std::string& url;
    const HeaderList& headers;
    std::optional<std::string_view> body;
    std::string content_type;
};

}  // namespace

// The idle connections, by origin; a connection is used by one thread at a time.
class Client::Connections {
  public:
    explicit Connections(ClientSettings settings);
    ClientResult send(const Call& call);

  private:
    struct Connection {
        std::unique_ptr<httplib::ClientImpl> http;
        Clock::time_point last_used;
    };

    using Key = std::pair<std::string, int>;  // host and port; https ports are negative

    std::unique_ptr<httplib::ClientImpl> take(const WebAddress& url, const Key& key);
    std::unique_ptr<httplib::ClientImpl> make(const WebAddress& url) const;
    void put_back(const Key& key, std::unique_ptr<httplib::ClientImpl> http);
    bool pin_address(httplib::ClientImpl& http, const WebAddress& url) const;
    httplib::Request request_for(const WebAddress& url, const Call& call, Progress& progress) const;

    const ClientSettings settings_;
    std::mutex mutex_;  // guards idle_
    std::map<Key, std::vector<Connection>> idle_;
};

Client::Connections::Connections(ClientSettings settings) : settings_(std::move(settings)) {
    // The library writes without MSG_NOSIGNAL: a peer that hangs up would end the process.
    std::signal(SIGPIPE, SIG_IGN);
}

std::unique_ptr<httplib::ClientImpl> Client::Connections::make(const WebAddress& url) const {
    std::unique_ptr<httplib::ClientImpl> http;
    if (url.is_https) {
        auto https = std::make_unique<httplib::SSLClient>(url.host, url.port);
        https->enable_server_certificate_verification(true);
        if (!settings_.ca_file.empty())
            https->set_ca_cert_path(settings_.ca_file);
        http = std::move(https);
    } else {
        http = std::make_unique<httplib::ClientImpl>(url.host, url.port);
    }
    http->set_connection_timeout(settings_.connect_timeout);
    http->set_read_timeout(settings_.read_timeout);
    http->set_write_timeout(settings_.write_timeout);
    http->set_keep_alive(true);
    http->set_follow_location(false);
    http->set_tcp_nodelay(true);
    http->set_url_encode(false);
    return http;
}

// A connection that was used just now, or one that will connect anew; null when its address is
// refused.
std::unique_ptr<httplib::ClientImpl> Client::Connections::take(
    const WebAddress& url, const Key& key
) {
    Connection connection;
    {
        const std::lock_guard lock(mutex_);
        auto& idle = idle_[key];
        if (!idle.empty()) {
            connection = std::move(idle.back());
            idle.pop_back();
        }
    }
    if (connection.http && Clock::now() - connection.last_used < settings_.reuse_within)
        return std::move(connection.http);
    // The object is kept for its loaded certificates, its socket is not.
    if (connection.http)
        connection.http->stop();
    else
        connection.http = make(url);
    if (settings_.destinations == Destinations::public_only && !pin_address(*connection.http, url))
        return nullptr;
    return std::move(connection.http);
}

// Checks all addresses of the host and lets the connection go to the first of them, so that a name
// cannot point elsewhere between the check and the connection.
bool Client::Connections::pin_address(httplib::ClientImpl& http, const WebAddress& url) const {
    const auto addresses = resolve(url.host);
    if (!all_public(addresses))
        return false;
    http.set_hostname_addr_map({{url.host, addresses.front()}});
    return true;
}

void Client::Connections::put_back(const Key& key, std::unique_ptr<httplib::ClientImpl> http) {
    const std::lock_guard lock(mutex_);
    auto& idle = idle_[key];
    if (idle.size() < settings_.idle_per_host)
        idle.push_back({std::move(http), Clock::now()});
}

httplib::Request Client::Connections::request_for(
    const WebAddress& url, const Call& call, Progress& progress
) const {
    httplib::Request request;
    request.method = call.body ? "POST" : "GET";
    request.path = url.target;
    request.set_header("User-Agent", settings_.user_agent);
    for (const auto& [name, value] : call.headers)
        request.set_header(name, value);
    request.response_handler = [&progress](const httplib::Response&) {
        return progress.has_head = true;
    };
    const auto deadline = Clock::now() + settings_.total_timeout;
    request.content_receiver = [this, &progress, deadline](
                                   const char* data, std::size_t size, std::uint64_t, std::uint64_t
                               ) {
        const auto room = settings_.response_limit - progress.body.size();
        progress.body.append(data, std::min(size, room));
        progress.is_truncated = size > room;
        return !progress.is_truncated && Clock::now() < deadline;
    };
    if (!call.body)
        return request;
    request.set_header("Content-Type", call.content_type);
    request.content_length_ = call.body->size();
    request.content_provider_ = [&progress, body = *call.body](
                                    std::size_t offset, std::size_t size, httplib::DataSink& sink
                                ) {
        // Asked for its beginning again, the library is about to send the request a second time.
        if (offset == 0 && progress.is_body_started)
            return false;
        progress.is_body_started = true;
        return sink.write(body.data() + offset, size);
    };
    return request;
}

/// Ends a call that lasts too long, whatever it waits for: the library's own timeouts begin anew
/// with every byte that trickles in.
class Deadline {
  public:
    Deadline(httplib::ClientImpl& http, Clock::time_point at)
        : thread_([&http, at](const std::stop_token& stop) {
              std::mutex mutex;
              std::condition_variable_any never;
              std::unique_lock lock(mutex);
              never.wait_until(lock, stop, at, [] { return false; });
              if (!stop.stop_requested())
                  http.stop();
          }) {}

  private:
    std::jthread thread_;
};

bool sent(
    httplib::ClientImpl& http,
    httplib::Request& request,
    httplib::Response& response,
    httplib::Error& error,
    Clock::time_point until
) {
    const Deadline deadline(http, until);
    return http.send(request, response, error);
}

ClientResult Client::Connections::send(const Call& call) {
    const auto url = parse_web_address(call.url);
    if (!url)
        return not_sent("bad_url");
    const Key key{url->host, url->is_https ? -url->port : url->port};
    auto http = take(*url, key);
    if (!http)
        return not_sent("forbidden_address");
    Progress progress;
    auto request = request_for(*url, call, progress);
    httplib::Response response;
    auto error = httplib::Error::Success;
    const bool is_done =
        sent(*http, request, response, error, Clock::now() + settings_.total_timeout);
    if (!is_done && error == httplib::Error::Success)
        error = httplib::Error::Unknown;
    ClientResult result;
    result.outcome = outcome_of(progress, error);
    result.status = progress.has_head ? response.status : 0;
    result.headers.assign(response.headers.begin(), response.headers.end());
    result.body = std::move(progress.body);
    if (error != httplib::Error::Success)
        result.reason = progress.is_truncated ? "response_truncated" : reason_of(error);
    if (error == httplib::Error::Success)
        put_back(key, std::move(http));
    return result;
}

std::string_view ClientResult::header(std::string_view name) const {
    for (const auto& [each, value] : headers) {
        if (same_text(each, name))
            return value;
    }
    return {};
}

Client::Client(ClientSettings settings)
    : connections_(std::make_unique<Connections>(std::move(settings))) {}

Client::~Client() = default;

ClientResult Client::post(
    const std::string& url,
    const HeaderList& headers,
    std::string_view body,
    const std::string& content_type
) {
    return connections_->send({url, headers, body, content_type});
}

ClientResult Client::get(const std::string& url, const HeaderList& headers) {
    return connections_->send({url, headers, std::nullopt, {}});
}

}  // namespace huiying::http
