// The FAQ knowledge base over the API: its entries, brought as a file and taken out as one. As
// api_routes.hpp says.
#pragma once

#include "board/desk/faq_keeping.hpp"
#include "board/desk/people.hpp"
#include "http/router.hpp"

namespace huiying::web {

void add_faq_routes(
    http::Router& router, desk::People& people, desk::FaqKeeping& knowledge, const desk::Town& town
);

}  // namespace huiying::web
