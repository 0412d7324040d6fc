// Other wordings of a reply that is being written, by a language model where the town has one.
#pragma once

#include "board/desk/people.hpp"
#include "board/desk/rewriting.hpp"
#include "http/router.hpp"

namespace huiying::web {

void add_rewriting_routes(http::Router& router, desk::People& people, desk::Rewriting& rewriting);

}  // namespace huiying::web
