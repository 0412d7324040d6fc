#include "board/store/schema.hpp"

#include "board/store/audit_repository.hpp"
#include "board/store/daily_figures.hpp"
#include "board/store/database.hpp"
#include "board/store/public_months.hpp"
#include "board/store/schema_assists.hpp"
#include "board/store/schema_audit.hpp"
#include "board/store/schema_catalogue.hpp"
#include "board/store/schema_closing.hpp"
#include "board/store/schema_course.hpp"
#include "board/store/schema_documents.hpp"
#include "board/store/schema_evasive.hpp"
#include "board/store/schema_faq.hpp"
#include "board/store/schema_fetch.hpp"
#include "board/store/schema_figures.hpp"
#include "board/store/schema_guesses.hpp"
#include "board/store/schema_joined.hpp"
#include "board/store/schema_kept_files.hpp"
#include "board/store/schema_ladder.hpp"
#include "board/store/schema_language_model.hpp"
#include "board/store/schema_learnt_order.hpp"
#include "board/store/schema_logins.hpp"
#include "board/store/schema_month.hpp"
#include "board/store/schema_partners.hpp"
#include "board/store/schema_parts.hpp"
#include "board/store/schema_past.hpp"
#include "board/store/schema_public.hpp"
#include "board/store/schema_recount.hpp"
#include "board/store/schema_reopened.hpp"
#include "board/store/schema_reply_files.hpp"
#include "board/store/schema_reply_quality.hpp"
#include "board/store/schema_reports.hpp"
#include "board/store/schema_routing.hpp"
#include "board/store/schema_running.hpp"
#include "board/store/schema_search.hpp"
#include "board/store/schema_talk.hpp"
#include "board/store/schema_tally.hpp"
#include "board/store/schema_town_routing.hpp"
#include "board/store/schema_upstream.hpp"
#include "board/store/schema_way_back.hpp"
#include "board/store/schema_wordings.hpp"
#include "board/store/schema_workflow.hpp"
#include "board/store/tally.hpp"
#include "board/store/ticket_index.hpp"

#include <array>
#include <string>

