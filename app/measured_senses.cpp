#include "app/measured_senses.hpp"

#include "app/language_models.hpp"
#include "board/desk/entry_meanings.hpp"
#include "board/language_model/embedding_client.hpp"
#include "http/client.hpp"

#include <memory>
#include <stdexcept>
#include <utility>

namespace huiying::app {
namespace {

constexpr std::size_t kMostAnswer = 16U << 20U;
constexpr int kTries = 3;

/// Texts as they would leave the house.
std::vector<std::string> as_sent(const std::vector<std::string>& texts) {
    std::vector<std::string> sent;
    sent.reserve(texts.size());
    for (const auto& text : texts)
        sent.push_back(desk::asked_of_model(text));
    return sent;
}

std::vector<std::vector<float>> vectors_of(
    const language_model::EmbeddingClient& client, const std::vector<std::string>& texts
) {
    auto embedded = client.embed(as_sent(texts));
    if (embedded.fault != language_model::Fault::none)
        throw std::runtime_error(
            "向量接口没有给出可用的结果：" + std::string(to_word(embedded.fault))
        );
    return std::move(embedded.vectors);
}

std::shared_ptr<const knowledge::Meanings> meanings_of(
    const language_model::EmbeddingClient& client, const std::vector<model::FaqEntry>& entries
) {
    std::vector<std::string> texts;
    std::vector<std::string> ids;
    for (const auto& entry : entries)
        for (auto& text : desk::texts_with_meaning(entry)) {
            texts.push_back(std::move(text));
            ids.push_back(entry.id);
        }
    auto vectors = vectors_of(client, texts);
    std::vector<knowledge::Meanings::Row> rows;
    rows.reserve(vectors.size());
    for (std::size_t at = 0; at < vectors.size(); ++at)
        rows.push_back({ids[at], std::make_shared<const knowledge::Vector>(std::move(vectors[at]))}
        );
    return std::make_shared<const knowledge::Meanings>(std::move(rows));
}

}  // namespace

std::vector<knowledge::Sense> measured_senses(
    const EmbeddingsAsked& asked,
    const knowledge::FaqIndex& index,
    const std::vector<knowledge::KnownQuestion>& questions
) {
    http::ClientSettings patient;
    patient.response_limit = kMostAnswer;
    http::Client http(patient);
    const language_model::EmbeddingClient client(
        {.endpoint =
             {.url = asked.url,
              .model = asked.model,
              .key = asked.key_file.empty() ? std::string() : first_line(asked.key_file),
              .tries = kTries}},
        [&http](const auto& url, const auto& headers, auto body, const auto& type) {
            return http.post(url, headers, body, type);
        }
    );
    const auto meanings = meanings_of(client, index.entries());
    std::vector<std::string> texts;
    texts.reserve(questions.size());
    for (const auto& question : questions)
        texts.push_back(question.text);
    std::vector<knowledge::Sense> senses;
    senses.reserve(texts.size());
    for (auto& vector : vectors_of(client, texts))
        senses.push_back({std::move(vector), meanings});
    return senses;
}

}  // namespace huiying::app
