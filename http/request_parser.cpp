#include "http/request_parser.hpp"

namespace huiying::http {
namespace {

namespace bhttp = boost::beast::http;

Method method_of(bhttp::verb verb) {
    switch (verb) {
        case bhttp::verb::get:
            return Method::get;
        case bhttp::verb::head:
            return Method::head;
        case bhttp::verb::post:
            return Method::post;
        case bhttp::verb::put:
            return Method::put;
        case bhttp::verb::patch:
            return Method::patch;
        case bhttp::verb::delete_:
            return Method::del;
        case bhttp::verb::options:
            return Method::options;
        default:
            return Method::other;
    }
}

std::string_view std_view(boost::beast::string_view view) {
    return {view.data(), view.size()};
}

}  // namespace

void RequestParts::clear() {
    method = Method::other;
    target = {};
    headers.clear();
    body = {};
    spilled_body.clear();
    // A photo's megabytes are not kept for a connection's life.
    if (spilled_body.capacity() > 64 * 1024)
        spilled_body.shrink_to_fit();
    hosts = 0;
    expects_continue = false;
    has_unknown_expectation = false;
    head_end = nullptr;
}

void RequestParts::append_body(std::string_view piece) {
    const bool is_spilled = !spilled_body.empty();
    if (!is_spilled && (body.empty() || body.data() + body.size() == piece.data())) {
        body = {body.empty() ? piece.data() : body.data(), body.size() + piece.size()};
        return;
    }
    spill_body();
    spilled_body.append(piece);
    body = spilled_body;
}

void RequestParts::spill_body() {
    if (spilled_body.empty()) {
        spilled_body.assign(body);
        body = spilled_body;
    }
}

RequestParser::RequestParser(RequestParts& parts, LimitSource& limits, std::size_t header_limit)
    : parts_(parts),
      limits_(limits) {
    eager(true);
    this->header_limit(static_cast<std::uint32_t>(header_limit));
}

void RequestParser::on_request_impl(bhttp::verb verb, View, View target, int, ErrorCode&) {
    parts_.method = method_of(verb);
    parts_.target = std_view(target);
    parts_.head_end = target.data() + target.size();
    body_limit(limits_.body_limit_for(parts_.method, parts_.target));
}

void RequestParser::on_response_impl(int, View, int, ErrorCode&) {}

void RequestParser::on_field_impl(bhttp::field field, View name, View value, ErrorCode& error) {
    if (is_header_done())
        return;  // a trailer
    // A folded line's value is not in our buffer but in the parser's; RFC 9112 5.2 lets us refuse it.
    if (value.data() < name.data() || value.data() > name.data() + name.size() + header_limit_bytes_)
        error = bhttp::error::bad_field;
    parts_.headers.push_back({std_view(name), std_view(value)});
    parts_.head_end = value.empty() ? name.data() + name.size() : value.data() + value.size();
    if (field == bhttp::field::host)
        ++parts_.hosts;
    // Any coding but chunked alone would leave the length of the body to guesses.
    if (field == bhttp::field::transfer_encoding && !same_text(std_view(value), "chunked"))
        error = bhttp::error::bad_transfer_encoding;
    if (field == bhttp::field::expect) {
        parts_.expects_continue = same_text(std_view(value), "100-continue");
        parts_.has_unknown_expectation = !parts_.expects_continue;
    }
}

void RequestParser::on_header_impl(ErrorCode&) {}

void RequestParser::on_body_init_impl(const boost::optional<std::uint64_t>&, ErrorCode&) {}

std::size_t RequestParser::on_body_impl(View body, ErrorCode&) {
    parts_.append_body(std_view(body));
    return body.size();
}

void RequestParser::on_chunk_header_impl(std::uint64_t, View, ErrorCode&) {}

std::size_t RequestParser::on_chunk_body_impl(std::uint64_t, View body, ErrorCode&) {
    parts_.append_body(std_view(body));
    return body.size();
}

void RequestParser::on_finish_impl(ErrorCode&) {}

void RequestParser::on_trailer_field_impl(bhttp::field, View, View, ErrorCode&) {}

}  // namespace huiying::http
