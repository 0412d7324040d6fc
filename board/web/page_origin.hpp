// Whether a form was sent from one of our own pages. An anonymous form has no session to protect;
// this keeps other sites from filling the queue with their visitors' browsers.
// Sources: Fetch Metadata (W3C 2021) section 2.3; RFC 6454 section 7. Pure.
#pragma once

#include "http/request.hpp"

#include <string>
#include <string_view>

namespace huiying::web {

/// True when the browser says so (Sec-Fetch-Site) or its Origin is this host, the one a proxy names
/// (X-Forwarded-Host: a form cannot set it), or `public_url`'s. True also when the client sends
/// neither, as programs and old browsers do.
bool is_from_own_page(const http::Request& request, std::string_view public_url);

/// Where the board is for who is not in it (feeds, lists of addresses): `public_url` with the base
/// path; where that is not known as the request named this host, or only the base path. No slash at
/// the end.
std::string own_address(
    const http::Request& request, std::string_view public_url, std::string_view base_path
);

}  // namespace huiying::web
