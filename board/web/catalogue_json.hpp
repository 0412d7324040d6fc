// What the routes of the catalogue share. Private to this room's api_catalogue*.cpp files.
#pragma once

#include "board/desk/catalogue.hpp"
#include "board/desk/catalogue_publishing.hpp"
#include "board/web/api_call.hpp"

#include <cstdint>
#include <string_view>

namespace huiying::web {

[[nodiscard]] http::Response catalogue_problem(
    const http::Request& request, const desk::CatalogueRefused& refused
);

/// A path's number; 0, which nothing has, where it is none.
[[nodiscard]] std::int64_t number_of(std::string_view word);

[[nodiscard]] Json publications_json(const std::vector<desk::CataloguePublicationView>& publications
);

}  // namespace huiying::web
