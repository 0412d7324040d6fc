// The migration behind policy documents (政策文件) and what rests on them. Private to schema.cpp.
// Never changed once released.
#pragma once

#include <string_view>

namespace huiying::store {

inline constexpr std::string_view kPolicyDocuments = R"sql(
-- What became of a document; its texts are its versions. A version of 0: none.
create table policy_document (
    id text primary key, position integer not null, version integer not null, status text not null default 'draft',
    replaced_by text not null default '', published_version integer not null default 0, interpretation_version integer not null default 0,
    published_at integer, interpretation_at integer, ended_at integer) strict, without rowid;
create table policy_version (
    document text not null, version integer not null, at integer not null, by text not null, note text not null,
    title text not null, number text not null, issuer text not null, issued_on text not null, in_force_from text not null,
    expires_on text not null, subject text not null, unit text not null, visibility text not null, directed_to text not null,
    text text not null, interpretation text not null, interpretation_document text not null,
    primary key (document, version)) strict, without rowid;
-- Of the very text whose hash it is (先审查、后公开); part: text, interpretation.
create table policy_review (
    id integer primary key, document text not null, part text not null, text_hash text not null, by text not null, at integer not null,
    secrecy integer not null, privacy integer not null, wording integer not null, passed integer not null, opinion text not null) strict;
create index policy_review_by_document on policy_review (document, id);

-- What FAQ entries rest on; article '' is the whole document.
create table faq_document (
    faq text not null, document text not null, article text not null, primary key (faq, document, article)) strict, without rowid;
create index faq_document_by_document on faq_document (document, faq);
alter table faq_version add column documents text not null default '[]';
-- Entries whose document ended or changed, until somebody says that they are still right.
create table faq_doubt (
    id integer primary key, faq text not null, document text not null, reason text not null, at integer not null,
    settled_at integer, settled_by text not null default '') strict;
create index faq_doubt_open on faq_doubt (faq) where settled_at is null;

-- Replies that quote a document, and whom that must be told again since it ended or changed.
create table policy_use (
    document text not null, ticket integer not null references ticket(id), at integer not null, kept integer not null,
    primary key (document, ticket)) strict, without rowid;
create table policy_retell (
    document text not null, ticket integer not null references ticket(id), faq text not null, reason text not null, at integer not null,
    told_at integer, told_by text not null default '', primary key (document, ticket)) strict, without rowid;

-- Which document a ticket asks about (政策留言板).
create table ticket_document (
    ticket integer primary key references ticket(id), document text not null, by text not null, at integer not null) strict;
create index ticket_document_by_document on ticket_document (document);
)sql";

}  // namespace huiying::store
