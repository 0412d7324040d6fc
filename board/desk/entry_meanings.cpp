#include "board/desk/entry_meanings.hpp"

#include "board/desk/town.hpp"
#include "board/knowledge/meanings.hpp"
#include "board/model/faq_entry.hpp"
#include "board/model/sha256_hex.hpp"
#include "board/store/database.hpp"
#include "board/store/meaning_repository.hpp"
#include "text/encoding.hpp"
#include "text/masking.hpp"

#include <algorithm>
#include <set>

namespace huiying::desk {
namespace {

/// What a text is about stands in its head; models read some hundred symbols well.
constexpr std::size_t kReadSymbols = 500;
constexpr std::size_t kMostVariants = 12;
constexpr std::size_t kBatch = 32;
constexpr int kHeldTogether = 16;
/// Nobody's text, which any endpoint has a vector for that has one for anything.
constexpr const char* kHarmless = "你好";

}  // namespace

std::vector<std::string> texts_with_meaning(const model::FaqEntry& entry) {
    std::vector<std::string> texts{entry.question};
    for (std::size_t at = 0; at < std::min(entry.variants.size(), kMostVariants); ++at)
        texts.push_back(entry.variants[at]);
    texts.push_back(entry.answer);
    std::erase_if(texts, [](const std::string& text) { return text::trim(text).empty(); });
    return texts;
}

std::string asked_of_model(const std::string& text) {
    // Masked whole: a number that the end cut through would be none that is known.
    return std::string(text::truncate(text::mask_personal(text::trim(text)).text, kReadSymbols));
}

EntryMeanings::EntryMeanings(EntryMeaningsUses uses, Missing missing)
    : uses_(std::move(uses)), missing_(missing) {}

void EntryMeanings::follow_town() {
    const auto town = uses_.town.snapshot();
    if (town->revision() == revision_)
        return;
    revision_ = town->revision();
    texts_.clear();
    for (const auto& entry : town->faq_entries()) {
        if (entry.review == model::FaqReview::retired)
            continue;
        for (const auto& text : texts_with_meaning(entry)) {
            auto sent = asked_of_model(text);
            auto hash = model::sha256_hex(sent);
            texts_.push_back({entry.id, std::move(hash), std::move(sent)});
        }
    }
    read_kept();
    hold();
}

void EntryMeanings::read_kept() {
    auto kept = uses_.database.read([&](store::Connection& connection) {
        return store::MeaningRepository(connection).of(uses_.model);
    });
    for (auto& meaning : kept)
        known_.insert_or_assign(
            std::move(meaning.hash),
            std::make_shared<const std::vector<float>>(std::move(meaning.vector))
        );
}

std::vector<EntryMeanings::Text> EntryMeanings::some_missing() const {
    std::vector<Text> some;
    std::set<std::string> seen;
    for (const auto& text : texts_) {
        if (some.size() >= kBatch)
            break;
        if (known_.count(text.hash) == 0 && refused_.count(text.hash) == 0 &&
            seen.insert(text.hash).second)
            some.push_back(text);
    }
    return some;
}

bool EntryMeanings::step() {
    follow_town();
    const auto asked = some_missing();
    if (asked.empty())
        return false;
    if (missing_ == Missing::await) {
        read_kept();
        hold();
        return false;
    }
    if (!ask(asked))
        return false;
    // What all is made of is read by every question: not made anew for each of many batches.
    if (++batches_not_held_ >= kHeldTogether || some_missing().empty())
        hold();
    return true;
}

bool EntryMeanings::ask(const std::vector<Text>& asked) {
    std::vector<std::string> texts;
    texts.reserve(asked.size());
    for (const auto& text : asked)
        texts.push_back(text.text);
    auto given = uses_.embed_entries(texts);
    if (given.is_refused)
        return ask_singly(asked);
    if (given.vectors.size() != asked.size())
        return false;
    keep(asked, std::move(given.vectors));
    return true;
}

/// One text that the endpoint will not have must not keep the others from their vectors. False
/// where it is the endpoint that will have none: then no text is to blame.
bool EntryMeanings::ask_singly(const std::vector<Text>& asked) {
    if (uses_.embed_entries({kHarmless}).vectors.size() != 1) {
        if (uses_.on_all_refused)
            uses_.on_all_refused();
        return false;
    }
    for (const auto& text : asked) {
        auto given = uses_.embed_entries({text.text});
        if (given.is_refused)
            refused_.insert(text.hash);
        else if (given.vectors.size() == 1)
            keep({text}, std::move(given.vectors));
        else
            return false;
    }
    return true;
}

void EntryMeanings::keep(const std::vector<Text>& asked, std::vector<std::vector<float>> vectors) {
    const auto now = uses_.clock.now();
    uses_.database.write([&](store::Connection& connection) {
        store::MeaningRepository kept(connection);
        for (std::size_t at = 0; at < asked.size(); ++at)
            kept.add(uses_.model, {asked[at].hash, vectors[at]}, now);
    });
    for (std::size_t at = 0; at < asked.size(); ++at)
        known_.insert_or_assign(
            asked[at].hash, std::make_shared<const std::vector<float>>(std::move(vectors[at]))
        );
}

void EntryMeanings::hold() {
    batches_not_held_ = 0;
    std::vector<knowledge::Meanings::Row> rows;
    Count count;
    for (const auto& text : texts_) {
        const auto found = known_.find(text.hash);
        found == known_.end() ? ++count.missing : ++count.known;
        if (found != known_.end())
            rows.push_back({text.entry, found->second});
    }
    auto fresh = std::make_shared<const knowledge::Meanings>(std::move(rows));
    const std::lock_guard lock(mutex_);
    meanings_ = std::move(fresh);
    count_ = count;
}

EntryMeanings::Count EntryMeanings::count() const {
    const std::lock_guard lock(mutex_);
    return count_;
}

std::vector<SensePtr> EntryMeanings::of(const std::vector<std::string>& texts) const {
    std::vector<SensePtr> senses(texts.size());
    std::shared_ptr<const knowledge::Meanings> meanings;
    {
        const std::lock_guard lock(mutex_);
        meanings = meanings_;
    }
    if (texts.empty() || !meanings || meanings->entries() == 0)
        return senses;
    std::vector<std::string> asked;
    asked.reserve(texts.size());
    for (const auto& text : texts)
        asked.push_back(asked_of_model(text));
    auto vectors = uses_.embed_question(asked);
    if (!vectors || vectors->size() != texts.size())
        return senses;
    if (vectors->front().size() != meanings->dimensions()) {
        if (uses_.on_wrong_length)
            uses_.on_wrong_length();
        return senses;
    }
    for (std::size_t at = 0; at < senses.size(); ++at)
        if ((*vectors)[at].size() == meanings->dimensions())
            senses[at] = std::make_shared<const knowledge::Sense>(knowledge::Sense{
                std::move((*vectors)[at]), meanings});
    return senses;
}

}  // namespace huiying::desk
