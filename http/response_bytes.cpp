#include "http/response_bytes.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace huiying::http {
namespace {

struct Reason {
    int status;
    std::string_view line;
};

constexpr std::array<Reason, 32> kReasons{{
    {200, "HTTP/1.1 200 OK\r\n"},
    {201, "HTTP/1.1 201 Created\r\n"},
    {202, "HTTP/1.1 202 Accepted\r\n"},
    {204, "HTTP/1.1 204 No Content\r\n"},
    {206, "HTTP/1.1 206 Partial Content\r\n"},
    {301, "HTTP/1.1 301 Moved Permanently\r\n"},
    {302, "HTTP/1.1 302 Found\r\n"},
    {303, "HTTP/1.1 303 See Other\r\n"},
    {304, "HTTP/1.1 304 Not Modified\r\n"},
    {307, "HTTP/1.1 307 Temporary Redirect\r\n"},
    {308, "HTTP/1.1 308 Permanent Redirect\r\n"},
    {400, "HTTP/1.1 400 Bad Request\r\n"},
    {401, "HTTP/1.1 401 Unauthorized\r\n"},
    {403, "HTTP/1.1 403 Forbidden\r\n"},
    {404, "HTTP/1.1 404 Not Found\r\n"},
    {405, "HTTP/1.1 405 Method Not Allowed\r\n"},
    {406, "HTTP/1.1 406 Not Acceptable\r\n"},
    {408, "HTTP/1.1 408 Request Timeout\r\n"},
    {409, "HTTP/1.1 409 Conflict\r\n"},
    {410, "HTTP/1.1 410 Gone\r\n"},
    {412, "HTTP/1.1 412 Precondition Failed\r\n"},
    {413, "HTTP/1.1 413 Content Too Large\r\n"},
    {414, "HTTP/1.1 414 URI Too Long\r\n"},
    {415, "HTTP/1.1 415 Unsupported Media Type\r\n"},
    {417, "HTTP/1.1 417 Expectation Failed\r\n"},
    {422, "HTTP/1.1 422 Unprocessable Content\r\n"},
    {423, "HTTP/1.1 423 Locked\r\n"},
    {428, "HTTP/1.1 428 Precondition Required\r\n"},
    {429, "HTTP/1.1 429 Too Many Requests\r\n"},
    {431, "HTTP/1.1 431 Request Header Fields Too Large\r\n"},
    {500, "HTTP/1.1 500 Internal Server Error\r\n"},
    {503, "HTTP/1.1 503 Service Unavailable\r\n"},
}};

void append_number(std::string& out, std::size_t number) {
    std::array<char, 20> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    out.append(digits.data(), end);
}

void append_status_line(std::string& out, int status) {
    const auto* found = std::lower_bound(
        kReasons.begin(),
        kReasons.end(),
        status,
        [](const Reason& reason, int wanted) { return reason.status < wanted; }
    );
    if (found != kReasons.end() && found->status == status) {
        out.append(found->line);
        return;
    }
    out.append("HTTP/1.1 ");
    append_number(out, static_cast<std::size_t>(std::clamp(status, 100, 999)));
    out.append(" \r\n");
}

bool has_control(std::string_view text) {
    unsigned found = 0;
    for (const char c : text)  // no early exit: so the compiler makes it a few vector instructions
        found |= static_cast<unsigned char>(c) < 0x20 ? 1u : 0u;
    return found != 0;
}

// A value that a citizen could influence must not start a header of its own.
void append_one_line(std::string& out, std::string_view text) {
    if (!has_control(text)) {
        out.append(text);
        return;
    }
    for (const char c : text)
        out.push_back(c == '\r' || c == '\n' || c == '\0' ? ' ' : c);
}

void append_headers(std::string& out, const Response& response, std::string_view request_id) {
    for (const auto& [name, value] : response.headers) {
        out.append(name).append(": ");
        append_one_line(out, value);
        out.append("\r\n");
    }
    out.append(response.standing_headers);
    if (!request_id.empty())
        out.append("X-Request-Id: ").append(request_id).append("\r\n");
}

bool has_no_body(int status) {
    return status < 200 || status == 204 || status == 304;
}

}  // namespace

std::string_view body_of(const Response& response) {
    if (has_no_body(response.status))
        return {};
    return response.static_body.empty() ? std::string_view(response.body) : response.static_body;
}

void append_head(std::string& out, const Response& response, const HeadOptions& options) {
    append_status_line(out, response.status);
    append_headers(out, response, options.request_id);
    if (!has_no_body(response.status)) {
        out.append("Content-Length: ");
        append_number(out, body_of(response).size());
        out.append("\r\n");
    }
    if (options.after == AfterResponse::close)
        out.append("Connection: close\r\n");
    if (options.after == AfterResponse::keep_alive_announced)
        out.append("Connection: keep-alive\r\n");
    out.append("\r\n");
}

void append_stream_head(std::string& out, const Response& response, std::string_view request_id) {
    append_status_line(out, response.status);
    append_headers(out, response, request_id);
    out.append("Connection: close\r\n\r\n");
}

}  // namespace huiying::http
