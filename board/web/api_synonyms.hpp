// The town's list of synonyms, for whoever keeps the knowledge base.
#pragma once

#include "board/desk/people.hpp"
#include "board/desk/synonym_list.hpp"
#include "http/router.hpp"

namespace huiying::web {

void add_synonym_routes(http::Router& router, desk::People& people, desk::SynonymList& synonyms);

}  // namespace huiying::web
