#include "app/turn_parts.hpp"

#include "http/io_thread.hpp"
#include "queue/appender.hpp"
#include "telemetry/log.hpp"

#include <exception>
#include <memory>
#include <utility>

namespace huiying::app {
namespace {

/// Its own threads: a batch that is taken in keeps no citizen waiting.
intake::AskSense asking(
    std::optional<SenseLookup>& lookup, LanguageModels& models, http::IoThread& io
) {
    auto senses = models.senses_unlimited();
    if (!senses)
        return {};
    lookup.emplace(std::move(senses), models.limit());
    return lookup->asking(io);
}

}  // namespace

TurnParts::TurnParts(const Uses& uses, Hooks hooks)
    : answers(*uses.record.town, uses.record.renderer),
      io_(uses.io),
      keeper_(uses.reports, uses.metrics),
      talks(uses.record.database, uses.record.clock, uses.io),
      turns{
          answers,
          uses.appender,
          uses.record.clock,
          talks.asking(),
          asking(senses_, uses.models, io_)},
      bells_(
          hooks == Hooks::open ? std::make_unique<intake::DoorbellWorker>(intake::DoorbellUses{
                                     uses.channels, uses.transport, uses.tokens, turns, keeper_})
                               : nullptr
      ) {}

TurnParts::~TurnParts() {
    end();
}

/// In the order in which a turn goes on from one to the next; at the queue it ends.
void TurnParts::end() {
    std::unique_ptr<intake::DoorbellWorker> bells;
    io_.run([&] { bells = std::move(bells_); });
    bells.reset();
    io_.run([this] {
        try {
            turns.appender.close();
        } catch (const std::exception& error) {
            // What it left open ends with the process.
            telemetry::log(telemetry::Level::warn, "turns.not_closed", {{"reason", error.what()}});
        }
    });
    talks.end();
    senses_.reset();
    io_.run([] {});
}

void TurnParts::ring(std::string_view platform, const channel::Doorbell& bell) {
    if (bells_)
        bells_->ring(platform, bell);
}

void TurnParts::report(
    const model::ChannelAccount& account,
    std::vector<model::DeliveryReport> reports,
    const std::function<void(bool)>& done
) {
    const bool is_taken = talks.submit(
        [this, platform = account.channel, name = account.name, all = std::move(reports), done] {
            const bool is_kept = keeper_.keep(platform, name, all);
            io_.post([done, is_kept] { done(is_kept); });
        }
    );
    if (!is_taken)
        io_.post([done] { done(false); });
}

}  // namespace huiying::app
