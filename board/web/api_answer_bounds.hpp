// How sure the knowledge base must be to answer by itself, for administrators.
#pragma once

#include "board/desk/answer_bounds.hpp"
#include "board/desk/people.hpp"
#include "http/router.hpp"

namespace huiying::web {

void add_answer_bound_routes(
    http::Router& router, desk::People& people, desk::AnswerBoundsChoice& bounds
);

}  // namespace huiying::web
