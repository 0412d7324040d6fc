// What a process takes citizens' turns with: first answers, what the record knows of talks, and the
// bells of platforms whose messages are pulled. Owned by serve; references outlive it.
#pragma once

#include "app/language_models.hpp"
#include "app/record.hpp"
#include "app/talk_lookup.hpp"
#include "bot/conversation/at_once.hpp"
#include "bot/intake/doorbell_worker.hpp"
#include "bot/intake/report_keeper.hpp"
#include "bot/intake/turn_taking.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

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
        desk::DeliveryReports& reports;
        LanguageModels& models;
    };

    TurnParts(const Uses& uses, Hooks hooks);
    ~TurnParts();
    TurnParts(const TurnParts&) = delete;
    TurnParts& operator=(const TurnParts&) = delete;

    /// Ends every turn that is under way: at the queue as if that were away, in a lookup without a
    /// word; whoever waited comes again. Closes the appender. REQUIRES: nobody begins one any more;
    /// `io` runs.
    void end();

    /// The platform has messages; nothing where the process takes none.
    void ring(std::string_view platform, const channel::Doorbell& bell);

    /// What a platform reports of sent messages is kept; `done` hears of it on the io thread.
    void report(
        const model::ChannelAccount& account,
        std::vector<model::DeliveryReport> reports,
        const std::function<void(bool)>& done
    );

    const conversation::FirstAnswers answers;

  private:
    http::IoThread& io_;
    intake::ReportKeeper keeper_;
    std::optional<SenseLookup> senses_;  // none where no endpoint is set

  public:
    TalkLookup talks;
    const intake::TurnUses turns;

  private:
    std::unique_ptr<intake::DoorbellWorker> bells_;
};

}  // namespace huiying::app
