// The table of routes: which handler answers which method and path, with which body limit.
// Filled by app before the server starts, constant afterwards.
#pragma once

#include "http/event_stream.hpp"
#include "http/request.hpp"
#include "http/response.hpp"

#include <array>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace huiying::http {

/// Runs on the blocking pool: may use SQL and files.
using Handler = std::function<Response(const Request&)>;
/// Runs on the io thread: must not block; the request lives until the Responder was called.
using AsyncHandler = std::function<void(const Request&, Responder)>;
/// Runs on the blocking pool. nullopt: the stream is open; a response: it is sent instead (401,
/// ...).
using EventStreamHandler = std::function<std::optional<Response>(const Request&, EventStream)>;

enum class RouteKind { blocking, async, event_stream };

constexpr std::size_t kDefaultBodyLimitBytes = 65'536;

struct Route {
    Method method = Method::get;
    /// "/hooks/{platform}/{account}"; a last "{name...}" takes the rest of the path, slashes
    /// included.
    std::string pattern;
    std::string name;  ///< for metrics and logs: from a closed set, no values in it
    std::variant<Handler, AsyncHandler, EventStreamHandler> handler;
    std::size_t body_limit = kDefaultBodyLimitBytes;

    RouteKind kind() const;
};

class Router {
  public:
    Router() = default;

    /// Throws std::invalid_argument for a bad pattern (or one of over 8 captures) or a method and
    /// pattern already there. A literal segment wins over a capture, a capture over a rest. GET
    /// also answers HEAD.
    Router& add(Route route);

    /// In the order added.
    const std::vector<Route>& routes() const { return routes_; }

    struct Match {
        const Route* route = nullptr;
        std::string
            allow;  ///< with no route: the methods the path has ("GET, HEAD"); empty: no such path
    };

    /// Finds the route of an encoded path and decodes its captures into `params` (views of names
    /// live as long as the router). A path with a broken escape matches nothing.
    Match find(Method method, std::string_view path, std::vector<PathParameter>& params) const;

  private:
    using RouteIndices = std::vector<std::size_t>;

    struct Node {
        std::string segment;  // the literal; empty for a capture
        RouteIndices routes;
        RouteIndices rests;
        std::vector<Node> literals;
        std::vector<Node> captures;  // none or one
    };

    // Encoded segments that captures took; as many as a pattern may have.
    struct Captured {
        std::array<std::string_view, 8> segments;
        std::size_t count = 0;
        bool is_encoded = false;  // the path has escapes

        bool is_same(std::string_view segment, std::string_view literal) const;
    };

    RouteIndices& place(std::string_view pattern, std::vector<std::string>& names);
    const RouteIndices* walk(const Node& node, std::string_view rest, Captured& captured) const;

    std::vector<Route> routes_;
    std::vector<std::vector<std::string>> names_;  // captures of each route
    Node root_;
};

}  // namespace huiying::http
