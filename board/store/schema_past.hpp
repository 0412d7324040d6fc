// The migration behind what a town answered before it used this service. Private to schema.cpp.
// Never changed once released.
#pragma once

#include <string_view>

namespace huiying::store {

// Only to learn routing from: no ticket, so no clock, no figure, no list and no reply ever sees it.
inline constexpr std::string_view kPastTickets = R"sql(
create table past_ticket (
    id integer primary key, key text not null unique, subject text not null, text text not null, unit text not null,
    received_at integer not null, imported_at integer not null, imported_by text not null) strict;
)sql";

}  // namespace huiying::store
