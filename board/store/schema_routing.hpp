// The migration behind models learnt from the town's tickets. Private to schema.cpp. Never changed
// once released.
#pragma once

#include <string_view>

namespace huiying::store {

// Shares are 0 to 1. The one in use is named by the setting 'routing.model', so that every process
// notices another. `last_ticket`: the newest ticket that was learnt from.
inline constexpr std::string_view kRouting = R"sql(
create table routing_model (
    id integer primary key, made_at integer not null, made_by text not null, tickets integer not null, corrections integer not null,
    last_ticket integer not null, bound real not null, held integer not null, accuracy real not null, macro_f1 real not null,
    coverage real not null, ece real not null, in_use_held integer not null, in_use_accuracy real not null, in_use_macro_f1 real not null,
    model blob not null) strict;
)sql";

}  // namespace huiying::store
