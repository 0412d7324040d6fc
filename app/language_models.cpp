#include "app/language_models.hpp"

#include "app/role_threads.hpp"
#include "config/config_error.hpp"
#include "telemetry/log.hpp"

#include <algorithm>
#include <fstream>
#include <utility>

namespace huiying::app {
namespace {

using language_model::Fault;
using std::chrono::milliseconds;
using std::chrono::seconds;
using SteadyClock = std::chrono::steady_clock;

constexpr seconds kRestOfEntries{30};
constexpr seconds kRestOfQuestion{10};
constexpr seconds kNoRest{0};  // a person asks, and sees that it does not answer
constexpr milliseconds kBetweenSteps{3'000};
constexpr milliseconds kSlice{100};
constexpr std::size_t kMostAnswer = 16U << 20U;  // 32 vectors of many dimensions, as text
constexpr std::size_t kMostWritten = 1U << 20U;
constexpr int kPatientTries = 2;

http::ClientSettings client_settings(milliseconds limit, std::size_t most) {
    http::ClientSettings client;
    client.connect_timeout = std::min(client.connect_timeout, limit);
    client.read_timeout = limit;
    client.write_timeout = limit;
    client.total_timeout = limit;
    client.response_limit = most;
    return client;
}

language_model::Post post_of(http::Client& client) {
    return [&client](
               const std::string& url,
               const http::HeaderList& headers,
               std::string_view body,
               const std::string& content_type
           ) { return client.post(url, headers, body, content_type); };
}

language_model::EndpointSettings endpoint_of(
    const config::Settings& settings, const std::string& endpoint, int tries
) {
    const auto& url = settings.text("language_model." + endpoint + "_url");
    const auto& model = settings.text("language_model." + endpoint + "_model");
    if (!url.empty() && model.empty())
        throw config::ConfigError(
            "language_model." + endpoint + "_url is set, language_model." + endpoint +
            "_model is not"
        );
    return {
        .url = url,
        .model = model,
        .key = url.empty() ? std::string() : model_key_of(settings, endpoint),
        .tries = tries};
}

language_model::EmbeddingSettings embedding_of(const config::Settings& settings, int tries) {
    return {
        .endpoint = endpoint_of(settings, "embeddings", tries),
        .dimensions =
            static_cast<std::size_t>(settings.integer("language_model.embeddings_dimensions"))};
}

seconds seconds_of(const config::Settings& settings, const char* key) {
    return seconds{settings.integer(key)};
}

}  // namespace

std::string model_key_of(const config::Settings& settings, const std::string& endpoint) {
    const auto& path = settings.text("language_model." + endpoint + "_key_file");
    if (path.empty())
        return settings.text("language_model." + endpoint + "_key");
    return first_line(path);
}

std::string first_line(const std::string& path) {
    std::ifstream file(path);
    std::string line;
    if (!file || !std::getline(file, line))
        throw config::ConfigError(path + ": cannot be read, or is empty");
    line.erase(line.find_last_not_of(" \t\r") + 1);
    return line;
}

ModelUse::ModelUse(telemetry::Metrics& metrics, std::string_view use, seconds rest)
    : use_(use), rest_(rest) {
    counters_.reserve(language_model::kFaults.size());
    for (const auto fault : language_model::kFaults)
        counters_.push_back(metrics.counter(
            "huiying_language_model_requests_total",
            "Requests to endpoints of language models, by use and what became of them",
            {{"use", std::string(use)}, {"outcome", std::string(to_word(fault))}}
        ));
}

bool ModelUse::is_awake() const {
    return SteadyClock::now().time_since_epoch().count() >= asleep_until_;
}

void ModelUse::count(Fault fault) {
    const auto* const place =
        std::find(language_model::kFaults.begin(), language_model::kFaults.end(), fault);
    counters_[static_cast<std::size_t>(place - language_model::kFaults.begin())].add();
    if (fault == Fault::none)
        return;
    telemetry::log_limited(
        telemetry::Level::warn, "language_model.unused", {{"use", use_}, {"reason", to_word(fault)}}
    );
}

void ModelUse::rest() {
    asleep_until_ = (SteadyClock::now() + rest_).time_since_epoch().count();
}

void ModelUse::note(Fault fault) {
    count(fault);
    if (fault != Fault::none)
        rest();
}

LanguageModels::LanguageModels(
    const config::Settings& settings, Record& record, telemetry::Metrics& metrics
)
    : limit_(settings.integer("language_model.question_timeout_ms")),
      patient_(client_settings(
          seconds_of(settings, "language_model.embeddings_timeout_seconds"), kMostAnswer
      )),
      strict_(client_settings(limit_, kMostAnswer)),
      writer_(
          client_settings(seconds_of(settings, "language_model.chat_timeout_seconds"), kMostWritten)
      ),
      entries_(embedding_of(settings, kPatientTries), post_of(patient_)),
      question_(embedding_of(settings, 1), post_of(strict_)),
      chat_(
          {.endpoint = endpoint_of(settings, "chat", 1),
           .max_tokens = static_cast<int>(settings.integer("language_model.chat_max_tokens"))},
          post_of(writer_)
      ),
      entries_use_(metrics, "entries", kRestOfEntries),
      question_use_(metrics, "question", kRestOfQuestion),
      rewriting_use_(metrics, "rewriting", kNoRest),
      missing_(metrics.gauge(
          "huiying_language_model_entries_missing", "Texts of FAQ entries that have no vector yet"
      )) {
    if (!entries_.is_on())
        return;
    const auto missing = has_role(settings, "clock") ? desk::Missing::ask : desk::Missing::await;
    meanings_.emplace(
        desk::EntryMeaningsUses{
            record.database,
            *record.town,
            record.clock,
            entries_.model(),
            embedding_entries(),
            embedding_question(),
            [this] { question_use_.note(Fault::wrong_dimensions); },
            [this] { entries_use_.rest(); }},
        missing
    );
    lookup_.emplace(senses_unlimited(), limit_);
    keeping_up_.emplace([this](const std::stop_token& stop) { keep_up(stop); });
}

LanguageModels::~LanguageModels() = default;

/// After a refusal the texts are asked for one by one: no rest between.
desk::EmbedEntries LanguageModels::embedding_entries() {
    return [this](const std::vector<std::string>& texts) -> desk::EmbeddedEntries {
        if (!entries_use_.is_awake())
            return {};
        auto embedded = entries_.embed(texts);
        const bool is_refused = embedded.fault == Fault::refused;
        is_refused ? entries_use_.count(embedded.fault) : entries_use_.note(embedded.fault);
        return {std::move(embedded.vectors), is_refused};
    };
}

desk::Embed LanguageModels::embedding_question() {
    using Vectors = std::optional<std::vector<std::vector<float>>>;
    return [this](const std::vector<std::string>& texts) -> Vectors {
        if (!question_use_.is_awake())
            return std::nullopt;
        auto embedded = question_.embed(texts);
        question_use_.note(embedded.fault);
        if (embedded.fault != Fault::none)
            return std::nullopt;
        return std::move(embedded.vectors);
    };
}

desk::AskSenses LanguageModels::senses() {
    return lookup_ ? lookup_->waiting() : desk::AskSenses();
}

desk::AskSenses LanguageModels::senses_unlimited() {
    if (!meanings_)
        return {};
    return [this](const std::vector<std::string>& texts) { return meanings_->of(texts); };
}

desk::RewritingModel LanguageModels::rewriting() {
    if (!chat_.is_on())
        return {};
    return {
        chat_.model(),
        [this](const std::string& order, const std::string& text) -> std::optional<std::string> {
            auto written = chat_.write({{"system", order}, {"user", text}});
            rewriting_use_.note(written.fault);
            if (written.fault != Fault::none)
                return std::nullopt;
            return std::move(written.text);
        }};
}

/// Follows the town's entries until the end; batch after batch while some are missing.
void LanguageModels::keep_up(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        bool may_go_on = false;
        try {
            may_go_on = meanings_->step();
            missing_.set(static_cast<double>(meanings_->count().missing));
        } catch (const std::exception& error) {
            telemetry::log_limited(
                telemetry::Level::error, "language_model.not_kept", {{"reason", error.what()}}
            );
        }
        for (auto left = may_go_on ? milliseconds{0} : kBetweenSteps;
             left > milliseconds{0} && !stop.stop_requested();
             left -= kSlice)
            std::this_thread::sleep_for(kSlice);
    }
}

}  // namespace huiying::app
