#include "http/router.hpp"

#include <algorithm>
#include <stdexcept>

namespace huiying::http {
namespace {

enum class SegmentKind { literal, capture, rest };

struct Segment {
    SegmentKind kind = SegmentKind::literal;
    std::string_view text;
};

// Cuts the first segment off "/a/b": "a", leaving "/b". REQUIRES: path begins with '/'.
std::string_view take_segment(std::string_view& path) {
    path.remove_prefix(1);
    const auto segment = path.substr(0, std::min(path.find('/'), path.size()));
    path.remove_prefix(segment.size());
    return segment;
}

Segment parse_segment(std::string_view text, bool is_last) {
    const bool is_braced = text.size() > 2 && text.front() == '{' && text.back() == '}';
    if (!is_braced) {
        if (text.find_first_of("{}%") != std::string_view::npos)
            throw std::invalid_argument("bad route segment: " + std::string(text));
        return {SegmentKind::literal, text};
    }
    text = text.substr(1, text.size() - 2);
    if (text.size() > 3 && text.substr(text.size() - 3) == "...") {
        if (!is_last)
            throw std::invalid_argument("a rest capture must be last: " + std::string(text));
        return {SegmentKind::rest, text.substr(0, text.size() - 3)};
    }
    return {SegmentKind::capture, text};
}

bool answers(const Route& route, Method method) {
    return route.method == method || (method == Method::head && route.method == Method::get);
}

std::string allowed_methods(
    const std::vector<Route>& routes, const std::vector<std::size_t>& here
) {
    std::string allow;
    for (const std::size_t index : here) {
        if (!allow.empty())
            allow.append(", ");
        allow.append(name_of(routes[index].method));
        if (routes[index].method == Method::get)
            allow.append(", HEAD");
    }
    return allow;
}

}  // namespace

RouteKind Route::kind() const {
    return static_cast<RouteKind>(handler.index());
}

Router& Router::add(Route route) {
    if (route.pattern.empty() || route.pattern.front() != '/')
        throw std::invalid_argument("a route pattern begins with '/': " + route.pattern);
    std::vector<std::string> names;
    RouteIndices& here = place(route.pattern, names);
    if (names.size() > Captured{}.segments.size())
        throw std::invalid_argument("too many captures: " + route.pattern);
    for (const std::size_t index : here) {
        if (routes_[index].method == route.method)
            throw std::invalid_argument("route added twice: " + route.pattern);
    }
    here.push_back(routes_.size());
    names_.push_back(std::move(names));
    routes_.push_back(std::move(route));
    return *this;
}

// Where a pattern's route belongs in the tree; makes the nodes on the way.
Router::RouteIndices& Router::place(std::string_view pattern, std::vector<std::string>& names) {
    Node* node = &root_;
    while (!pattern.empty()) {
        const auto text = take_segment(pattern);
        const Segment segment = parse_segment(text, pattern.empty());
        if (segment.kind != SegmentKind::literal)
            names.emplace_back(segment.text);
        if (segment.kind == SegmentKind::rest)
            return node->rests;
        const bool is_literal = segment.kind == SegmentKind::literal;
        auto& children = is_literal ? node->literals : node->captures;
        const auto wanted = is_literal ? segment.text : std::string_view();
        auto child = std::find_if(children.begin(), children.end(), [wanted](const Node& each) {
            return each.segment == wanted;
        });
        if (child == children.end())
            child = children.insert(child, Node{std::string(wanted), {}, {}, {}, {}});
        node = &*child;
    }
    return node->routes;
}

bool Router::Captured::is_same(std::string_view segment, std::string_view literal) const {
    return is_encoded ? percent_decode(segment) == literal : segment == literal;
}

// Depth first, literals before captures before rests; the first node with any route wins.
const Router::RouteIndices* Router::walk(
    const Node& node, std::string_view rest, Captured& captured
) const {
    if (rest.empty())
        return node.routes.empty() ? nullptr : &node.routes;
    const auto whole = rest.substr(1);
    const auto segment = take_segment(rest);
    for (const Node& child : node.literals) {
        if (!captured.is_same(segment, child.segment))
            continue;
        if (const auto* found = walk(child, rest, captured))
            return found;
    }
    for (const Node& child : node.captures) {
        if (segment.empty())
            continue;
        captured.segments[captured.count++] = segment;
        if (const auto* found = walk(child, rest, captured))
            return found;
        --captured.count;
    }
    if (node.rests.empty())
        return nullptr;
    captured.segments[captured.count++] = whole;
    return &node.rests;
}

Router::Match Router::find(Method method, std::string_view path, std::vector<PathParameter>& params)
    const {
    params.clear();
    if (path.empty() || path.front() != '/')
        return {};
    Captured captured;
    captured.is_encoded = path.find('%') != std::string_view::npos;
    if (captured.is_encoded && !percent_decode(path))
        return {};
    const auto* here = walk(root_, path, captured);
    if (here == nullptr)
        return {};
    const Route* route = nullptr;
    for (const std::size_t index : *here) {
        // A route of its own for HEAD comes before the GET route that could answer it.
        if (answers(routes_[index], method) &&
            (route == nullptr || routes_[index].method == method)) {
            route = &routes_[index];
        }
    }
    if (route == nullptr)
        return {nullptr, allowed_methods(routes_, *here)};
    const auto& names = names_[static_cast<std::size_t>(route - routes_.data())];
    for (std::size_t i = 0; i < captured.count; ++i) {
        const auto text = captured.segments[i];
        params.push_back({names[i], captured.is_encoded ? *percent_decode(text) : std::string(text)}
        );
    }
    return {route, {}};
}

}  // namespace huiying::http
