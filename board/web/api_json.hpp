// The desk's values as the JSON of openapi.json. One overload a schema. Private to this room's
// api_*.cpp files.
#pragma once

#include "board/desk/dashboard.hpp"
#include "board/desk/publications.hpp"
#include "board/desk/tickets.hpp"
#include "board/desk/town.hpp"
#include "board/model/faq_entry.hpp"
#include "board/model/staff.hpp"
#include "board/model/unit.hpp"
#include "board/web/api_call.hpp"

namespace huiying::desk {
struct Receipt;
struct CitizenView;
}  // namespace huiying::desk

namespace huiying::web {

Json to_json(const desk::Receipt& receipt);
Json to_json(const desk::CitizenView& view);
Json to_json(const desk::PublishedEntry& entry);
Json to_json(const desk::PublishedList& list);
Json to_json(const desk::TicketRow& row, const desk::TownSnapshot& town);
Json to_json(const desk::TicketList& list, const desk::TownSnapshot& town);
Json to_json(
    const desk::TicketView& view,
    const desk::PublicationView& publication,
    const desk::TownSnapshot& town
);
Json to_json(const desk::Proceedings& proceedings);
Json to_json(const desk::Moved& moved);
Json to_json(const desk::PublicationView& view);
Json to_json(const model::Staff& staff, const desk::TownSnapshot& town);
Json to_json(const model::Unit& unit);
Json to_json(const model::FaqEntry& entry);
Json to_json(const desk::DashboardView& view);

/// RFC 3339, or null.
Json date_or_null(const std::optional<model::Date>& date);
Json time_or_null(const std::optional<model::Instant>& instant);

}  // namespace huiying::web
