// What the routes of moves share: the ticket's version from the body, and the refusal that says
// what is allowed and to whom. Private to this room's api_*.cpp files.
#pragma once

#include "board/desk/tickets.hpp"
#include "board/web/api_call.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace huiying::web {

/// A move whose route only differs in what it does with the body.
using MoveRoute =
    std::function<model::Result<desk::Moved>(const desk::Session&, const http::Request&)>;

struct MoveEntry {
    http::Method method = http::Method::post;
    std::string path;  ///< below /api/v1/tickets/{number}/
    std::string name;
    MoveRoute call;
};

void add_move_route(
    http::Router& router, desk::People& people, const desk::Tickets& tickets, MoveEntry entry
);

/// The ticket of the path in the version of the body.
[[nodiscard]] desk::TicketRef ref_of(const http::Request& request, const JsonBody& body);
/// Where the move outdates nobody's text the body may leave the version out.
[[nodiscard]] desk::TicketRef ref_if_given(const http::Request& request, const JsonBody& body);

/// Working days within what anybody may ask for. Throws BadField.
[[nodiscard]] int workdays_of(const JsonBody& body);
/// A time of the body; nullopt when it is not there. Throws BadField.
[[nodiscard]] std::optional<model::Instant> time_of(const JsonBody& body, std::string_view field);
/// The call by which a reply was told; nullopt: in writing. Throws BadField.
[[nodiscard]] std::optional<desk::ContactMade> call_of(const JsonBody& body);
/// Opinions that are asked for together with a dispatch. Throws BadField.
[[nodiscard]] std::vector<desk::AssistWanted> assists_of(const JsonBody& body);

/// The promise that a reply carries in `commitment`, if it does; api_course.cpp.
[[nodiscard]] std::optional<desk::CommitmentPromised> promised_in(const JsonBody& body);

}  // namespace huiying::web
