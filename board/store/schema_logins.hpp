// The migrations behind logging in with more than a password. Private to schema.cpp. Never changed
// once released.
#pragma once

#include <string_view>

namespace huiying::store {

inline constexpr std::string_view kSecondFactors = R"sql(
-- A person's one-time codes (RFC 6238). `since`: null while they are being set up. `last_step`: the newest
-- time step of which a code was taken; none of it or before is taken again.
create table second_factor (
    staff integer primary key references staff(id) on delete cascade, sealed_secret text not null,
    last_step integer not null default 0, since integer) strict;
-- Hashes only; a used one stays until new ones are made.
create table recovery_code (
    staff integer not null references staff(id) on delete cascade, hash text not null, used_at integer,
    primary key (staff, hash)) strict, without rowid;
-- Whose first step was right, and who still owes a code.
create table half_login (
    token_hash text primary key, staff integer not null references staff(id) on delete cascade,
    expires_at integer not null) strict, without rowid;
-- A session that may do nothing but set up the second factor.
alter table session add column only_second_factor integer not null default 0;
)sql";

inline constexpr std::string_view kOutsideLogins = R"sql(
-- Who a person is elsewhere. `way`: "wecom/main", "oidc/main"; `subject`: as the platform calls them.
create table outside_identity (
    way text not null, subject text not null, staff integer not null references staff(id) on delete cascade,
    bound_by text not null, bound_at integer not null, primary key (way, subject)) strict, without rowid;
create unique index outside_identity_of on outside_identity (staff, way);
-- A way out to a platform that has not come back yet. `browser_hash`: of what the browser keeps meanwhile;
-- `binds`: who binds the identity that comes back to themselves, null: it logs in.
create table login_attempt (
    state_hash text primary key, browser_hash text not null, way text not null, nonce text not null,
    sealed_verifier text not null, back text not null, binds integer references staff(id) on delete cascade,
    expires_at integer not null) strict, without rowid;
)sql";

inline constexpr std::string_view kLoginProofs = R"sql(
-- `lasting`: the provider's own name of the person ("sub"), noted at the first login; from then on it alone counts.
alter table outside_identity add column lasting text;
create unique index outside_identity_lasting on outside_identity (way, lasting) where lasting is not null;
-- Whose identity on a way was taken away once: their login's name alone lets nobody in by it any more.
create table identity_taken_away (
    staff integer not null references staff(id) on delete cascade, way text not null,
    primary key (staff, way)) strict, without rowid;
-- The session that binds: it must still be there when the browser comes back.
alter table login_attempt add column session text;
-- Opened by the word of a platform or a provider alone.
alter table session add column vouched integer not null default 0;
)sql";

}  // namespace huiying::store
