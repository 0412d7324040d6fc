#include "app/turn_parts.hpp"

namespace huiying::app {

TurnParts::TurnParts(const Uses& uses, Hooks hooks)
    : answers(*uses.record.town, uses.record.renderer),
      talks(uses.record.database, uses.record.clock, uses.io),
      turns{answers, uses.appender, uses.record.clock, talks.asking()},
      bells_(
          hooks == Hooks::open
              ? std::make_unique<intake::DoorbellWorker>(intake::DoorbellUses{
                    uses.channels, uses.transport, uses.tokens, turns, uses.metrics})
              : nullptr
      ) {}

void TurnParts::ring(std::string_view platform, const channel::Doorbell& bell) {
    if (bells_)
        bells_->ring(platform, bell);
}

}  // namespace huiying::app
