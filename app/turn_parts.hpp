// What a process takes citizens' turns with: first answers, what the record knows of talks, and the
// bells of platforms whose messages are pulled. Owned by serve; references outlive it.
#pragma once

#include "app/record.hpp"
#include "app/talk_lookup.hpp"
#include "bot/conversation/at_once.hpp"
#include "bot/intake/doorbell_worker.hpp"
#include "bot/intake/turn_taking.hpp"

#include <memory>
#include <string_view>

namespace huiying::app {

/// Whether this process takes deliveries of platforms.
enum class Hooks { closed, open };

struct TurnParts {
    struct Uses {
        Record& record;
        http::IoThread& io;
        queue::Appender& appender;
        const channel::OpenChannels& channels;
        channel::Transport& transport;
        channel::TokenCache& tokens;
        telemetry::Metrics& metrics;
    };

    TurnParts(const Uses& uses, Hooks hooks);

    /// The platform has messages; nothing where the process takes none.
    void ring(std::string_view platform, const channel::Doorbell& bell);

    const conversation::FirstAnswers answers;
    TalkLookup talks;
    const intake::TurnUses turns;

  private:
    const std::unique_ptr<intake::DoorbellWorker> bells_;
};

}  // namespace huiying::app
