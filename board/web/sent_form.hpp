// A citizen's form as a browser sent it: its fields and its files. Used by page_ask_form and
// page_addition. Pure. Source: WHATWG HTML section 4.10.21.
#pragma once

#include "board/model/errc.hpp"
#include "http/request.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace huiying::web {

struct SentFile {
    std::string name;
    std::string_view bytes;  ///< points into the request's body
};

struct SentForm {
    std::vector<http::Parameter> fields;  ///< in order, values readable()
    std::vector<SentFile> files;          ///< those of the field "files"

    /// "" where it was not sent.
    [[nodiscard]] std::string field(std::string_view name) const;
};

/// The form of a multipart or urlencoded body. Errors: bad_request (neither, or damaged).
[[nodiscard]] model::Result<SentForm> read_sent_form(const http::Request& request);

}  // namespace huiying::web
