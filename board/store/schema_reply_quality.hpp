// The migration behind what was found in replies, and the monthly sample. Private to schema.cpp.
// Never changed once released.
#pragma once

#include <string_view>

namespace huiying::store {

// `machine_draft`: what was drafted without a person, as long as the ticket is answered from it.
// `evasive` and `draft_kept` in hundredths; `draft_kept` null where there was nothing to keep.
// `score` 1 to 5, of the sample that is read; null: not read. One row a round.
inline constexpr std::string_view kReplyQuality = R"sql(
create table machine_draft (ticket integer primary key references ticket(id), text text not null) strict;
insert into machine_draft select ticket, text from draft where saved_by = 'system' and sources <> '[]';
create table reply_quality (
    ticket integer not null references ticket(id), round integer not null, at integer not null, unit text not null,
    evasive integer not null, findings text not null, draft_kept integer, score integer, remark text not null default '',
    scored_by text not null default '', scored_at integer, primary key (ticket, round)) strict, without rowid;
create index reply_quality_at on reply_quality (at, unit);
)sql";

}  // namespace huiying::store
