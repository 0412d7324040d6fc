#include "bot/delivery/attachment_fetcher.hpp"

#include "board/desk/fetched_files.hpp"
#include "bot/channel/media.hpp"
#include "bot/channel/open_channels.hpp"
#include "telemetry/log.hpp"

#include <condition_variable>
#include <exception>
#include <mutex>

namespace huiying::delivery {
namespace {

using channel::Media;
using telemetry::Level;

constexpr int kClaimed = 1;
/// Longer than a token and a download may take.
constexpr std::chrono::seconds kClaimLength{300};
constexpr std::chrono::milliseconds kIdle{1000};

void rest(const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, stop, kIdle, [] { return false; });
}

}  // namespace

AttachmentFetcher::AttachmentFetcher(const FetcherUses& uses)
    : uses_(uses), thread_([this](const std::stop_token& stop) { run(stop); }) {}

AttachmentFetcher::~AttachmentFetcher() {
    thread_.request_stop();
    thread_.join();
}

void AttachmentFetcher::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        try {
            const auto wanted = uses_.files.claim(kClaimLength, kClaimed);
            for (const auto& file : wanted)
                fetch_or_wait(file);
            if (wanted.empty())
                rest(stop);
        } catch (const std::exception& error) {
            // The record stayed away: the claim runs out, and the file is wanted again.
            telemetry::log_limited(Level::error, "fetcher.failed", {{"reason", error.what()}});
            rest(stop);
        }
    }
}

/// What cannot be kept, with a full disk say, counts as a try: it is not asked for without end.
void AttachmentFetcher::fetch_or_wait(const model::WantedFile& wanted) {
    try {
        fetch(wanted);
    } catch (const std::exception& error) {
        telemetry::log_limited(Level::error, "fetcher.failed", {{"reason", error.what()}});
        uses_.files.try_later(wanted, error.what());
    }
}

void AttachmentFetcher::fetch(const model::WantedFile& wanted) {
    const auto account = uses_.channels.find(wanted.channel, wanted.account);
    if (!account)
        return uses_.files.try_later(wanted, "no such account");
    const channel::SendContext context{uses_.transport, uses_.tokens, uses_.clock.now()};
    const auto media =
        channel::fetch_media(*account, wanted.attachment.url, {context, uses_.downloads});
    telemetry::log_limited(
        media.end == Media::End::here ? Level::debug : Level::warn,
        "attachment.fetched",
        {{"platform", wanted.channel},
         {"message", wanted.message},
         {"attempt", wanted.attempt},
         {"bytes", media.bytes.size()},
         {"detail", media.detail}}
    );
    switch (media.end) {
        case Media::End::here:
            return uses_.files.keep(wanted, media.bytes);
        case Media::End::never:
            return uses_.files.give_up(wanted, media.detail);
        case Media::End::later:
            return uses_.files.try_later(wanted, media.detail);
    }
}

}  // namespace huiying::delivery
