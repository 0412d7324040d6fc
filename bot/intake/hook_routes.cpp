#include "bot/intake/hook_routes.hpp"

#include "board/model/errc.hpp"
#include "bot/channel/open_channels.hpp"
#include "bot/conversation/at_once.hpp"
#include "bot/intake/arrival.hpp"
#include "http/router.hpp"
#include "queue/appender.hpp"
#include "queue/inbound_codec.hpp"
#include "telemetry/log.hpp"
#include "telemetry/metrics.hpp"

#include <array>
#include <chrono>
#include <utility>

namespace huiying::intake {
namespace {

using channel::Answer;
using channel::ChannelRow;
using conversation::AtOnce;
using http::Request;
using http::Responder;
using http::Response;
using telemetry::Level;

/// Seconds after which a platform that hears 503 should try again.
constexpr std::string_view kRetryAfter = "2";

Response response_of(Answer answer) {
    Response response{.status = answer.status};
    response.headers.emplace_back("Content-Type", std::move(answer.content_type));
    response.body = std::move(answer.body);
    return response;
}

Response not_accepted(model::Errc errc) {
    const std::string body =
        R"({"type":"about:blank","title":"系统暂时无法受理，请稍后再试","status":503,"code":")" +
        std::string(model::code_of(errc)) + R"("})";
    return http::json(503, body, "application/problem+json")
        .with("Retry-After", std::string(kRetryAfter));
}

Response no_such_platform() {
    return http::json(
        404,
        R"({"type":"about:blank","title":"没有这个地址","status":404,"code":"not_found"})",
        "application/problem+json"
    );
}

}  // namespace

/// Counters of each platform, looked up once.
struct HookRoutes::Counts {
    enum Outcome { accepted, ignored, unreadable, refused, unavailable, reported };

    static constexpr std::array<std::string_view, 6> kOutcomes{
        "accepted", "ignored", "unreadable", "refused", "unavailable", "reported"};

    explicit Counts(telemetry::Metrics& metrics)
        : elapsed(metrics.histogram(
              "huiying_intake_append_seconds",
              "From a delivery verified to its append acknowledged",
              {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 2}
          )) {
        for (const auto& row : channel::channel_table())
            for (const auto outcome : kOutcomes)
                deliveries[row.platform].push_back(metrics.counter(
                    "huiying_intake_deliveries_total",
                    "Deliveries by platform and what became of them",
                    {{"platform", std::string(row.platform)}, {"outcome", std::string(outcome)}}
                ));
    }

    void count(const ChannelRow& row, Outcome outcome) {
        deliveries.at(row.platform)[outcome].add();
    }

    telemetry::Histogram elapsed;
    std::map<std::string_view, std::vector<telemetry::Counter>> deliveries;
};

/// One delivery on its way to the stream: keeps what the answer needs until the append is
/// acknowledged.
class HookRoutes::Delivery : public std::enable_shared_from_this<HookRoutes::Delivery> {
  public:
    Delivery(
        HookRoutes& routes,
        const ChannelRow& row,
        std::shared_ptr<const channel::Channel> account,
        Responder respond
    )
        : routes_(routes),
          row_(row),
          account_(std::move(account)),
          respond_(std::move(respond)),
          began_(std::chrono::steady_clock::now()) {}

    void handle(const Request& request) {
        auto received = account_->receive(request, uses().turns.clock.now());
        if (auto* message = std::get_if<channel::Message>(&received)) {
            take(std::move(*message));
        } else if (auto* ignored = std::get_if<channel::Ignored>(&received)) {
            finish(Counts::ignored, response_of(ignored->answer));
        } else if (auto* unreadable = std::get_if<channel::Unreadable>(&received)) {
            keep(*unreadable);
        } else if (auto* handshake = std::get_if<channel::Handshake>(&received)) {
            finish(Counts::ignored, response_of(handshake->answer));
        } else if (auto* bell = std::get_if<channel::Doorbell>(&received)) {
            uses().ring(row_.platform, *bell);
            finish(Counts::ignored, response_of(bell->answer));
        } else if (auto* reports = std::get_if<channel::DeliveryReports>(&received)) {
            report(*reports);
        } else {
            refuse(std::get<channel::Refused>(received));
        }
    }

  private:
    const HookUses& uses() const { return routes_.uses_; }

    void refuse(const channel::Refused& refused) {
        telemetry::log_limited(
            Level::warn,
            "inbound.refused",
            {{"platform", row_.platform},
             {"account", account_->account().name},
             {"reason", refused.word}}
        );
        finish(Counts::refused, response_of(row_.refuse(refused)));
    }

