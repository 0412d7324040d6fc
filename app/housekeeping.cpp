#include "app/housekeeping.hpp"

#include "board/desk/delivery.hpp"
#include "board/desk/files.hpp"
#include "board/desk/policy_documents.hpp"
#include "board/desk/said_filling.hpp"
#include "board/desk/talk_lines.hpp"
#include "board/desk/town.hpp"
#include "board/web/submission.hpp"
#include "bot/channel/open_channels.hpp"
#include "telemetry/log.hpp"

#include <chrono>

namespace huiying::app {
namespace {

using telemetry::Level;

constexpr std::chrono::milliseconds kRound{250};
constexpr int kDrained = 200;
constexpr std::chrono::hours kForgetEvery{1};
/// A message that names a file may lie in the stream, or among the dead letters, until somebody
/// looks.
constexpr std::chrono::hours kUnnamedFor{30 * 24};

}  // namespace

std::vector<model::ChannelAccount> open_changed_channels(
    const desk::Town& town, channel::OpenChannels& channels
) {
    const auto snapshot = town.snapshot();
    if (channels.revision() == snapshot->revision())
        return {};
    const auto opening = channels.replace(snapshot->accounts(), snapshot->revision());
    for (const auto& unusable : opening.unusable)
        telemetry::log(
            Level::error,
            "channel.unusable",
            {{"platform", unusable.channel},
             {"account", unusable.name},
             {"field", unusable.problem.field},
             {"reason", unusable.problem.message}}
        );
    return opening.changed;
}

Housekeeping::Housekeeping(HousekeepingUses uses)
    : uses_(uses), thread_([this](const std::stop_token& stop) { run(stop); }) {}

Housekeeping::~Housekeeping() = default;

/// Some a round until none are left, then again in an hour.
void Housekeeping::forget_talks() {
    const auto now = std::chrono::steady_clock::now();
    if (uses_.talks.length.count() == 0 || now < forget_at_)
        return;
    const auto before = uses_.talks.clock.now() - uses_.talks.length;
    if (const int lines = desk::TalkLines(uses_.talks.database).forget(before); lines > 0)
        telemetry::log(Level::info, "talk.forgotten", {{"lines", lines}});
    else
        forget_at_ = now + kForgetEvery;
}

void Housekeeping::forget_files() {
    const auto now = std::chrono::steady_clock::now();
    if (now < forget_files_at_)
        return;
    const auto before = uses_.talks.clock.now() - kUnnamedFor;
    if (const int files = uses_.files.forget_unnamed(before); files > 0)
        telemetry::log(Level::info, "files.forgotten", {{"files", files}});
    else
        forget_files_at_ = now + kForgetEvery;
}

/// Replies and notes of before they could be searched, some a round.
void Housekeeping::fill_search() {
    constexpr int rows_a_round = 500;
    if (is_search_filled_)
        return;
    is_search_filled_ = desk::fill_said(uses_.talks.database, rows_a_round) == 0;
    if (is_search_filled_)
        telemetry::log(Level::debug, "search.filled", {});
}

void Housekeeping::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        try {
            uses_.town.refresh();
            for (const auto& account : open_changed_channels(uses_.town, uses_.channels))
                uses_.outbox.try_now(account.channel, account.name);
            if (const int moved = uses_.submission.drain(kDrained); moved > 0)
                telemetry::log(Level::info, "spool.drained", {{"messages", moved}});
            if (const int ended = uses_.documents.expire_due(); ended > 0)
                telemetry::log(Level::info, "documents.expired", {{"documents", ended}});
            forget_talks();
            forget_files();
            fill_search();
        } catch (const std::exception& error) {
            telemetry::log_limited(Level::error, "housekeeping.failed", {{"reason", error.what()}});
        }
        std::this_thread::sleep_for(kRound);
    }
}

}  // namespace huiying::app
