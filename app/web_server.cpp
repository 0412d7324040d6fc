#include "app/web_server.hpp"

#include "app/channel_doors.hpp"
#include "app/chat_feed.hpp"
#include "app/dead_letters.hpp"
#include "app/judgement_doors.hpp"
#include "app/knowledge_doors.hpp"
#include "app/login_doors.hpp"
#include "app/open311_door.hpp"
#include "app/oversight_doors.hpp"
#include "app/photo_keeper.hpp"
#include "app/request_counts.hpp"
#include "app/response_headers.hpp"
#include "app/robot_doors.hpp"
#include "app/settings_of.hpp"
#include "board/console/console_assets.hpp"
#include "board/desk/casework.hpp"
#include "board/desk/citizen_moves.hpp"
#include "board/desk/dashboard.hpp"
#include "board/desk/entry_feedback.hpp"
#include "board/desk/files.hpp"
#include "board/desk/filings.hpp"
#include "board/desk/joining.hpp"
#include "board/desk/public_figures.hpp"
#include "board/desk/publications.hpp"
#include "board/desk/suggestions.hpp"
#include "board/desk/tickets.hpp"
#include "board/desk/upstreams.hpp"
#include "board/web/api_dashboard_routes.hpp"
#include "board/web/api_ladder_routes.hpp"
#include "board/web/api_routes.hpp"
#include "board/web/page_routes.hpp"
#include "board/web/submission.hpp"
#include "bot/channel/open_channels.hpp"
#include "bot/conversation/at_once.hpp"
#include "bot/intake/chat_routes.hpp"
#include "bot/intake/hook_routes.hpp"
#include "bot/intake/upstream_routes.hpp"
#include "http/address_quota.hpp"
#include "http/io_thread.hpp"
#include "http/server.hpp"
#include "http/slow_lane.hpp"
#include "telemetry/log.hpp"
#include "telemetry/metrics.hpp"

#include <optional>

namespace huiying::app {
namespace {

using telemetry::Level;

bool is_for_machines(std::string_view path) {
    for (const std::string_view prefix :
         {"/api/", "/hooks/", "/open311/", "/healthz", "/readyz", "/metrics"})
        if (path.starts_with(prefix))
            return true;
    return false;
}

std::optional<web::StaticFile> console_file(std::string_view path, bool gzip) {
    const auto file = console::console_asset(
        path, gzip ? console::ContentEncoding::gzip : console::ContentEncoding::identity
    );
    if (!file)
        return std::nullopt;
    return web::StaticFile{file->bytes, file->media_type, file->content_encoding};
}

void log_failure(std::string_view request_id, std::string_view what) {
    telemetry::log_limited(
        Level::error, "http.failed", {{"request", request_id}, {"reason", what}}
    );
}

}  // namespace

struct WebServer::Parts {
    explicit Parts(WebUses used)
        : uses(used),
          quota(quota_of(used.settings)),
          publications(uses.record.database, *uses.record.town, uses.record.clock),
          public_figures(uses.record.database, *uses.record.town, uses.record.clock),
          suggestions(uses.record.database, *uses.record.town, publications, uses.record.clock),
          feedback(uses.record.database, *uses.record.town, publications, uses.record.clock),
          status(uses.record.database, *uses.record.town, uses.record.clock),
          filings(uses.record.database, *uses.record.town),
          citizen_moves(uses.casework.uses, status),
          joining(uses.casework.uses, status),
          duty_roster(uses.casework.uses),
          upstreams(uses.casework.uses),
          dates(uses.casework.uses),
          dashboard(uses.record.database, *uses.record.town, uses.record.clock),
          period_figures(uses.record.database, *uses.record.town, uses.record.clock),
          month_reports(uses.record.database, *uses.record.town, uses.record.clock),
          knowledge(uses.record, uses.casework.uses, publications),
          judgement(uses.casework.uses, {*uses.record.town, uses.models, uses.io}, slow_lane()),
          oversight(
              uses.casework.uses,
              {uses.gauges, *uses.record.town, uses.record.clock, uses.channels},
              uses.record.files
          ),
          hub([this](
                  const model::Staff& staff, const desk::TicketEvent& event
              ) { return uses.tickets.may_see(staff, event); },
              [this](const std::string& token) { return uses.people.who_has(token); }),
          hooks(
              {uses.channels,
               uses.turns.turns,
               uses.metrics,
               [this](std::string_view platform, const channel::Doorbell& bell) {
                   uses.turns.ring(platform, bell);
               },
               [this](const auto& account, auto reports, auto done) {
                   uses.turns.report(account, std::move(reports), std::move(done));
               },
               static_cast<std::size_t>(uses.settings.integer("server.hook_body_limit"))}
          ),
          open311(open311_uses(
              uses.record,
              uses.channels,
              uses.turns.turns,
              uses.settings.text("server.public_url") + uses.settings.text("server.base_path")
          )),
          upstream_calls({uses.channels, upstreams, uses.record.clock, uses.metrics, submit()}),
          photos(uses.record.files, uses.io),
          chat(chat_uses()),
          feed(uses.record.database, uses.io, chat),
          pages(
              {*uses.record.town,
               publications,
               status,
               citizen_moves,
               joining,
               uses.record.files,
               uses.record.renderer,
               uses.record.clock,
               quota,
               submit(),
               public_figures,
               suggestions,
               feedback,
               knowledge.catalogue(),
               knowledge.published()},
              page_settings_of(uses.settings)
          ),
          passwords(uses.io, slow_lane()),
          logins({uses, hub, passwords}, slow_lane()) {}

