// What every response carries, whatever made it. Used by web_server. Thread rule: safe from any
// thread.
#pragma once

#include "http/request.hpp"
#include "http/response.hpp"

namespace huiying::app {

/// Content policy and the like, where the response does not say them itself.
void decorate(const http::Request& request, http::Response& response);

}  // namespace huiying::app
