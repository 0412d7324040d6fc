#include "board/desk/suggestions.hpp"

#include "board/desk/town.hpp"
#include "board/knowledge/faq_index.hpp"
#include "board/routing/router.hpp"
#include "board/store/database.hpp"
#include "board/store/publication_repository.hpp"
#include "text/encoding.hpp"

#include <algorithm>

namespace huiying::desk {
namespace {

constexpr std::size_t kMost = 3;
/// What tells what it is about stands at the beginning of a letter.
constexpr std::size_t kReadSymbols = 400;
constexpr double kLikeEnough = 0.2;
/// Published questions that are compared.
constexpr int kCompared = 1000;
constexpr std::chrono::seconds kReadAgain{60};

struct Like {
    std::string id;
    double confidence = 0;
};

std::string head_of(const std::string& subject, const std::string& text) {
    return std::string(text::truncate(subject + "\n" + text, kReadSymbols));
}

/// Whether a person must look at it, whatever is known.
bool is_for_a_person(const TownSnapshot& town, const std::string& head) {
    model::InboundMessage message;
    message.text = head;
    const auto decision = town.router().route(message);
    return decision.restricted || routing::is_emergency(decision);
}

void add_like(
    std::vector<Like>& found,
    const knowledge::FaqIndex& index,
    const std::string& head,
    std::string_view prefix,
    model::Instant now
) {
    for (const auto& hit : index.search_valid(head, kMost, now))
        if (hit.confidence >= kLikeEnough)
            found.push_back({std::string(prefix) + hit.entry, hit.confidence});
}

model::FaqEntry compared_entry(const store::PublishedCase& row) {
    return {
        .id = row.id,
        .topic = "",
        .question = row.title,
        .variants = {row.question},
        .answer = row.answer,
        .unit = row.unit,
        .source = "",
        .valid_from = model::to_iso(model::local_date(row.published_at)),
        .valid_to = "",
        .review = model::FaqReview::reviewed,
        .auto_answer = false,
    };
}

}  // namespace

Suggestions::Suggestions(
    store::Database& database,
    const Town& town,
    const Publications& publications,
    const model::Clock& clock
)
    : database_(database), town_(town), publications_(publications), clock_(clock) {}

Suggestions::~Suggestions() = default;

std::shared_ptr<const knowledge::FaqIndex> Suggestions::cases() const {
    const std::lock_guard lock(mutex_);
    const auto now = clock_.now();
    if (cases_ && now - read_at_ < kReadAgain && now >= read_at_)
        return cases_;
    std::vector<model::FaqEntry> entries;
    const auto rows = database_.read([](store::Connection& connection) {
        return store::PublicationRepository(connection).published("", kCompared);
    });
    entries.reserve(rows.size());
    for (const auto& row : rows)
        entries.push_back(compared_entry(row));
    cases_ = cases_ ? std::make_shared<knowledge::FaqIndex>(cases_->changed(std::move(entries)))
                    : std::make_shared<knowledge::FaqIndex>(std::move(entries));
    read_at_ = now;
    return cases_;
}

std::vector<PublishedEntry> Suggestions::of(const std::string& subject, const std::string& text)
    const {
    const auto town = town_.snapshot();
    const auto now = clock_.now();
    const auto head = head_of(subject, text);
    if (text::trim(head).empty() || is_for_a_person(*town, head))
        return {};
    std::vector<Like> found;
    add_like(found, town->faq(), head, "faq-", now);
    add_like(found, *cases(), head, "case-", now);
    std::stable_sort(found.begin(), found.end(), [](const Like& left, const Like& right) {
        return left.confidence > right.confidence;
    });
    std::vector<PublishedEntry> entries;
    for (const auto& like : found) {
        // Looked up now: what was taken off the board meanwhile is not offered.
        auto entry = entries.size() < kMost ? publications_.find(like.id) : std::nullopt;
        if (entry && !entry->outdated)
            entries.push_back(std::move(*entry));
    }
    return entries;
}

}  // namespace huiying::desk