    /// argon2id takes 64 MiB and tens of milliseconds of a core; a platform that is asked, seconds;
    /// a language model, up to minutes.
    static http::SlowLaneSettings slow_lane() {
        return {
            .threads = 2,
            .queue = 8,
            .refusal = [](const http::Request& request
                       ) { return web::problem(request, 503, "overloaded"); },
            .on_failure = &log_failure};
    }

    intake::ChatUses chat_uses() {
        return {
            .channels = uses.channels,
            .turns = uses.turns.turns,
            .ask_lines = uses.turns.talks.asking_lines(),
            .keep_photo = photos.keeping(),
            .service_name =
                [this] { return uses.record.town->snapshot()->settings().service_name; },
            .metrics = uses.metrics,
            .limits = chat_limits_of(uses.settings),
            .quota = quota};
    }

    web::Submit submit() {
        return [this](const model::InboundMessage& message) {
            return uses.submission.submit(message);
        };
    }

    /// A dead letter read once more, and into the stream.
    std::variant<web::Replayed, web::Problem> replay(const desk::DeadLetterView& letter) {
        auto read = reread(letter, *uses.record.town, uses.channels, uses.record.clock.now());
        if (auto* problem = std::get_if<web::Problem>(&read))
            return std::move(*problem);
        auto& [message, note] = std::get<RereadLetter>(read);
        if (const auto submitted = uses.submission.submit(message); submitted.has_error())
            return web::Problem{model::errc_of(submitted.error())};
        return web::Replayed{std::move(message.number), std::move(note)};
    }

    /// Where platforms, partners and open pages call.
    void add_hooks(http::Router& router) {
        hooks.add_to(router);
        open311.add_to(router);
        upstream_calls.add_to(router);
        chat.add_to(router);
    }

    /// Where messages come in over the API.
    void add_messages(http::Router& router) {
        auto& people = uses.people;
        const auto& town = *uses.record.town;
        const web::CitizenDoors doors{
            people,
            town,
            status,
            citizen_moves,
            joining,
            publications,
            knowledge.published(),
            uses.record.clock,
            quota,
            uses.record.files};
        web::add_new_message_routes(router, doors, submit());
        web::add_citizen_routes(router, doors, submit());
        web::add_filing_routes(router, people, {filings, town, uses.record.clock}, submit());
        web::add_upstream_routes(router, people, uses.tickets, upstreams, submit());
    }

    http::Router router(Hooks which) {
        http::Router router;
        if (which == Hooks::open)
            add_hooks(router);
        pages.add_to(router);
        add_messages(router);
        auto& people = uses.people;
        const auto& town = *uses.record.town;
        logins.add_to(router);
        web::add_ticket_routes(router, people, uses.tickets, uses.record.files, publications, town);
        web::add_view_routes(router, people, uses.casework.views, uses.tickets);
        web::add_casework_routes(router, people, uses.tickets, uses.casework);
        web::add_course_routes(router, people, uses.tickets, uses.casework);
        web::add_people_routes(router, people, town);
        web::add_writing_routes(router, people, uses.casework, town);
        web::add_stand_in_routes(router, people, uses.casework.stand_ins, hub);
        web::add_publication_routes(router, people, publications);
        web::add_reader_routes(router, people, feedback);
        web::add_delivery_routes(
            router,
            people,
            uses.tickets,
            uses.outbox,
            uses.administration,
            [this](const auto& letter) { return replay(letter); }
        );
        web::add_administration_routes(router, people, uses.administration, town, hub, passwords);
        web::add_workflow_settings_routes(router, people, uses.administration, town);
        web::add_channel_routes(
            router, people, uses.administration, town, channel_doors_of(uses.settings)
        );
        web::add_dashboard_routes(router, people, dashboard);
        web::add_period_routes(router, people, {period_figures, town, uses.record.clock});
        web::add_report_routes(router, people, month_reports);
        web::add_notice_routes(router, people, uses.escalation);
        web::add_date_routes(router, people, {town, dates, uses.record.clock});
        web::add_digest_routes(router, people, uses.digests);
        web::add_duty_routes(router, people, duty_roster, hub);
        judgement.add_to(router, people);
        oversight.add_to(router, people);
        knowledge.add_to(router, people, passwords);
        web::add_robot_routes(router, people, uses.robots, robot_doors());
        web::add_event_routes(router, people, hub);
        auto doors = operations(web::MetricsTo::loopback);
        if (uses.settings.integer("server.metrics_port") != 0)
            doors.metrics = nullptr;
        web::add_operation_routes(router, doors);
        web::add_console_routes(router, &console_file);
        return router;
    }

