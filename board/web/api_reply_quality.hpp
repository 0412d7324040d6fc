// Checks of a reply before it is sent, and the monthly sample of those that were.
#pragma once

#include "board/desk/people.hpp"
#include "board/desk/reply_sample.hpp"
#include "http/router.hpp"

namespace huiying::web {

void add_reply_quality_routes(
    http::Router& router, desk::People& people, desk::ReplySample& sample
);

}  // namespace huiying::web
