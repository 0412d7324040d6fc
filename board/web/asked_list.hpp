// A list of tickets as an address asks for it: "queue=all&q=路灯&state=handling,in_review". Of the
// lists of the API and of views that people keep. Private to this room.
#pragma once

#include "board/desk/tickets.hpp"
#include "board/web/problem.hpp"
#include "http/request.hpp"

#include <string_view>
#include <variant>
#include <vector>

namespace huiying::web {

/// Parameters: queue (default mine), q, state, unit ("-": none yet), kind, channel (each some words
/// with commas), from and to (days, both inclusive), mine and overdue (yes), after, limit. Others
/// are left alone. A value that is none of them is a problem with its field.
[[nodiscard]] std::variant<desk::ListAsked, Problem> parse_asked_list(
    const std::vector<http::Parameter>& query
);

}  // namespace huiying::web
