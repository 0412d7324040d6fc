// The migrations behind what is kept of FAQ entries besides their texts. Private to schema.cpp.
// Never changed once released.
#pragma once

#include <string_view>

namespace huiying::store {

// Where an entry was used: 'answered' at once, 'offered' to choose from, 'replied' in what a person
// sent, which kept that many of a hundred of its symbols. What came of it: '', 'solved',
// 'unsolved'.
inline constexpr std::string_view kFaqUses = R"sql(
create table faq_use (
    faq text not null, ticket integer not null references ticket(id), way text not null, at integer not null,
    kept integer not null default 0, outcome text not null default '', primary key (faq, ticket, way)) strict, without rowid;
create index faq_use_by_ticket on faq_use (ticket);
create index faq_use_counted on faq_use (faq, way, outcome, kept);
create index faq_entry_by_position on faq_entry (position);

insert or ignore into faq_use (faq, ticket, way, at, outcome)
    select passive_faq, ticket, 'answered', received_at,
        case when exists (select 1 from history where history.ticket = message.ticket and event = 'added'
            and actor = 'citizen' and detail like '即时答复没有解决%') then 'unsolved' else '' end
    from message where passive_faq <> '' order by id;
)sql";

// Every version of an entry, the present one among them; `note` says how it came where not by hand.
inline constexpr std::string_view kFaqVersions = R"sql(
create table faq_version (
    faq text not null, version integer not null, at integer not null, by text not null, note text not null,
    topic text not null, question text not null, variants text not null, answer text not null, unit text not null,
    source text not null, valid_from text not null, valid_to text not null, review text not null, auto_answer integer not null,
    primary key (faq, version)) strict, without rowid;

insert into faq_version
    select id, 1, updated_at, updated_by, '', topic, question, variants, answer, unit, source, valid_from, valid_to, review, auto_answer
    from faq_entry;
)sql";

}  // namespace huiying::store
