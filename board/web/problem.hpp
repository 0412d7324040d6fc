// Errors as the caller sees them: application/problem+json (RFC 9457) with a stable code and a
// Chinese sentence. One table of all codes. Used by every API route and by the server for what it
// refuses itself.
#pragma once

#include "board/model/errc.hpp"
#include "http/request.hpp"
#include "http/response.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::http {
struct OverQuota;
}

namespace huiying::web {

/// A move that a ticket allows, and who may make it, in the API's words and in Chinese.
struct PossibleMove {
    struct By {
        std::string party;
        std::string name;
    };

    std::string move;
    std::string name;
    std::vector<By> by;
};

/// Two texts of which only one was saved: somebody else was first.
struct TextConflict {
    std::int64_t version = 0;  ///< of the ticket as it is now
    std::string mine;          ///< what the caller sent; kept as the own copy
    std::string theirs;        ///< what is saved
    std::string saved_by;
    std::string saved_at;  ///< RFC 3339
};

struct Problem {
    model::Errc code = model::Errc::bad_request;
    std::string detail;                ///< Chinese, more than the title says; may be empty
    std::string field;                 ///< which input
    std::vector<std::string> allowed;  ///< what would have been right
    std::vector<PossibleMove> moves;   ///< of a refused move: what is possible, and to whom
    std::optional<TextConflict> conflict;
    std::chrono::seconds retry_after{0};  ///< of locked_out and rate_limited: when to come again
};

/// "3分钟": how long to wait, as people say it; rounded up.
std::string wait_words(std::chrono::seconds wait);

/// Why a message is one too many from its network, and until when, without a full stop.
std::string quota_words(const http::OverQuota& over);

/// Of a result, with the field that is to blame.
Problem problem_of(const boost::system::error_code& error);

/// HTTP status of an error.
int status_of(model::Errc code);

/// Chinese sentence of an error, for readers of pages and of the API.
std::string_view title_of(model::Errc code);

http::Response problem(const http::Request& request, const Problem& problem);

/// What the server refuses itself (404, 405, 413, ...), and what a login wants next: `code` is the
/// word.
http::Response problem(const http::Request& request, int status, std::string_view code);

}  // namespace huiying::web
