// Figures over a period as the JSON of openapi.json. Private to this room's api_dashboard.cpp.
#pragma once

#include "board/desk/period_figures.hpp"
#include "board/desk/town.hpp"
#include "board/web/api_call.hpp"

namespace huiying::web {

Json to_json(const desk::PeriodView& view);
Json to_json(const desk::OpenView& view);
Json to_json(const desk::PeopleView& view);
Json to_json(const desk::SelectedTickets& selected, const desk::TownSnapshot& town);

}  // namespace huiying::web
