// The catalogue of what must be published, at the desk: items, events, what was published and its
// reviews, the whole as a file.
#pragma once

#include "board/desk/catalogue.hpp"
#include "board/desk/catalogue_file.hpp"
#include "board/desk/catalogue_publishing.hpp"
#include "board/desk/people.hpp"
#include "http/router.hpp"

namespace huiying::web {

/// What the routes use. References must outlive the router.
struct CatalogueUses {
    desk::Catalogue& catalogue;
    desk::CataloguePublishing& publishing;
    desk::CatalogueFile& file;
    const desk::Town& town;
};

void add_catalogue_routes(http::Router& router, desk::People& people, const CatalogueUses& uses);

/// Of api_catalogue_publishing.cpp and api_catalogue_file.cpp; the above adds them.
void add_catalogue_publishing_routes(
    http::Router& router, desk::People& people, desk::CataloguePublishing& publishing
);
void add_catalogue_file_routes(
    http::Router& router, desk::People& people, desk::CatalogueFile& file
);

}  // namespace huiying::web
