#include "board/desk/recount.hpp"

#include "board/desk/recount_batch.hpp"
#include "board/sla/working_calendar.hpp"
#include "board/store/database.hpp"
#include "board/store/directory_repository.hpp"
#include "telemetry/log.hpp"

namespace huiying::desk {
namespace {

using store::Connection;
using store::DueRepository;
using store::DueVersions;
using store::RecountRepository;
using store::RecountRun;

DueVersions versions_of(const TownSnapshot& town) {
    return {town.calendar().version(), town.settings().policy.version};
}

/// Whether this process sees the directory, and the calendar in force, as the record has them.
bool is_current(Connection& connection, const TownSnapshot& town) {
    return store::DirectoryRepository(connection).revision() == town.revision() &&
           town.calendar_in_force() == town.calendar().version();
}

}  // namespace

Recount::Recount(DeskUses uses, RecountSettings settings)
    : uses_(std::move(uses)), settings_(std::move(settings)) {}

RecountRepository::Lease Recount::lease() const {
    const auto now = uses_.clock.now();
    return {settings_.owner, now, now + settings_.lease};
}

std::optional<RecountRun> Recount::newest() const {
    return uses_.database.read([](Connection& connection) {
        return RecountRepository(connection).newest();
    });
}

std::optional<RecountRun> Recount::claimed(const TownSnapshot& town) {
    const auto versions = versions_of(town);
    auto present = newest();
    if (present && present->versions == versions && present->ended_at)
        return std::nullopt;
    // Every batch prolongs the lease: no transaction of its own for that.
    if (present && present->versions == versions && present->owner == settings_.owner &&
        present->leased_until > uses_.clock.now() + settings_.lease / 2)
        return present;
    return uses_.database.write([&](Connection& connection) -> std::optional<RecountRun> {
        if (!is_current(connection, town))
            return std::nullopt;
        RecountRepository runs(connection);
        auto run = runs.newest();
        if (!run || run->versions != versions)
            runs.begin(versions, uses_.clock.now());
        run = runs.newest();
        return !run->ended_at && runs.claim(run->id, lease()) ? run : std::nullopt;
    });
}

Recount::Step Recount::step() {
    const auto town = uses_.town.snapshot();
    const auto run = claimed(*town);
    if (!run)
        return Step::idle;
    const auto batch = uses_.database.read([&](Connection& connection) {
        return DueRepository(connection).outdated(run->place, run->versions, settings_.batch);
    });
    if (batch.empty())
        return pass_ended(*run);
    return done(*town, *run, batch) ? Step::worked : Step::idle;
}

/// The run has ended with a pass that found nothing and began when nobody could store by the old
/// calendar any more.
Recount::Step Recount::pass_ended(const RecountRun& run) {
    const auto now = uses_.clock.now();
    const auto settled_at = run.began_at + settings_.settling;
    if (now < settled_at)
        return Step::idle;
    const bool is_last = run.found == 0 && run.pass_began_at >= settled_at;
    uses_.database.write([&](Connection& connection) {
        RecountRepository runs(connection);
        if (!runs.claim(run.id, lease()))
            return;
        if (is_last)
            runs.end(run.id, now);
        else
            runs.next_pass(run.id, now);
    });
    if (is_last)
        telemetry::log(
            telemetry::Level::info,
            "recount.ended",
            {{"calendar", run.versions.calendar},
             {"policy", run.versions.policy},
             {"tickets", run.counts.counted},
             {"later", run.counts.later},
             {"kept", run.counts.kept},
             {"told", run.counts.told}}
        );
    return is_last ? Step::idle : Step::worked;
}

bool Recount::done(
    const TownSnapshot& town, const RecountRun& run, const std::vector<store::PromisedDates>& batch
) {
    // Counted before the transaction, which is short so that the desk stays quick.
    RecountBatch work(town, uses_.clock.now());
    uses_.database.read([&](Connection& connection) { work.count(connection, batch); });
    std::vector<TicketEvent> events;
    const bool is_ours = uses_.database.write([&](Connection& connection) {
        if (!is_current(connection, town) ||
            !RecountRepository(connection).advance(run, lease(), batch.back().ticket.id))
            return false;
        RecountRepository(connection).add(run.id, work.write(connection, run, events));
        return true;
    });
    if (!is_ours)
        return false;
    for (const auto& event : events)
        uses_.announce(event);
    return true;
}

}  // namespace huiying::desk
