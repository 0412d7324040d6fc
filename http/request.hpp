// One HTTP request as a handler sees it, and the decoders of its parts.
// Made by the server (http/session.cpp); read by every route. A view of it is valid until the
// response is sent; copy what must live longer. Not thread-safe, never shared between requests.
// Sources: RFC 9110, RFC 9112; WHATWG URL section 5 (urlencoded); RFC 6265 section 4.2 (cookies).
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::http {

enum class Method { get, head, post, put, patch, del, options, other };

/// "GET", "DELETE", ...; "OTHER" for a method this server has no name for.
std::string_view name_of(Method method);

struct Header {
    std::string_view name;
    std::string_view value;
};

/// One captured segment of a route pattern, percent-decoded once.
struct PathParameter {
    std::string_view name;
    std::string value;
};

struct Request {
    Method method = Method::other;
    std::string_view target;  ///< as received: "/base/hooks/a/b?x=1"
    std::string_view path;    ///< still encoded, without query and base path: "/hooks/a/b"
    std::string_view query;   ///< still encoded, without '?'
    std::string_view body;    ///< raw bytes, de-chunked; at most the route's body_limit
    std::string_view peer;    ///< the client's address; behind trusted proxies the one they name
    std::string_view request_id;        ///< also answered as X-Request-Id
    std::string_view route;             ///< the route's name; empty when none matched
    bool is_tls = false;                ///< a trusted proxy said X-Forwarded-Proto: https
    std::span<const Header> headers;    ///< in the order received
    std::vector<PathParameter> params;  ///< route captures in pattern order

    /// Value of the first header of that name (any case); empty when absent.
    std::string_view header(std::string_view name) const;
    /// How often the header occurs: signed headers must occur once.
    std::size_t header_count(std::string_view name) const;
    /// Value of a route capture; empty when the pattern has none of that name.
    std::string_view param(std::string_view name) const;
};

struct Parameter {
    std::string name;
    std::string value;
};

/// The decoded `name=value` pairs of a query string or form, in order, duplicates kept. Decoded
/// exactly once; '+' is a space; a broken percent escape stays as it is.
std::vector<Parameter> query_parameters(std::string_view raw);

/// The same for a body of type application/x-www-form-urlencoded.
std::vector<Parameter> form_parameters(std::string_view body);

/// Value of the first parameter of that name; nullopt when absent.
std::optional<std::string_view> find(std::span<const Parameter> parameters, std::string_view name);

/// The pairs of all Cookie headers, not decoded, surrounding quotes removed.
std::vector<Header> cookies(const Request& request);

/// Value of the first cookie of that name; empty when absent.
std::string_view cookie(const Request& request, std::string_view name);

/// Replaces each %XX by its byte, once; nullopt when an escape is broken. '+' stays '+'.
std::optional<std::string> percent_decode(std::string_view text);

/// ASCII comparison without case, as header names are compared.
bool same_text(std::string_view a, std::string_view b);

/// Without the blanks and tabs around it, which in header values mean nothing.
std::string_view trimmed(std::string_view text);

}  // namespace huiying::http