    web::OperationDoors operations(web::MetricsTo metrics_to) {
        return {
            .ready = [this] { return uses.gauges.checks(); },
            .metrics = [this] { return uses.gauges.exposition(); },
            .metrics_to = metrics_to};
    }

    http::ServerSettings server_settings(const http::Router& router) {
        auto settings = server_settings_of(uses.settings);
        settings.error_response =
            [this](const http::Request& request, int http_status, std::string_view code) {
                return is_for_machines(request.path) ? web::problem(request, http_status, code)
                                                     : pages.error_page(request, http_status, code);
            };
        settings.decorate = &decorate;
        counts.emplace(uses.metrics, router);
        settings.on_exchange = [this](const http::Exchange& exchange) { counts->count(exchange); };
        settings.on_failure = &log_failure;
        settings.on_body_refused = [refused = uses.metrics.counter(
                                        "huiying_http_bodies_refused_total",
                                        "Bodies refused because all together took too much memory",
                                        {}
                                    )]() mutable { refused.add(); };
        return settings;
    }

    const WebUses uses;
    http::AddressQuota quota;
    desk::Publications publications;
    desk::PublicFigures public_figures;
    desk::Suggestions suggestions;
    desk::EntryFeedback feedback;
    desk::CitizenStatus status;
    desk::Filings filings;
    desk::CitizenMoves citizen_moves;
    desk::Joining joining;
    desk::DutyRoster duty_roster;
    desk::Upstreams upstreams;
    desk::DatesExplained dates;
    desk::Dashboard dashboard;
    desk::PeriodFigures period_figures;
    desk::MonthReports month_reports;
    KnowledgeDoors knowledge;
    JudgementDoors judgement;
    OversightDoors oversight;
    web::EventHub hub;
    intake::HookRoutes hooks;
    intake::Open311Routes open311;
    intake::UpstreamRoutes upstream_calls;
    PhotoKeeper photos;
    intake::ChatRoutes chat;
    ChatFeed feed;
    web::PublicPages pages;
    http::SlowLane passwords;
    LoginDoors logins;
    std::optional<RequestCounts> counts;
    std::optional<http::Server> server;
    std::optional<http::Server> metrics_server;
};

WebServer::WebServer(WebUses uses, Hooks hooks) : parts_(std::make_unique<Parts>(uses)) {
    auto router = parts_->router(hooks);
    auto settings = parts_->server_settings(router);
    parts_->server.emplace(uses.io.context(), std::move(settings), std::move(router));
    const auto metrics_port = uses.settings.integer("server.metrics_port");
    if (metrics_port == 0)
        return;
    http::Router metrics_router;
    web::add_operation_routes(metrics_router, parts_->operations(web::MetricsTo::anybody));
    http::ServerSettings metrics_settings;
    metrics_settings.address = uses.settings.text("server.address");
    metrics_settings.port = static_cast<std::uint16_t>(metrics_port);
    parts_->metrics_server.emplace(
        uses.io.context(), std::move(metrics_settings), std::move(metrics_router)
    );
}

WebServer::~WebServer() = default;

std::uint16_t WebServer::listen() {
    if (parts_->metrics_server)
        parts_->metrics_server->listen();
    return parts_->server->listen();
}

void WebServer::stop() {
    parts_->server->stop();
    if (parts_->metrics_server)
        parts_->metrics_server->stop();
}

void WebServer::tell(std::string_view event) {
    if (const auto parsed = web::from_feed(event))
        parts_->hub.tell(*parsed);
}

}  // namespace huiying::app
