// What API routes share: who calls (session, CSRF token), reading a JSON body with errors by field,
// writing JSON. Private to this room's api_*.cpp files.
#pragma once

#include "board/desk/people.hpp"
#include "board/model/errc.hpp"
#include "board/web/problem.hpp"
#include "http/request.hpp"
#include "http/response.hpp"
#include "http/router.hpp"

#include <cstddef>
#include <functional>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace huiying::web {

/// Keeps the order of fields as written.
using Json = nlohmann::ordered_json;

/// Name of the session cookie and of the header that proves a request comes from our own page.
inline constexpr std::string_view kSessionCookie = "hy_session";
inline constexpr std::string_view kCsrfHeader = "X-CSRF-Token";

/// Body limit of calls with a long text: 10,000 characters are 120,000 bytes where each is escaped
/// as two \uXXXX; room for two such texts, and for one that is too long to be told so.
inline constexpr std::size_t kLongTextBodyLimit = 262'144;

/// A field of the body is missing or of the wrong type: thrown by JsonBody, answered as a problem
/// by `guarded`.
struct BadField {
    Problem problem;
};

/// The JSON object in a request's body.
class JsonBody {
  public:
    /// Throws BadField when the body is no JSON object in UTF-8, or has a key that is not in
    /// `keys`.
    JsonBody(const http::Request& request, std::initializer_list<std::string_view> keys);

    // Throw BadField for a value of another type, `text`, `integer` and `yes` also when it is
    // missing.
    std::string text(std::string_view key) const;
    std::string text_or(std::string_view key, std::string fallback) const;
    std::int64_t integer(std::string_view key) const;
    bool yes(std::string_view key) const;
    bool yes_or(std::string_view key, bool fallback) const;
    std::vector<std::string> texts(std::string_view key) const;
    /// A list of lists of texts; empty when it is missing.
    std::vector<std::vector<std::string>> lists(std::string_view key) const;
    std::map<std::string, std::string> fields(std::string_view key) const;
    /// An object inside; nullopt when it is missing.
    std::optional<JsonBody> object(
        std::string_view key, std::initializer_list<std::string_view> keys
    ) const;
    /// A list of objects; empty when it is missing.
    std::vector<JsonBody> objects(
        std::string_view key, std::initializer_list<std::string_view> keys
    ) const;

    bool has(std::string_view key) const { return json_.contains(key); }

  private:
    JsonBody(nlohmann::json json, std::initializer_list<std::string_view> keys);

    void allow_only(std::initializer_list<std::string_view> keys) const;

    nlohmann::json json_;
};

/// Dumps with invalid UTF-8 replaced.
http::Response json_response(int status, const Json& body);

/// A staff call: what it does once the caller is known.
using StaffCall = std::function<http::Response(const http::Request&, const desk::Session&)>;

/// Wraps a route that anybody may call: BadField becomes a problem.
http::Handler guarded(http::Handler handler);

/// Wraps a staff route: session by cookie, and for all but GET the CSRF token. Never cached. A
/// session that may only set up its second factor is told so.
http::Handler for_staff(desk::People& people, StaffCall call);

/// The same, also for a session that must set up its second factor first.
http::Handler for_staff_at_door(desk::People& people, StaffCall call);

/// The same, for people with one of these roles only.
http::Handler for_roles(
    desk::People& people, std::initializer_list<model::Role> roles, StaffCall call
);

/// A result's value through `to_json`, or its error as a problem.
template <class Value, class ToJson>
http::Response answer(
    const http::Request& request,
    const model::Result<Value>& result,
    ToJson to_json,
    int status = 200
) {
    if (result.has_error())
        return problem(request, problem_of(result.error()));
    return json_response(status, to_json(*result));
}

/// 204, or the error.
http::Response done(const http::Request& request, const model::Result<void>& result);

/// Set-Cookie value of a session; `token` empty ends it.
std::string session_cookie(
    const http::Request& request, const std::string& base_path, const std::string& token
);

}  // namespace huiying::web
