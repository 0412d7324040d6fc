#include "board/desk/town.hpp"

#include "board/desk/routing_lessons.hpp"
#include "board/desk/setting_keys.hpp"
#include "board/knowledge/faq_index.hpp"
#include "board/knowledge/passage_index.hpp"
#include "board/knowledge/synonyms.hpp"
#include "board/routing/corrected_routes.hpp"
#include "board/routing/hand_rules.hpp"
#include "board/routing/learned_routing.hpp"
#include "board/routing/router.hpp"
#include "board/sla/due_times.hpp"
#include "board/sla/working_calendar.hpp"
#include "board/store/database.hpp"
#include "board/store/directory_repository.hpp"
#include "board/store/learnt_order_repository.hpp"
#include "board/store/policy_repository.hpp"
#include "board/store/routing_repository.hpp"
#include "board/store/town_routing_repository.hpp"
#include "telemetry/log.hpp"

#include <algorithm>

namespace huiying::desk {
namespace {

const std::string kNoName;

/// Messages that people put right, as far back as they say anything of what comes now.
constexpr int kMostCorrected = 1000;

using Learned = std::shared_ptr<const routing::LearnedRouting>;

/// The model in use, or what units and FAQ say of themselves.
Learned learned_of(const TownSnapshot::Parts& parts) {
    return parts.learned ? parts.learned
                         : routing::cold_start(cold_lessons(parts.units, parts.faq));
}

std::shared_ptr<const routing::Router> router_of(
    const TownSnapshot::Parts& parts, const Learned& learned
) {
    return std::make_shared<const routing::Router>(
        parts.units,
        routing::RoutingRules{},
        routing::TownRouting{
            .learned = learned,
            .by_hand = std::make_shared<const routing::HandRules>(parts.rules, parts.rules_version),
            .corrected = std::make_shared<const routing::CorrectedRoutes>(parts.corrected)}
    );
}

/// As the index reads them.
std::vector<model::FaqEntry> widened(const TownSnapshot::Parts& parts) {
    return knowledge::with_synonyms(parts.faq, parts.synonyms);
}

/// The same lessons, or the same model.
bool learns_alike(const TownSnapshot::Parts& parts, const TownSnapshot::Parts& before) {
    return parts.learned == before.learned &&
           (parts.learned || (parts.units == before.units && parts.faq == before.faq));
}

const knowledge::Weights& order_of(const TownSnapshot::Parts& parts) {
    return parts.order ? *parts.order : knowledge::usual_weights();
}

/// What the knowledge base is made of.
bool knows_alike(const TownSnapshot::Parts& parts, const TownSnapshot::Parts& before) {
    return parts.faq == before.faq && parts.synonyms == before.synonyms &&
           order_of(parts) == order_of(before);
}

/// What the router is made of, besides what was learnt.
bool routes_alike(const TownSnapshot::Parts& parts, const TownSnapshot::Parts& before) {
    return parts.units == before.units && parts.rules_version == before.rules_version &&
           parts.corrected == before.corrected;
}

}  // namespace

TownSnapshot::TownSnapshot(Parts parts)
    : parts_(std::move(parts)),
      faq_(std::make_shared<const knowledge::FaqIndex>(widened(parts_), order_of(parts_))),
      passages_(std::make_shared<const knowledge::PassageIndex>(parts_.documents)),
      learned_(learned_of(parts_)),
      router_(router_of(parts_, learned_)) {}

TownSnapshot::TownSnapshot(Parts parts, const TownSnapshot& before)
    : parts_(std::move(parts)),
      faq_(
          knows_alike(parts_, before.parts_)
              ? before.faq_
              : std::make_shared<const knowledge::FaqIndex>(
                    before.faq_->changed(widened(parts_), order_of(parts_))
                )
      ),
      passages_(
          parts_.documents == before.parts_.documents
              ? before.passages_
              : std::make_shared<const knowledge::PassageIndex>(
                    before.passages_->changed(parts_.documents)
                )
      ),
      learned_(learns_alike(parts_, before.parts_) ? before.learned_ : learned_of(parts_)),
      router_(
          learned_ == before.learned_ && routes_alike(parts_, before.parts_)
              ? before.router_
              : router_of(parts_, learned_)
      ) {}

TownSnapshot::~TownSnapshot() = default;

const model::FaqEntry* TownSnapshot::entry(const std::string& id) const {
    return faq_->find(id);
}

const model::PublishedDocument* TownSnapshot::document(const std::string& id) const {
    const auto found =
        std::find_if(parts_.documents.begin(), parts_.documents.end(), [&](const auto& published) {
            return published.document.id == id;
        });
    return found == parts_.documents.end() ? nullptr : &*found;
}

const model::Unit* TownSnapshot::unit(const std::string& code) const {
    const auto found =
        std::find_if(parts_.units.begin(), parts_.units.end(), [&](const auto& unit) {
            return unit.code == code;
        });
    return found == parts_.units.end() ? nullptr : &*found;
}

const std::string& TownSnapshot::unit_name(const std::string& code) const {
    const auto* found = unit(code);
    return found ? found->name : parts_.settings.office_name;
}

const std::string& TownSnapshot::lead_unit() const {
    return router_->lead_unit();
}

routing::Router TownSnapshot::router_with(std::vector<model::RoutingRule> rules) const {
    return routing::Router(
        parts_.units,
        routing::RoutingRules{},
        {.learned = learned_,
         .by_hand = std::make_shared<const routing::HandRules>(std::move(rules), 0),
         .corrected = nullptr}
    );
}

const model::ChannelAccount* TownSnapshot::account(
    const std::string& channel, const std::string& name
) const {
    const auto* found = any_account(channel, name);
    return found && found->active ? found : nullptr;
}

const model::ChannelAccount* TownSnapshot::any_account(
    const std::string& channel, const std::string& name
) const {
    const auto found =
        std::find_if(parts_.accounts.begin(), parts_.accounts.end(), [&](const auto& account) {
            return account.channel == channel && account.name == name;
        });
    return found == parts_.accounts.end() ? nullptr : &*found;
}

model::DueTimes TownSnapshot::due_times(model::Instant received) const {
    return sla::due_times(*parts_.calendar, parts_.settings.policy, received);
}

Town::Town(
    store::Database& database,
    const model::CalendarFacts& calendar,
    const model::TownSecret& secret,
    Demo demo
)
    : Town(
          database, [calendar] { return calendar; }, secret, demo
      ) {}

Town::Town(
    store::Database& database, CalendarSource source, const model::TownSecret& secret, Demo demo
)
    : database_(database),
      source_(std::move(source)),
      calendar_(std::make_shared<sla::WorkingCalendar>(source_())),
      secret_(secret),
      demo_(demo) {
    snapshot_ = std::make_shared<const TownSnapshot>(read_parts());
}

Town::~Town() = default;

std::shared_ptr<const TownSnapshot> Town::snapshot() const {
    const std::lock_guard lock(mutex_);
    return snapshot_;
}

TownSnapshot::Parts Town::read_parts() {
    auto parts = database_.read([&](store::Connection& connection) {
        store::DirectoryRepository directory(connection);
        const auto settings = directory.settings();
        const auto version = settings.find(std::string(kCalendarVersion));
        store::TownRoutingRepository of_town(connection);
        auto rules = of_town.newest();
        const auto corrections = of_town.corrections_revision();
        return TownSnapshot::Parts{
            .settings = settings_from(settings),
            .units = directory.units(),
            .faq = directory.faq_entries(),
            .accounts = directory.channel_accounts(secret_),
            .calendar = nullptr,
            .demo = demo_,
            .revision = directory.revision(),
            .calendar_in_force = version == settings.end() ? std::string() : version->second,
            .learned = learned_by(connection, settings),
            .rules = std::move(rules.rules),
            .rules_version = rules.version,
            .corrected = of_town.corrections(kMostCorrected),
            .corrected_revision = corrections,
            .synonyms = synonyms_from(settings),
            .order = learnt_order(connection, settings),
            .documents = store::PolicyRepository(connection).published(),
        };
    });
    follow_calendar(parts.calendar_in_force);
    parts.calendar = calendar_;
    return parts;
}

/// One that is not there, or not readable by this release, leaves the usual order.
std::shared_ptr<const knowledge::Weights> Town::learnt_order(
    store::Connection& connection, const std::map<std::string, std::string>& settings
) {
    const auto id = answer_order_from(settings);
    if (!id)
        return nullptr;
    const auto read =
        knowledge::parse_weights(store::LearntOrderRepository(connection).weights(*id));
    if (!read) {
        telemetry::log(
            telemetry::Level::error, "knowledge.order_unreadable", {{"order", std::to_string(*id)}}
        );
        return nullptr;
    }
    return std::make_shared<const knowledge::Weights>(*read);
}

/// A model that is not there, or not readable by this release, leaves the cold start.
std::shared_ptr<const routing::LearnedRouting> Town::learned_by(
    store::Connection& connection, const std::map<std::string, std::string>& settings
) const {
    const auto id = routing_model_from(settings);
    if (!id)
        return nullptr;
    const auto version = "model-" + std::to_string(*id);
    const auto held = snapshot();
    if (held && held->learned() && held->learned()->version == version)
        return held->learned();
    store::RoutingRepository models(connection);
    const auto row = models.find(*id);
    auto model = routing::TextModel::read(models.bytes(*id));
    if (!row || !model) {
        telemetry::log(telemetry::Level::error, "routing.model_unreadable", {{"model", version}});
        return nullptr;
    }
    return std::make_shared<const routing::LearnedRouting>(routing::LearnedRouting{
        std::move(*model), version, row->bound});
}

void Town::follow_calendar(const std::string& version) {
    if (version.empty() || version == calendar_->version())
        return;
    try {
        auto fresh = std::make_shared<sla::WorkingCalendar>(source_());
        if (fresh->version() == calendar_->version())
            return;
        calendar_ = std::move(fresh);
        telemetry::log(
            telemetry::Level::info, "calendar.changed", {{"version", calendar_->version()}}
        );
    } catch (const std::exception& error) {
        telemetry::log(
            telemetry::Level::error,
            "calendar.unreadable",
            {{"reason", error.what()}, {"kept", calendar_->version()}}
        );
    }
}

void Town::hold(std::shared_ptr<const TownSnapshot> fresh) {
    const std::lock_guard lock(mutex_);
    snapshot_ = std::move(fresh);
}

/// All else of the snapshot stays: people put something right many times a day.
void Town::follow_corrections(std::int64_t revision) {
    const auto held = snapshot();
    if (revision == held->parts().corrected_revision)
        return;
    auto parts = held->parts();
    parts.corrected_revision = revision;
    parts.corrected = database_.read([](store::Connection& connection) {
        return store::TownRoutingRepository(connection).corrections(kMostCorrected);
    });
    hold(std::make_shared<const TownSnapshot>(std::move(parts), *held));
}

bool Town::refresh() {
    // One at a time: a slower reader must not put an older snapshot over a newer one, and who has
    // just changed the directory sees the change when this returns.
    const std::lock_guard refreshing(refreshing_);
    const auto [revision, corrections] = database_.read([](store::Connection& connection) {
        return std::pair(
            store::DirectoryRepository(connection).revision(),
            store::TownRoutingRepository(connection).corrections_revision()
        );
    });
    if (revision == snapshot()->revision()) {
        follow_corrections(corrections);
        return false;
    }
    hold(std::make_shared<const TownSnapshot>(read_parts(), *snapshot()));
    return true;
}

}  // namespace huiying::desk
