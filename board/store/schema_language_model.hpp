// The migration behind what an endpoint of language models gave: vectors of entries' texts, and
// rewritten drafts. Private to schema.cpp. Never changed once released.
#pragma once

#include <string_view>

namespace huiying::store {

// `meaning`: a text's vector by one model, so that no start asks for it again; `hash` of the text
// as it was sent, `vector` little-endian float32. `rewriting`: what a model wrote for a person who
// wrote a reply; `said`: JSON list of the sentences that were not the draft's own; `taken_at` null:
// shown and left.
inline constexpr std::string_view kLanguageModel = R"sql(
create table meaning (
    model text not null, hash text not null, vector blob not null, at integer not null,
    primary key (model, hash)) strict, without rowid;
create table rewriting (
    id integer primary key, ticket integer not null references ticket(id), round integer not null, by text not null,
    model text not null, text text not null, said text not null, at integer not null, taken_at integer) strict;
create index rewriting_ticket on rewriting (ticket, round, taken_at);
)sql";

}  // namespace huiying::store
