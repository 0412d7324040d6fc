// The endpoints of language models that a town may name (settings language_model.*): what asks
// them, how long, what is counted and logged of it, and what stops asking for a while where one
// does not answer. Off where no address is set; nothing waits for them or needs them. Owned by
// serve.
#pragma once

#include "app/record.hpp"
#include "app/sense_lookup.hpp"
#include "board/desk/entry_meanings.hpp"
#include "board/desk/rewriting.hpp"
#include "board/language_model/chat_client.hpp"
#include "board/language_model/embedding_client.hpp"
#include "config/settings.hpp"
#include "http/client.hpp"
#include "telemetry/metrics.hpp"

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace huiying::app {

/// The key of an endpoint: the setting itself, or the first line of the file it names. Throws
/// config::ConfigError where that cannot be read. `endpoint`: "embeddings", "chat".
[[nodiscard]] std::string model_key_of(
    const config::Settings& settings, const std::string& endpoint
);

/// The first line of a file, without white space at its end. Throws config::ConfigError.
[[nodiscard]] std::string first_line(const std::string& path);

/// Counts what became of the requests of one use, and lets it rest after a failure.
class ModelUse {
  public:
    /// `use`: of the closed set "entries", "question", "rewriting".
    ModelUse(telemetry::Metrics& metrics, std::string_view use, std::chrono::seconds rest);

    /// Whether it may be asked now.
    [[nodiscard]] bool is_awake() const;
    /// One line in the log where it is a fault.
    void count(language_model::Fault fault);
    void rest();
    /// Both: rests after a fault.
    void note(language_model::Fault fault);

  private:
    const std::string_view use_;
    const std::chrono::seconds rest_;
    std::vector<telemetry::Counter> counters_;   // in the order of kFaults
    std::atomic<std::int64_t> asleep_until_{0};  // steady clock, in its ticks
};

class LanguageModels {
  public:
    /// Throws config::ConfigError: an address without a model, a key that cannot be read.
    LanguageModels(const config::Settings& settings, Record& record, telemetry::Metrics& metrics);
    ~LanguageModels();
    LanguageModels(const LanguageModels&) = delete;
    LanguageModels& operator=(const LanguageModels&) = delete;

    /// What messages of a batch mean; empty where no embeddings are set.
    [[nodiscard]] desk::AskSenses senses();
    /// The same without the time limit: for who keeps it himself.
    [[nodiscard]] desk::AskSenses senses_unlimited();

    [[nodiscard]] std::chrono::milliseconds limit() const { return limit_; }

    /// Without a function where no chat is set.
    [[nodiscard]] desk::RewritingModel rewriting();

  private:
    [[nodiscard]] desk::EmbedEntries embedding_entries();
    [[nodiscard]] desk::Embed embedding_question();
    void keep_up(const std::stop_token& stop);

    const std::chrono::milliseconds limit_;
    http::Client patient_;
    http::Client strict_;
    http::Client writer_;
    language_model::EmbeddingClient entries_;
    language_model::EmbeddingClient question_;
    language_model::ChatClient chat_;
    ModelUse entries_use_;
    ModelUse question_use_;
    ModelUse rewriting_use_;
    telemetry::Gauge missing_;
    std::optional<desk::EntryMeanings> meanings_;
    std::optional<SenseLookup> lookup_;
    std::optional<std::jthread> keeping_up_;
};

}  // namespace huiying::app
