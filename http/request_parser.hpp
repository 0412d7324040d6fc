// Beast's HTTP/1.1 parser, keeping views into the connection's buffer instead of copies. Private to
// http; included by session.cpp only (Beast). On the hot path it allocates nothing.
// REQUIRES: the bytes given to put() stay where they are until the request was answered.
#pragma once

#include <boost/beast/http/basic_parser.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "http/request.hpp"

namespace huiying::http {

/// What the parser fills; kept by the connection, so that its memory is used again.
struct RequestParts {
    Method method = Method::other;
    std::string_view target;
    std::vector<Header> headers;
    std::string_view body;
    std::string spilled_body;  ///< holds the body when it is not in one piece in the buffer
    std::size_t hosts = 0;
    bool expects_continue = false;
    bool has_unknown_expectation = false;
    const char* head_end = nullptr;  ///< behind the last byte that a view of the head points to

    void clear();
    void append_body(std::string_view piece);
    /// Copies the body out of the buffer, so that its bytes there can be written over.
    void spill_body();
};

class RequestParser final : public boost::beast::http::basic_parser<true> {
  public:
    /// Told the method and target as soon as they are known; returns the body limit in bytes.
    class LimitSource {
      public:
        virtual std::size_t body_limit_for(Method method, std::string_view target) = 0;

      protected:
        ~LimitSource() = default;
    };

    RequestParser(RequestParts& parts, LimitSource& limits, std::size_t header_limit);

  private:
    using ErrorCode = boost::beast::error_code;
    using View = boost::beast::string_view;

    void on_request_impl(
        boost::beast::http::verb verb, View method, View target, int version, ErrorCode& error
    ) override;
    void on_response_impl(int code, View reason, int version, ErrorCode& error) override;
    void on_field_impl(
        boost::beast::http::field field, View name, View value, ErrorCode& error
    ) override;
    void on_header_impl(ErrorCode& error) override;
    void on_body_init_impl(
        const boost::optional<std::uint64_t>& content_length, ErrorCode& error
    ) override;
    std::size_t on_body_impl(View body, ErrorCode& error) override;
    void on_chunk_header_impl(std::uint64_t size, View extensions, ErrorCode& error) override;
    std::size_t on_chunk_body_impl(std::uint64_t remain, View body, ErrorCode& error) override;
    void on_finish_impl(ErrorCode& error) override;

    // Newer Boost passes trailers here instead of to on_field_impl; without "override", because
    // older Boost has no such function.
    virtual void on_trailer_field_impl(
        boost::beast::http::field field, View name, View value, ErrorCode& error
    );

    RequestParts& parts_;
    LimitSource& limits_;
};

}  // namespace huiying::http
