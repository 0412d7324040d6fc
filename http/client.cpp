#include "http/client.hpp"

// What the packaged library was built with; without it the classes have another layout.
#ifndef CPPHTTPLIB_OPENSSL_SUPPORT
#error "compile with the flags of cpp-httplib.pc"
#endif
#include "http/address_guard.hpp"
#include "http/address_range.hpp"
#include "http/request.hpp"

#include <algorithm>
#include <array>
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

struct Url {
    bool is_https = false;
    std::string host;
    int port = 0;
    std::string target;
};

bool has_only(std::string_view text, std::string_view allowed) {
    return text.find_first_not_of(allowed) == std::string_view::npos;
}

// ":8080" to 8080, "" to the scheme's own; 0 when malformed.
int parse_port(std::string_view text, bool is_https) {
    if (text.empty())
        return is_https ? 443 : 80;
    const bool is_number = text.front() == ':' && text.size() > 1 && text.size() <= 6 &&
                           has_only(text.substr(1), "0123456789");
    const int port = is_number ? std::stoi(std::string(text.substr(1))) : 0;
    return port <= 65535 ? port : 0;
}

bool is_host_name(std::string_view host) {
    constexpr std::string_view allowed =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._";
    return !host.empty() && has_only(host, allowed);
}

bool is_visible_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

// Splits "host", "host:port" and "[v6]:port"; false when malformed.
bool read_authority(std::string_view authority, Url& url) {
    const bool is_bracketed = !authority.empty() && authority.front() == '[';
    const auto end = authority.find(is_bracketed ? ']' : ':');
    if (is_bracketed && end == std::string_view::npos)
        return false;
    url.host = is_bracketed ? authority.substr(1, end - 1) : authority.substr(0, end);
    const auto port_from = std::min(end + (is_bracketed ? 1 : 0), authority.size());
    url.port = parse_port(authority.substr(port_from), url.is_https);
    const bool is_good_host =
        is_bracketed ? parse_address(url.host).has_value() : is_host_name(url.host);
    return is_good_host && url.port != 0;
}

// Strict, so that what is checked here is what will be connected to: no user names, no escapes in
// the host, no blanks, controls or raw non-ASCII anywhere.
std::optional<Url> parse_url(std::string_view text) {
    Url url;
    url.is_https = text.substr(0, 8) == "https://";
    if (!is_visible_ascii(text) || (!url.is_https && text.substr(0, 7) != "http://"))
        return std::nullopt;
    text = text.substr(url.is_https ? 8 : 7);
    text = text.substr(0, text.find('#'));
    const auto path_from = std::min(text.find_first_of("/?"), text.size());
    if (!read_authority(text.substr(0, path_from), url))
        return std::nullopt;
    const auto target = text.substr(path_from);
    if (target.empty() || target.front() != '/')
        url.target = '/';
    url.target.append(target);
    return url;
}

std::vector<std::string> resolve(const std::string& host) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* list = nullptr;
    if (getaddrinfo(host.c_str(), nullptr, &hints, &list) != 0)
        return {};
    std::vector<std::string> addresses;
    for (const addrinfo* each = list; each != nullptr; each = each->ai_next) {
        std::array<char, NI_MAXHOST> text{};
        if (getnameinfo(
                each->ai_addr,
                each->ai_addrlen,
                text.data(),
                text.size(),
                nullptr,
                0,
                NI_NUMERICHOST
            ) == 0)
            addresses.emplace_back(text.data());
    }
    freeaddrinfo(list);
    return addresses;
}

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

    std::unique_ptr<httplib::ClientImpl> take(const Url& url, const Key& key);
    std::unique_ptr<httplib::ClientImpl> make(const Url& url) const;
    void put_back(const Key& key, std::unique_ptr<httplib::ClientImpl> http);
    bool pin_address(httplib::ClientImpl& http, const Url& url) const;
    httplib::Request request_for(const Url& url, const Call& call, Progress& progress) const;

    const ClientSettings settings_;
    std::mutex mutex_;  // guards idle_
    std::map<Key, std::vector<Connection>> idle_;
};

Client::Connections::Connections(ClientSettings settings) : settings_(std::move(settings)) {
    // The library writes without MSG_NOSIGNAL: a peer that hangs up would end the process.
    std::signal(SIGPIPE, SIG_IGN);
}

std::unique_ptr<httplib::ClientImpl> Client::Connections::make(const Url& url) const {
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
std::unique_ptr<httplib::ClientImpl> Client::Connections::take(const Url& url, const Key& key) {
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
bool Client::Connections::pin_address(httplib::ClientImpl& http, const Url& url) const {
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
    const Url& url, const Call& call, Progress& progress
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
    const auto url = parse_url(call.url);
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
