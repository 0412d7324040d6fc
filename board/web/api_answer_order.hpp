// API: what the knowledge base has learnt from the town's own questions. Used by app.
#pragma once

#include "board/desk/order_learning.hpp"
#include "board/desk/people.hpp"
#include "http/router.hpp"

namespace huiying::web {

/// "/api/v1/answer-orders" for administrators: read, have one learnt, choose. `learning` outlives
/// the router.
void add_answer_order_routes(
    http::Router& router, desk::People& people, desk::OrderLearning& learning
);

}  // namespace huiying::web
