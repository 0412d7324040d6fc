#include "http/request_reader.hpp"

#include <algorithm>
#include <boost/beast/http/error.hpp>
#include <cstdint>
#include <cstring>

namespace huiying::http {
namespace {

namespace bhttp = boost::beast::http;

constexpr std::size_t kBodyRoom = 4096;  // beside the header limit, for small bodies

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

// A folded line's value lies not in our buffer but in one of the parser's own, which is gone when
// the callback returns; RFC 9112 section 5.2 lets us refuse such lines.
bool lies_behind(
    boost::beast::string_view name, boost::beast::string_view value, std::size_t within
) {
    const auto from = reinterpret_cast<std::uintptr_t>(name.data());
    const auto at = reinterpret_cast<std::uintptr_t>(value.data());
    return value.empty() || (at > from && at - from <= within);
}

}  // namespace

void RequestParts::clear() {
    auto kept_headers = std::move(headers);
    kept_headers.clear();
    // The body's memory goes: an idle connection holds nothing of the budget for bodies.
    *this = {};
    headers = std::move(kept_headers);
}

void RequestParts::append_body(std::string_view piece) {
    const bool is_adjacent = body.empty() || body.data() + body.size() == piece.data();
    if (spilled_body.empty() && is_adjacent) {
        body = {body.empty() ? piece.data() : body.data(), body.size() + piece.size()};
        return;
    }
    spill_body();
    spilled_body.append(piece);
    body = spilled_body;
}

void RequestParts::spill_body() {
    if (!spilled_body.empty())
        return;
    spilled_body.assign(body);
    body = spilled_body;
}

RequestParser::RequestParser(RequestParts& parts, BodyLimits& limits, std::size_t header_limit)
    : parts_(parts), limits_(limits), header_bytes_(header_limit) {
    eager(true);
    this->header_limit(static_cast<std::uint32_t>(header_limit));
}

void RequestParser::on_request_impl(Verb verb, View, View target, int version, ErrorCode&) {
    parts_.method = method_of(verb);
    parts_.target = std_view(target);
    parts_.is_version_1_0 = version == 10;
    parts_.head_end = target.data() + target.size();
    body_limit(limits_.body_limit_for(parts_.method, parts_.target));
}

void RequestParser::on_field_impl(Field field, View name, View value, ErrorCode& error) {
    if (is_header_done())
        return;  // a trailer
    if (!lies_behind(name, value, header_bytes_)) {
        error = bhttp::error::bad_obs_fold;
        return;
    }
    parts_.headers.push_back({std_view(name), std_view(value)});
    parts_.head_end = value.empty() ? name.data() + name.size() : value.data() + value.size();
    if (field == Field::host)
        ++parts_.hosts;
    // With any coding but chunked alone, where the body ends would be guesswork.
    if (field == Field::transfer_encoding && !same_text(std_view(value), "chunked"))
        error = bhttp::error::bad_transfer_encoding;
    if (field == Field::expect) {
        parts_.expects_continue = same_text(std_view(value), "100-continue");
        parts_.has_unknown_expectation = !parts_.expects_continue;
    }
}

std::size_t RequestParser::on_body_impl(View body, ErrorCode&) {
    parts_.append_body(std_view(body));
    return body.size();
}

std::size_t RequestParser::on_chunk_body_impl(std::uint64_t, View body, ErrorCode&) {
    parts_.append_body(std_view(body));
    return body.size();
}

RequestReader::RequestReader(std::size_t header_limit, BodyLimits& limits)
    : header_limit_(header_limit),
      capacity_(header_limit + kBodyRoom),
      limits_(limits),
      // Not filled with zeros: an idle connection then costs no memory pages for it.
      buffer_(std::make_unique_for_overwrite<char[]>(capacity_)) {}

void RequestReader::next() {
    parts_.clear();
    refusal_ = {};
    parser_.emplace(parts_, limits_, header_limit_);
    if (begin_ != 0 && begin_ != end_)
        std::memmove(buffer_.get(), buffer_.get() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
}

std::span<char> RequestReader::room() {
    return {buffer_.get() + end_, capacity_ - end_};
}

bool RequestReader::take_continue() {
    const bool is_waiting = parts_.expects_continue && parts_.body.empty() && !has_unparsed();
    parts_.expects_continue = parts_.expects_continue && !is_waiting;
    return is_waiting;
}

RequestReader::Progress RequestReader::parse() {
    if (!has_unparsed())
        return Progress::need_more;
    const bool was_head_done = is_head_done();
    boost::beast::error_code error;
    begin_ += parser_->put({buffer_.get() + begin_, end_ - begin_}, error);
    if (error && error != bhttp::error::need_more)
        return refuse(error);
    if (!is_head_done()) {
        if (end_ < header_limit_)
            return Progress::need_more;
        return refuse(bhttp::error::header_limit);
    }
    if (!was_head_done && check_head() == Progress::refused)
        return Progress::refused;
    if (parser_->is_done())
        return Progress::complete;
    return make_room() ? Progress::need_more : refuse(400, "bad_request");
}

RequestReader::Progress RequestReader::check_head() {
    constexpr std::size_t last_breaks = 4;
    if (static_cast<std::size_t>(parts_.head_end - buffer_.get()) + last_breaks > header_limit_)
        return refuse(bhttp::error::header_limit);
    if (parts_.hosts > 1 || (parts_.hosts == 0 && !parts_.is_version_1_0))
        return refuse(400, "bad_request");
    if (parts_.has_unknown_expectation)
        return refuse(417, "expectation_failed");
    return Progress::complete;
}

// Once the buffer is full the body moves out of it, and what is not parsed yet (a chunk's header)
// moves down behind the head, whose views must stay.
bool RequestReader::make_room() {
    if (end_ < capacity_)
        return true;
    parts_.spill_body();
    const auto head_bytes = static_cast<std::size_t>(parts_.head_end - buffer_.get());
    std::memmove(buffer_.get() + head_bytes, buffer_.get() + begin_, end_ - begin_);
    end_ -= begin_ - head_bytes;
    begin_ = head_bytes;
    return end_ < capacity_;
}

RequestReader::Progress RequestReader::refuse(int status, std::string_view code) {
    refusal_ = {status, code};
    return Progress::refused;
}

RequestReader::Progress RequestReader::refuse(const boost::beast::error_code& error) {
    if (error == bhttp::error::body_limit)
        return refuse(413, "body_too_large");
    if (error != bhttp::error::header_limit)
        return refuse(400, "bad_request");
    const bool has_line =
        std::memchr(buffer_.get(), '\n', std::min(end_, header_limit_)) != nullptr;
    return has_line ? refuse(431, "headers_too_large") : refuse(414, "target_too_long");
}

}  // namespace huiying::http
