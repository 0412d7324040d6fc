// Bytes of one connection in, requests out. Private to http: used by session.cpp only (Beast
// parses). Keeps views into its buffer instead of copies: on the hot path it allocates nothing. No
// I/O. Source: RFC 9112; what it leaves to the server's choice is refused rather than guessed.
#pragma once

#include "http/request.hpp"

#include <boost/beast/http/basic_parser.hpp>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::http {

/// What is known of a request; kept by the connection, so that its memory is used again.
struct RequestParts {
    Method method = Method::other;
    std::string_view target;
    std::vector<Header> headers;
    std::string_view body;
    std::string spilled_body;  // holds the body when it is not in one piece in the buffer
    std::size_t hosts = 0;
    bool is_version_1_0 = false;
    bool expects_continue = false;
    bool has_unknown_expectation = false;
    const char* head_end = nullptr;  // behind the last byte that a view of the head points to

    void clear();
    void append_body(std::string_view piece);
    void spill_body();
};

/// Told the method and target of a request as soon as they are known.
class BodyLimits {
  public:
    /// Returns the body limit in bytes.
    virtual std::size_t body_limit_for(Method method, std::string_view target) = 0;

  protected:
    ~BodyLimits() = default;
};

class RequestParser final : public boost::beast::http::basic_parser<true> {
  public:
    RequestParser(RequestParts& parts, BodyLimits& limits, std::size_t header_limit);

  private:
    using ErrorCode = boost::beast::error_code;
    using View = boost::beast::string_view;
    using Verb = boost::beast::http::verb;
    using Field = boost::beast::http::field;

    void on_request_impl(Verb verb, View name, View target, int version, ErrorCode&) override;

    void on_response_impl(int, View, int, ErrorCode&) override {}

    void on_field_impl(Field field, View name, View value, ErrorCode& error) override;

    void on_header_impl(ErrorCode&) override {}

    void on_body_init_impl(const boost::optional<std::uint64_t>&, ErrorCode&) override {}

    std::size_t on_body_impl(View body, ErrorCode&) override;

    void on_chunk_header_impl(std::uint64_t, View, ErrorCode&) override {}

    std::size_t on_chunk_body_impl(std::uint64_t, View body, ErrorCode&) override;

    void on_finish_impl(ErrorCode&) override {}

    // Newer Boost passes trailers here instead of to on_field_impl; no "override", because 1.81 has
    // no such function.
    virtual void on_trailer_field_impl(Field, View, View, ErrorCode&) {}

    RequestParts& parts_;
    BodyLimits& limits_;
    std::size_t header_bytes_;
};

class RequestReader {
  public:
    enum class Progress { need_more, complete, refused };

    struct Refusal {
        int status = 0;
        std::string_view code;
    };

    RequestReader(std::size_t header_limit, BodyLimits& limits);

    /// Begins the next request; bytes of it that came with the last one are kept.
    void next();
    /// Parses what was received. After refused, only refusal() and the head seen so far count.
    Progress parse();
    /// Where to receive; never empty after need_more.
    std::span<char> room();

    void received(std::size_t bytes) { end_ += bytes; }

    bool has_unparsed() const { return begin_ != end_; }

    bool is_head_done() const { return parser_->is_header_done(); }

    /// True once, when the client waits for "100 Continue" before it sends the body.
    bool take_continue();

    /// Whether the client wants the connection kept.
    bool keeps_alive() const { return is_head_done() && parser_->keep_alive(); }

    const RequestParts& parts() const { return parts_; }

    const Refusal& refusal() const { return refusal_; }

    /// Bytes of the body that did not fit into the connection's own buffer.
    std::size_t spilled() const { return parts_.spilled_body.size(); }

    /// Gives the memory of a body that is refused back.
    void drop_body() {
        parts_.body = {};
        parts_.spilled_body = {};
    }

  private:
    Progress refuse(int status, std::string_view code);
    Progress refuse(const boost::beast::error_code& error);
    Progress check_head();
    bool make_room();

    const std::size_t header_limit_;
    const std::size_t capacity_;
    BodyLimits& limits_;
    // Unparsed bytes are [begin_, end_) of buffer_.
    std::unique_ptr<char[]> buffer_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    RequestParts parts_;
    std::optional<RequestParser> parser_;
    Refusal refusal_;
};

}  // namespace huiying::http
