// The JSON API under /api/v1: one function a group of routes, each adding its rows to the router.
// The contract is openapi.json; a test holds the two together. Handlers run on the blocking pool.
// References must outlive the router.
#pragma once

#include "board/desk/administration.hpp"
#include "board/desk/casework.hpp"
#include "board/desk/citizen_moves.hpp"
#include "board/desk/dashboard.hpp"
#include "board/desk/dates_explained.hpp"
#include "board/desk/delivery.hpp"
#include "board/desk/entry_feedback.hpp"
#include "board/desk/escalation.hpp"
#include "board/desk/files.hpp"
#include "board/desk/filings.hpp"
#include "board/desk/joining.hpp"
#include "board/desk/people.hpp"
#include "board/desk/public_documents.hpp"
#include "board/desk/publications.hpp"
#include "board/desk/saved_views.hpp"
#include "board/desk/tickets.hpp"
#include "board/desk/town.hpp"
#include "board/desk/upstreams.hpp"
#include "board/web/event_hub.hpp"
#include "board/web/problem.hpp"
#include "board/web/submit.hpp"
#include "http/router.hpp"

#include <functional>
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace huiying::http {
class AddressQuota;
class SlowLane;
}  // namespace huiying::http

namespace huiying::web {

struct CitizenDoors {
    desk::People& people;
    const desk::Town& town;
    desk::CitizenStatus& status;
    desk::CitizenMoves& moves;
    desk::Joining& joining;
    desk::Publications& publications;
    const desk::PublicDocuments& documents;
    const model::Clock& clock;
    http::AddressQuota& quota;
    const desk::Files& files;
};

void add_new_message_routes(http::Router& router, const CitizenDoors& doors, const Submit& submit);
/// What follows a message, by its number and query code; what is published.
void add_citizen_routes(http::Router& router, const CitizenDoors& doors, const Submit& submit);

struct FilingDoors {
    const desk::Filings& filings;
    const desk::Town& town;
    const model::Clock& clock;
};

/// What staff file for somebody.
void add_filing_routes(
    http::Router& router, desk::People& people, const FilingDoors& doors, const Submit& submit
);

/// Matters that another body passed on.
void add_upstream_routes(
    http::Router& router,
    desk::People& people,
    const desk::Tickets& tickets,
    desk::Upstreams& upstreams,
    const Submit& submit
);

struct SessionDoors {
    desk::People& people;
    desk::Administration& administration;
    const desk::Town& town;
    EventHub& hub;
    http::SlowLane& passwords;  ///< where what hashes a password runs
    std::string base_path;
    std::string board_url;  ///< where citizens find the board, or empty: as the console was reached
};

struct DateDoors {
    const desk::Town& town;
    const desk::DatesExplained& explained;
    const model::Clock& clock;
};

/// Why a date is the date, and when somebody who asks now is answered.
void add_date_routes(http::Router& router, desk::People& people, const DateDoors& doors);

void add_session_routes(http::Router& router, const SessionDoors& doors);

void add_ticket_routes(
    http::Router& router,
    desk::People& people,
    desk::Tickets& tickets,
    const desk::Files& files,
    desk::Publications& publications,
    const desk::Town& town
);

/// Searches that people keep under a name.
void add_view_routes(
    http::Router& router,
    desk::People& people,
    desk::SavedViews& views,
    const desk::Tickets& tickets
);

/// Moves beyond the everyday way from desk to reply.
void add_casework_routes(
    http::Router& router,
    desk::People& people,
    const desk::Tickets& tickets,
    desk::Casework& casework
);

/// Moves on a ticket's course: pausing, termination, commitments, what follows a reply.
void add_course_routes(
    http::Router& router,
    desk::People& people,
    const desk::Tickets& tickets,
    desk::Casework& casework
);

/// Of those: assisting units, reviews, notes and pressing.
void add_assist_routes(
    http::Router& router,
    desk::People& people,
    const desk::Tickets& tickets,
    desk::Casework& casework
);

/// What helps whoever writes: templates, similar tickets, whom to mention, who is there.
void add_writing_routes(
    http::Router& router, desk::People& people, desk::Casework& casework, const desk::Town& town
);

/// Names behind logins, for all staff.
void add_people_routes(http::Router& router, desk::People& people, const desk::Town& town);

/// Absences with deputies, handing over.
void add_stand_in_routes(
    http::Router& router, desk::People& people, desk::StandIns& stand_ins, EventHub& hub
);

void add_publication_routes(
    http::Router& router, desk::People& people, desk::Publications& publications
);

/// What readers of the board say of its answers.
void add_reader_routes(
    http::Router& router, desk::People& people, const desk::EntryFeedback& feedback
);

/// What became of a dead letter: the ticket's number, and what staff must know (Chinese, or empty).
struct Replayed {
    std::string number;
    std::string note;
};

/// Puts a dead letter's message into the stream once more. Problems: unparsable,
/// move_not_allowed (its account is gone), and those of an append.
using Replay = std::function<std::variant<Replayed, Problem>(const desk::DeadLetterView&)>;

void add_delivery_routes(
    http::Router& router,
    desk::People& people,
    const desk::Tickets& tickets,
    desk::Delivery& delivery,
    desk::Administration& administration,
    Replay replay_letter
);

/// What the channel pages need of bot/channel, which this room may not know.
struct PlatformField {
    std::string key;
    std::string title;
    bool secret = false;
    bool required = false;
    bool generated = false;
    std::vector<std::string> choices;
};

struct Platform {
    std::string channel;
    std::string title;
    std::vector<PlatformField> fields;
};

struct ChannelDoors {
    std::vector<Platform> platforms;
    /// Completes an account with presets and generated secrets and checks it; the error is a
    /// Chinese sentence, the field its key. Returns the keys of what it generated.
    std::function<std::vector<std::string>(model::ChannelAccount&, Problem&)> complete;
    /// A new secret beside the present one, which stays valid; what is in the way where the account
    /// has none to rotate or could not be used with it.
    std::function<std::optional<Problem>(model::ChannelAccount&)> rotate;
    std::string public_url;  ///< address before /hooks/...; empty: made from the request
    std::string base_path;
};

void add_administration_routes(
    http::Router& router,
    desk::People& people,
    desk::Administration& administration,
    const desk::Town& town,
    EventHub& hub,
    http::SlowLane& passwords
);
void add_workflow_settings_routes(
    http::Router& router,
    desk::People& people,
    desk::Administration& administration,
    const desk::Town& town
);
void add_channel_routes(
    http::Router& router,
    desk::People& people,
    desk::Administration& administration,
    const desk::Town& town,
    const ChannelDoors& doors
);
void add_dashboard_routes(
    http::Router& router, desk::People& people, const desk::Dashboard& dashboard
);
/// What the ladder of reminders has told the person who asks.
void add_notice_routes(http::Router& router, desk::People& people, desk::Escalation& escalation);
void add_event_routes(http::Router& router, desk::People& people, EventHub& hub);

struct ReadyCheck {
    bool ok = true;
    std::string detail;
    bool essential = true;  ///< not ready without it; else only degraded
};

enum class MetricsTo { loopback, anybody };

struct OperationDoors {
    std::function<std::map<std::string, ReadyCheck>()> ready;
    std::function<std::string()> metrics;  ///< empty: no /metrics here
    MetricsTo metrics_to = MetricsTo::loopback;
};

/// /healthz, /readyz, /metrics (loopback only), /api/openapi.json
void add_operation_routes(http::Router& router, const OperationDoors& doors);

struct StaticFile {
    std::string_view bytes;
    std::string_view media_type;
    std::string_view content_encoding;
};

/// The staff's single-page app at /desk/. `file` finds a file by its path below that.
void add_console_routes(
    http::Router& router,
    std::function<std::optional<StaticFile>(std::string_view path, bool gzip)> file
);

}  // namespace huiying::web
