// Routes of logging in beyond name and password, and what they share with api_session.cpp: the
// second factor. References must outlive the router.
#pragma once

#include "board/desk/people.hpp"
#include "board/desk/second_factors.hpp"
#include "board/desk/town.hpp"
#include "board/web/event_hub.hpp"
#include "http/request.hpp"
#include "http/router.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace huiying::http {
class SlowLane;
}

namespace huiying::web {

/// Whose first step was right keeps this until the code is.
inline constexpr std::string_view kHalfLoginCookie = "hy_half_login";

/// A browser is known by a cookie of its own for each name: several may share it.
std::string browser_cookie_name(const std::string& login);

/// Set-Cookie value; `half` empty ends it.
std::string half_login_cookie(
    const http::Request& request, const std::string& base_path, const std::string& half
);

/// Set-Cookie value of what a browser keeps to be known at the next login.
std::string browser_cookie(
    const http::Request& request, const std::string& base_path, const desk::OpenedSession& opened
);

/// What somebody types to prove that it is them.
desk::LoginTry password_again(
    const http::Request& request, const desk::Session& session, const std::string& password
);

/// The refusal of a password that is not theirs, with the wait where there is one.
std::optional<http::Response> refused_password(
    const http::Request& request, desk::People& people, const desk::LoginTry& tried
);

struct SecondFactorDoors {
    desk::People& people;
    desk::SecondFactors& factors;
    EventHub& hub;
    http::SlowLane& passwords;  ///< where what hashes a password runs
};

/// One's own second factor, and its reset by the administrator.
void add_second_factor_routes(http::Router& router, const SecondFactorDoors& doors);

}  // namespace huiying::web
