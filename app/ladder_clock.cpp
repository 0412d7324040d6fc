#include "app/ladder_clock.hpp"

#include "board/desk/digests.hpp"
#include "board/desk/escalation.hpp"
#include "queue/due_set.hpp"
#include "telemetry/log.hpp"
#include "telemetry/metrics.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace huiying::app {
namespace {

using telemetry::Level;

/// Alarms of one filling; the rest follows with the next, earliest first.
constexpr int kRefill = 20'000;
constexpr std::chrono::milliseconds kPause{500};
const std::vector<double> kLateness{0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 60, 3600};

std::vector<queue::Due> due_of(const std::vector<desk::Alarm>& alarms, model::Instant before) {
    std::vector<queue::Due> due;
    for (const auto& alarm : alarms)
        if (alarm.at < before)
            due.push_back({alarm.number, alarm.at});
    return due;
}

}  // namespace

LadderClock::LadderClock(LadderClockUses uses, LadderClockSettings settings)
    : uses_(uses),
      settings_(std::move(settings)),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

LadderClock::~LadderClock() = default;

void LadderClock::run(const std::stop_token& stop) {
    using Steady = std::chrono::steady_clock;
    queue::DueSet due(settings_.queue, "ladder");
    auto refill_at = Steady::now();
    while (!stop.stop_requested()) {
        try {
            if (Steady::now() >= refill_at) {
                refill(due);
                tell_digest();  // throws nothing
                refill_at = Steady::now() + settings_.refill_every;
            }
            if (!work(due))
                sleep_until_due(due);
        } catch (const std::exception& error) {
            // Redis or the record is away: what was claimed comes again after its lease.
            telemetry::log_limited(Level::error, "clock.waiting", {{"reason", error.what()}});
            std::this_thread::sleep_for(kPause);
            refill_at = Steady::now();
        }
    }
}

void LadderClock::refill(queue::DueSet& due) {
    const auto until = uses_.clock.now() + settings_.horizon;
    due.add_missing(due_of(uses_.escalation.upcoming(until, kRefill), until));
}

void LadderClock::tell_digest() {
    // Reminders go on without it; the next round tries again.
    const auto failed = [](std::string_view reason) {
        telemetry::log_limited(Level::error, "digest.failed", {{"reason", reason}});
    };
    try {
        const auto told = uses_.digests.tell_due();
        if (told.has_error())
            failed(model::code_of(model::errc_of(told.error())));
        else if (*told > 0)
            telemetry::log(Level::info, "digest.told", {{"people", *told}});
    } catch (const std::exception& error) {
        failed(error.what());
    }
}

bool LadderClock::work(queue::DueSet& due) {
    const auto now = uses_.clock.now();
    const auto claimed = due.claim(now, settings_.lease, settings_.batch);
    if (claimed.empty())
        return false;
    std::vector<std::string> numbers;
    numbers.reserve(claimed.size());
    for (const auto& each : claimed)
        numbers.push_back(each.member);
    const auto next = uses_.escalation.climb(numbers);
    const auto done = uses_.clock.now();
    auto lateness = uses_.metrics.histogram(
        "huiying_clock_lateness_seconds", "From a rung's time to its transaction's end", kLateness
    );
    for (const auto& each : claimed)
        lateness.observe(std::chrono::duration<double>(done - each.at).count());
    // Added before the claim is given up: a member that is added again stays.
    due.add(due_of(next, done + settings_.horizon));
    due.finish(numbers);
    return true;
}

void LadderClock::sleep_until_due(queue::DueSet& due) const {
    const auto next = due.next();
    auto patience = settings_.longest_sleep;
    if (next)
        patience = std::clamp(
            std::chrono::ceil<std::chrono::milliseconds>(*next - uses_.clock.now()),
            std::chrono::milliseconds{0},
            patience
        );
    std::this_thread::sleep_for(patience);
}

}  // namespace huiying::app
