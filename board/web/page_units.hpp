// The town's units: their list, and each with its duties, figures and published answers.
// Used by page_routes. Handlers block (SQL).
#pragma once

#include "board/web/page_layout.hpp"

namespace huiying::desk {
class Catalogue;
class PublicFigures;
class Publications;
}  // namespace huiying::desk

namespace huiying::web {

/// What the handlers use. References must outlive it.
struct UnitUses {
    const PageLayout& layout;
    const desk::Town& town;
    const desk::Publications& publications;
    const desk::PublicFigures& figures;
    const desk::Catalogue& catalogue;
};

http::Response get_units(const UnitUses& uses, const http::Request& request);

/// Of a unit that is no more it says so, and still shows what it has answered. 404: never was one.
http::Response get_unit(const UnitUses& uses, const http::Request& request);

}  // namespace huiying::web