    void take(channel::Message message) {
        const auto passive = message.passive.value_or(row_.passive);
        arrive(
            uses().turns,
            std::move(message),
            passive,
            [self = shared_from_this()](
                const channel::Message& arrived, const model::Result<AtOnce>& answer
            ) { self->arrived(arrived, answer); }
        );
    }

    void arrived(const channel::Message& message, const model::Result<AtOnce>& answer) {
        if (answer.has_error())
            return fail(model::errc_of(answer.error()));
        telemetry::log(
            Level::debug,
            "inbound.accepted",
            {{"platform", row_.platform}, {"number", answer->number}}
        );
        finish(
            Counts::accepted,
            response_of(
                account_->accepted(message, {answer->number, answer->code, answer->passive_text})
            )
        );
    }

    /// Authentic, but nobody can read it: its bytes are on disk before the platform hears that all
    /// is well.
    void keep(const channel::Unreadable& unreadable) {
        const auto& account = account_->account();
        uses().turns.appender.append_raw(
            {account.channel,
             account.name,
             unreadable.raw,
             unreadable.word,
             uses().turns.clock.now()},
            [self = shared_from_this(),
             answer = unreadable.answer](const model::Result<void>& appended) {
                if (appended.has_error())
                    return self->fail(model::errc_of(appended.error()));
                self->finish(Counts::unreadable, response_of(answer));
            }
        );
    }

    void report(const channel::DeliveryReports& reports) {
        uses().report(
            account_->account(),
            reports.reports,
            [self = shared_from_this(), answer = reports.answer](bool is_kept) {
                if (!is_kept)
                    return self->fail(model::Errc::store_unavailable);
                self->finish(Counts::reported, response_of(answer));
            }
        );
    }

    void fail(model::Errc errc) {
        telemetry::log_limited(
            Level::warn,
            "inbound.unavailable",
            {{"platform", row_.platform}, {"reason", model::code_of(errc)}}
        );
        finish(Counts::unavailable, not_accepted(errc));
    }

    void finish(Counts::Outcome outcome, Response response) {
        routes_.counts_->count(row_, outcome);
        routes_.counts_->elapsed.observe(
            std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count()
        );
        respond_(std::move(response));
    }

    HookRoutes& routes_;
    const ChannelRow& row_;
    const std::shared_ptr<const channel::Channel> account_;
    Responder respond_;
    const std::chrono::steady_clock::time_point began_;
};

HookRoutes::HookRoutes(HookUses uses)
    : uses_(uses), counts_(std::make_unique<Counts>(uses.metrics)) {}

HookRoutes::~HookRoutes() = default;

void HookRoutes::add_to(http::Router& router) {
    const std::string address = "/hooks/{platform}/{account}";
    router.add(
        {http::Method::post,
         address,
         "hook",
         http::AsyncHandler([this](const Request& request, Responder respond) {
             receive(request, std::move(respond));
         }),
         uses_.body_limit}
    );
    router.add(
        {http::Method::get,
         address,
         "hook_verify",
         http::AsyncHandler([this](const Request& request, Responder respond) {
             verify(request, std::move(respond));
         })}
    );
}

void HookRoutes::receive(const Request& request, Responder respond) {
    const auto* row = channel::find_channel(request.param("platform"));
    if (!row)
        return respond(no_such_platform());
    auto account = uses_.channels.find(row->platform, request.param("account"));
    if (!account) {
        counts_->count(*row, Counts::refused);
        telemetry::log_limited(
            Level::warn,
            "inbound.refused",
            {{"platform", row->platform}, {"reason", "unknown_account"}}
        );
        return respond(response_of(row->refuse({model::Errc::unknown_account, "unknown_account"})));
    }
    std::make_shared<Delivery>(*this, *row, std::move(account), std::move(respond))
        ->handle(request);
}

void HookRoutes::verify(const Request& request, Responder respond) {
    const auto* row = channel::find_channel(request.param("platform"));
    if (!row)
        return respond(no_such_platform());
    const auto account = uses_.channels.find(row->platform, request.param("account"));
    channel::Received received = channel::Refused{model::Errc::unknown_account, "unknown_account"};
    if (account)
        received = account->verify_url(request, uses_.turns.clock.now());
    if (const auto* handshake = std::get_if<channel::Handshake>(&received)) {
        counts_->count(*row, Counts::ignored);
        return respond(response_of(handshake->answer));
    }
    counts_->count(*row, Counts::refused);
    const auto* refused = std::get_if<channel::Refused>(&received);
    respond(response_of(row->refuse(refused ? *refused : channel::Refused{})));
}

}  // namespace huiying::intake
