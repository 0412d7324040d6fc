// Parts of a multipart/form-data body (a form with photos). Source: RFC 7578, RFC 2046 section 5.1.
// A parser of our own: of the packages, restinio's needs all of restinio (fmt, http-parser, its own
// request type) and gives up when the boundary's text occurs inside a file without a line break
// before it; cgicc reads the CGI environment. This one only looks for the delimiter, never copies a
// part, and is bounded by its limits. Pure; any thread.
#pragma once

#include <boost/system/result.hpp>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::http {

struct Part {
    std::string name;
    std::string filename;      ///< as the client said, without any folder; empty for a plain field
    std::string content_type;  ///< as the client said: sniff before believing; empty when not said
    std::string_view data;     ///< points into the body
};

struct MultipartLimits {
    std::size_t parts = 64;
    std::size_t part_header_bytes = 4'096;
};

enum class MultipartError {
    not_multipart = 1,  ///< content type is not multipart/form-data with a usable boundary
    malformed,          ///< a delimiter, part header or the end is missing
    too_many_parts,
    part_header_too_large
};

boost::system::error_code make_error_code(MultipartError error);

[[nodiscard]] boost::system::result<std::vector<Part>> parse_multipart(
    std::string_view content_type, std::string_view body, const MultipartLimits& limits = {}
);

}  // namespace huiying::http

template <>
struct boost::system::is_error_code_enum<huiying::http::MultipartError> : std::true_type {};