namespace huiying::store {
namespace {

// Times are Unix milliseconds (UTC). Words of closed sets are stored as the API's words. Lists are
// JSON arrays.
constexpr std::string_view kFirst = R"sql(
create table unit (
    code text primary key, name text not null, short_name text not null, aliases text not null, kind text not null,
    duties text not null, keywords text not null, places text not null, contact text not null,
    lead integer not null, active integer not null, position integer not null) strict;

create table staff (
    id integer primary key, login text not null unique, name text not null, unit text not null, roles text not null,
    password_hash text not null, active integer not null default 1,
    failures integer not null default 0, locked_until integer not null default 0, created_at integer not null) strict;

create table session (
    token_hash text primary key, staff integer not null references staff(id) on delete cascade, csrf_token text not null,
    created_at integer not null, seen_at integer not null, expires_at integer not null) strict, without rowid;

create table one_time_link (token_hash text primary key, expires_at integer not null, used_at integer) strict, without rowid;

create table setting (key text primary key, value text not null) strict, without rowid;

create table channel_account (
    channel text not null, name text not null, settings text not null, sealed_secrets text not null,
    active integer not null default 1, created_at integer not null, primary key (channel, name)) strict, without rowid;

create table faq_entry (
    id text primary key, topic text not null, question text not null, variants text not null, answer text not null,
    unit text not null, source text not null, valid_from text not null, valid_to text not null, review text not null,
    auto_answer integer not null, position integer not null, updated_at integer not null, updated_by text not null) strict;

-- Counts changes of units, FAQ, channels and settings, so that running processes notice them.
create table revision (name text primary key, value integer not null) strict, without rowid;
insert into revision values ('directory', 1);

create table ticket (
    id integer primary key, number text not null unique, state text not null, kind text not null,
    channel text not null, account text not null, sender text not null, sender_name text not null, contact text not null,
    subject text not null, text text not null, place text not null, unit text not null,
    restricted integer not null, accused text not null, urgent integer not null, publish integer not null,
    received_at integer not null, arrived_at integer not null,
    response_due integer not null, final_due integer, due_key integer not null, provisional integer not null,
    calendar_version text not null, policy_version text not null,
    responded_at integer, replied_at integer, version integer not null default 1, submitted_by integer) strict;
create index ticket_by_unit on ticket (unit, state, due_key, id);
create index ticket_by_state on ticket (state, due_key, id);
create index ticket_by_sender on ticket (channel, account, sender, id) where sender <> '';

create table message (
    id integer primary key, delivery_key text not null unique, ticket integer not null references ticket(id),
    received_at integer not null, arrived_at integer not null, text text not null,
    passive_text text not null, passive_faq text not null, attachments text not null) strict;
create index message_by_ticket on message (ticket, id);

create table history (
    id integer primary key, ticket integer not null references ticket(id), at integer not null,
    actor text not null, event text not null, detail text not null) strict;
create index history_by_ticket on history (ticket, id);

create table routing (ticket integer primary key references ticket(id), decision text not null) strict;

create table draft (
    ticket integer primary key references ticket(id), text text not null, sources text not null,
    saved_by text not null, saved_at integer not null) strict;

create table reply (
    id integer primary key, ticket integer not null references ticket(id), at integer not null,
    unit text not null, text text not null, approved_by text not null) strict;
create index reply_by_ticket on reply (ticket, id);

create table outbound (
    id integer primary key, idempotency_key text not null unique, ticket integer not null references ticket(id),
    reply integer references reply(id), channel text not null, account text not null, recipient text not null,
    text text not null, sender_unit text not null, at integer not null, state text not null, attempt integer not null default 0,
    parts_done integer not null default 0, next_at integer not null, owner text not null default '',
    claimed_until integer not null default 0, detail text not null default '') strict;
create index outbound_due on outbound (state, next_at) where state in ('waiting', 'sending', 'in_doubt', 'failed');
create index outbound_by_ticket on outbound (ticket);

create table publication (
    ticket integer primary key references ticket(id), state text not null, title text not null, question text not null,
    answer text not null, text_hash text not null, proposed_by integer not null, version integer not null,
    published_at integer, position integer) strict;
create index publication_shown on publication (position desc) where state = 'published';

create table publication_review (
    id integer primary key, ticket integer not null references ticket(id), text_hash text not null, by text not null,
    at integer not null, secrecy integer not null, privacy integer not null, wording integer not null,
    passed integer not null, opinion text not null) strict;
create index publication_review_by_ticket on publication_review (ticket, id);

create table dead_letter (
    id integer primary key, at integer not null, channel text not null, account text not null, reason text not null,
    bytes blob not null, state text not null default 'open') strict;
create index dead_letter_open on dead_letter (id) where state = 'open';

-- Messages taken while Redis is down: fields of the stream entry, moved to the stream when it is back.
create table spool (id integer primary key, delivery_key text not null unique, entry blob not null, at integer not null) strict;

-- Highest fencing token that has written for a partition: an older holder's transaction is refused.
create table partition_fence (partition integer primary key, token integer not null) strict;

create table code_guess (subject text primary key, failures integer not null, since integer not null, locked_until integer not null) strict, without rowid;

create table attachment (
    sha256 text primary key, served_sha256 text not null, media_type text not null, bytes integer not null, at integer not null) strict, without rowid;

create table audit (
    id integer primary key, at integer not null, actor text not null, action text not null, object text not null, detail text not null) strict;

-- Figures by day of receipt and unit, kept with every move, never counted afterwards.
create table daily (
    day text not null, unit text not null, received integer not null default 0, responded integer not null default 0,
    responded_in_time integer not null default 0, answered integer not null default 0, answered_in_time integer not null default 0,
    primary key (day, unit)) strict, without rowid;

-- Han bigrams and words of subject and text; contentless, rowid = ticket id.
create virtual table ticket_text using fts5(tokens, content='', detail=none);
)sql";

// When the present run of tries of a reply began: its end is counted from there.
constexpr std::string_view kTriesSince = R"sql(
alter table outbound add column tries_since integer not null default 0;
update outbound set tries_since = at;
)sql";

// What a message said besides its text, which the ticket has of the first one only; the search row
// of a ticket holds all its messages.
constexpr std::string_view kMessageDetails = R"sql(
alter table message add column subject text not null default '';
alter table message add column sender_name text not null default '';
alter table message add column contact text not null default '';
alter table message add column place text not null default '';
)sql";

