// Routes of the dashboard's figures over a period. As api_routes.hpp: handlers run on the blocking
// pool, references must outlive the router.
#pragma once

#include "board/desk/month_reports.hpp"
#include "board/desk/people.hpp"
#include "board/desk/period_figures.hpp"
#include "board/desk/town.hpp"
#include "http/router.hpp"

namespace huiying::web {

struct PeriodDoors {
    const desk::PeriodFigures& figures;
    const desk::Town& town;
    const model::Clock& clock;
};

/// Figures over a period, and the tickets behind each.
void add_period_routes(http::Router& router, desk::People& people, const PeriodDoors& doors);

/// The monthly report: its text, and its figures as a file.
void add_report_routes(http::Router& router, desk::People& people, desk::MonthReports& reports);

}  // namespace huiying::web
