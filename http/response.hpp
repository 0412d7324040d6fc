// One HTTP response, and the handle by which a route gives it later.
// Made by every route; sent by the server, which adds Content-Length, Connection and X-Request-Id.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace huiying::http {

class WebSocketUser;

struct Response {
    int status = 200;
    std::vector<std::pair<std::string, std::string>>
        headers;  ///< in values, CR, LF and NUL are sent as spaces
    /// Finished lines ("Name: value\r\n" ...), sent after `headers` as they are. Must outlive the
    /// server.
    std::string_view standing_headers;
    std::string body;
    /// Sent instead of `body` when not empty, without a copy. Must outlive the server (packed
    /// assets).
    std::string_view static_body;
    /// Complete HTTP/1.1 response bytes, sent as they are: for fixed answers on the hot path.
    /// Nothing is added or decorated. Make it with `prebuilt`.
    std::shared_ptr<const std::string> raw;
    /// Not a response, but a WebSocket from now on (web_socket.hpp).
    std::shared_ptr<WebSocketUser> upgrade;

    /// Appends a header and returns the response, so that makers can be chained.
    Response& with(std::string name, std::string value) &;
    Response&& with(std::string name, std::string value) &&;
};

Response text(int status, std::string body);
/// `body` is the finished JSON text. `content_type` may be application/problem+json.
Response json(int status, std::string body, std::string_view content_type = "application/json");
Response html(int status, std::string body);
Response empty(int status);
/// 303 See Other: after a form was taken.
Response see_other(std::string location);

/// The complete bytes of a response, for `Response::raw`.
std::shared_ptr<const std::string> prebuilt(const Response& response);

/// What a Responder answers to: a connection waiting for its response, or a test.
class PendingResponse {
  public:
    virtual ~PendingResponse() = default;
    /// Called at most once.
    virtual void respond(Response response) = 0;

    /// Called instead when nobody will answer.
    virtual void abandon() { respond(text(500, "internal_error\n")); }
};

/// The right to answer one request, once. Move-only. Call it on the io thread of its server, now or
/// later. Dropped uncalled, it answers 500; when the connection has died it does nothing.
class Responder {
  public:
    explicit Responder(std::shared_ptr<PendingResponse> pending);
    /// For tests of routes: `answer` receives the response.
    explicit Responder(std::function<void(Response)> answer);
    Responder(Responder&& other) noexcept = default;
    Responder& operator=(Responder&& other) noexcept;
    ~Responder();

    void operator()(Response response);

  private:
    std::shared_ptr<PendingResponse> pending_;
};

}  // namespace huiying::http