// The ladder of reminders. Tickets that are open already are looked at from now on: what should
// have been told before is not told now, all at once.
constexpr std::string_view kLadder = R"sql(
-- When the clock must look at a ticket next, and from when on it counts rungs.
create table alarm (ticket integer primary key references ticket(id), at integer not null, since integer not null) strict;
create index alarm_by_time on alarm (at);
insert into alarm select id, unixepoch() * 1000, unixepoch() * 1000 from ticket where replied_at is null;

-- Rungs of a deadline that are over: told, or passed because nobody needed them any more.
create table fired_rung (
    key text primary key, ticket integer not null references ticket(id), rung text not null,
    planned_at integer not null, fired_at integer not null, told integer not null) strict, without rowid;
create index fired_rung_by_ticket on fired_rung (ticket);

-- What a colleague is told; those of one window are read together.
create table notice (
    id integer primary key, key text not null, staff integer not null references staff(id),
    ticket integer not null references ticket(id), rung text not null, send_at integer not null, window integer not null,
    read_at integer, unique (key, staff)) strict;
create index notice_unread on notice (staff, send_at) where read_at is null;
)sql";

struct Migration {
    std::string_view sql;
    void (*then)(Connection&) = nullptr;  ///< what SQL alone cannot do
};

void add_larger_sums(Connection& connection) {
    add_months(connection);
    add_whole_time(connection);
}

constexpr std::array kMigrations{
    Migration{kFirst},
    Migration{kTriesSince},
    Migration{kMessageDetails, &index_all_tickets},
    Migration{kWorkflow},
    Migration{kLadder},
    Migration{kAssists},
    Migration{kRecount},
    Migration{kDigests},
    Migration{kDuty},
    Migration{kFigures, &rebuild_daily},
    Migration{kRobots},
    Migration{kCourse},
    Migration{kParts},
    Migration{kClosing},
    Migration{kReopened, &rebuild_daily},
    Migration{kWayBack},
    Migration{kFetch},
    Migration{kTalk},
    Migration{kRouting},
    Migration{kReports},
    Migration{kUpstreamMatters},
    Migration{kPartners},
    Migration{kKeptFiles},
    Migration{kJoined},
    Migration{kFaqUses},
    Migration{kFaqVersions},
    Migration{kPastTickets},
    Migration{kGuesses},
    Migration{kPublicFigures, &rebuild_public_months},
    Migration{kSaid},
    Migration{kWordings},
    Migration{kTownRouting},
    Migration{kReplyQuality},
    Migration{kTally},  // built by the last step that adds a count to it
    Migration{kMonthReports},
    Migration{kLearntOrder},
    Migration{kEvasiveReplies, &build_tally},
    Migration{kAuditChain, &chain_audit},
    Migration{kReplyFiles},
    Migration{kCatalogue},
    Migration{kLanguageModel},
    Migration{kSecondFactors},
    Migration{kOutsideLogins},
    Migration{kPolicyDocuments},
    Migration{kLoginProofs},
    Migration{kRunning},
    // Nothing of the tables changes: cells of whole months, and of all days.
    Migration{"", &add_larger_sums}};

}  // namespace

std::int64_t schema_version(Connection& connection) {
    auto cursor = connection.query("pragma user_version");
    return cursor.next() ? cursor.integer(0) : 0;
}

std::int64_t newest_schema_version() {
    return static_cast<std::int64_t>(kMigrations.size());
}

void migrate(Connection& connection) {
    migrate_to(connection, newest_schema_version());
}

void migrate_to(Connection& connection, std::int64_t wanted) {
    // Two processes of one host may start together: the version is read under the write lock.
    connection.script("begin immediate");
    auto version = schema_version(connection);
    if (version > newest_schema_version()) {
        connection.script("rollback");
        throw StoreUnavailable(
            "schema version " + std::to_string(version) + " is newer than this release knows (" +
            std::to_string(newest_schema_version()) + ")"
        );
    }
    for (; version < wanted; ++version) {
        const auto& migration = kMigrations[static_cast<std::size_t>(version)];
        connection.script(std::string(migration.sql));
        if (migration.then)
            migration.then(connection);
        connection.script("pragma user_version = " + std::to_string(version + 1));
    }
    connection.script("commit");
}

}  // namespace huiying::store
