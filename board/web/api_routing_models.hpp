// Models that routing learns from the town's tickets, over the API. As api_routes.hpp says.
#pragma once

#include "board/desk/people.hpp"
#include "board/desk/routing_models.hpp"
#include "http/router.hpp"

namespace huiying::web {

void add_routing_model_routes(
    http::Router& router, desk::People& people, desk::RoutingModels& models
);

}  // namespace huiying::web
