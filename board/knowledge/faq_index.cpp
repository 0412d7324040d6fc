#include "board/knowledge/faq_index.hpp"

#include "board/knowledge/entry_index.hpp"
#include "board/knowledge/id_table.hpp"
#include "board/knowledge/lesson.hpp"
#include "board/knowledge/meanings.hpp"
#include "board/knowledge/ranking.hpp"
#include "board/knowledge/retrieval_figures.hpp"
#include "text/disguise.hpp"
#include "text/encoding.hpp"
#include "text/warning_signs.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace huiying::knowledge {

namespace {

constexpr std::size_t kCandidates = 40;
constexpr std::size_t kProbable = 5;
constexpr std::size_t kOffered = 3;
constexpr std::size_t kMaxQuerySymbols = 2'000;
constexpr double kSameWords = 0.99;  // who asks in an entry's very words means it

}  // namespace

struct FaqIndex::Tables {
    std::vector<model::FaqEntry> entries;
    IdTable ids;
    EntryIndex index;
    Weights weights;
    text::WarningSigns warnings;

    Tables(std::vector<model::FaqEntry> all, const Tables* before, const Weights& weighing)
        : entries(std::move(all)),
          ids(entries),
          index(
              before == nullptr ? EntryIndex(entries)
                                : before->index.changed(before->entries, entries)
          ),
          weights(weighing) {}

    struct Found {
        std::vector<EntryIndex::Candidate> candidates;
        std::vector<std::shared_ptr<const ReadEntry>> texts;
        std::vector<Compared> compared;
    };

    /// The best candidates, at least `least` where there are as many, each compared with what is
    /// asked.
    [[nodiscard]] Found found(
        const Asked& asked, std::size_t least, std::optional<model::Instant> now
    ) const;

    /// `now`: only of entries that are valid then; nullopt: of all.
    [[nodiscard]] std::vector<Hit> search(
        std::string_view query,
        std::size_t limit,
        std::optional<model::Instant> now,
        const Sense* sense
    ) const;
    /// By its words alone; confidence of the first `probable`.
    [[nodiscard]] std::vector<Hit> search_words(
        std::string_view query,
        std::size_t limit,
        std::optional<model::Instant> now,
        std::size_t probable
    ) const;
    [[nodiscard]] bool is_sendable(
        const model::FaqEntry& entry, const AnswerPolicy& policy, model::Instant now
    ) const;
};

namespace {

/// Its first `kMaxQuerySymbols`.
bool has_symbols(const ReadText& text, const std::vector<std::uint32_t>& symbols) {
    const bool is_whole = !text.symbols.empty() && text.symbols.size() < kLikenessSymbols;
    return is_whole ? text.symbols == symbols : symbols_of(text.text, kMaxQuerySymbols) == symbols;
}

/// An entry's very words, of one entry only, are as sure as it gets.
void raise_same_words(
    std::string_view asked,
    const std::vector<std::shared_ptr<const ReadEntry>>& entries,
    std::vector<Hit>& hits
) {
    Hit* same = nullptr;
    const auto symbols = symbols_of(asked, kMaxQuerySymbols);
    for (std::size_t at = 0; at < hits.size(); ++at) {
        for (const auto& phrasing : entries[at]->phrasings) {
            if (!has_symbols(phrasing, symbols))
                continue;
            if (same != nullptr && same != &hits[at])
                return;
            same = &hits[at];
        }
    }
    if (same != nullptr && same == &hits.front())
        same->confidence = std::max(same->confidence, kSameWords);
}

std::vector<Hit> in_order_of(std::vector<Hit> hits, const Sense& sense) {
    std::vector<std::string_view> ids;
    ids.reserve(hits.size());
    for (const auto& hit : hits)
        ids.push_back(hit.entry);
    const auto order = order_by_sense(ids, sense);
    std::vector<Hit> ordered;
    ordered.reserve(hits.size());
    for (const auto place : order)
        ordered.push_back(std::move(hits[place]));
    return ordered;
}

}  // namespace

FaqIndex::Tables::Found FaqIndex::Tables::found(
    const Asked& asked, std::size_t least, std::optional<model::Instant> now
) const {
    Found found;
    found.candidates = index.candidates(asked, std::max(least, kCandidates));
    // One that has expired would share the probability with the one that came after it.
    if (now)
        std::erase_if(found.candidates, [&](const auto& candidate) {
            return !is_valid_at(entries[candidate.entry], *now);
        });
    found.texts.reserve(found.candidates.size());
    found.compared.reserve(found.candidates.size());
    const auto means = index.means();
    const OwnScores own(asked, means);
    for (const auto& [entry, score, facts] : found.candidates) {
        found.texts.push_back(
            facts->read ? facts->read
                        : std::make_shared<const ReadEntry>(read_entry(entries[entry]))
        );
        found.compared.push_back(compare(asked, *found.texts.back(), *facts, means, own));
    }
    return found;
}

std::vector<Hit> FaqIndex::Tables::search(
    std::string_view query, std::size_t limit, std::optional<model::Instant> now, const Sense* sense
) const {
    if (sense == nullptr)
        return search_words(query, limit, now, kProbable);
    auto hits = search_words(query, std::max(limit, kCandidates), now, kCandidates);
    // An entry's very words mean that entry.
    if (!hits.empty() && hits.front().confidence < kSameWords)
        hits = in_order_of(std::move(hits), *sense);
    hits.resize(std::min(hits.size(), limit));
    return hits;
}

std::vector<Hit> FaqIndex::Tables::search_words(
    std::string_view query,
    std::size_t limit,
    std::optional<model::Instant> now,
    std::size_t probable
) const {
    const auto read = searchable(text::truncate(query, kMaxQuerySymbols));
    const Asked asked(read, index.counts());
    const auto [candidates, texts, compared] = found(asked, limit, now);
    const auto ranked = rank(asked, compared, index.counts().documents(), probable, weights);
    std::vector<Hit> hits;
    std::vector<std::shared_ptr<const ReadEntry>> shown;
    for (std::size_t at = 0; at < std::min(limit, ranked.size()); ++at) {
        const auto place = ranked[at].candidate;
        const auto& entry = entries[candidates[place].entry];
        const auto phrasings = phrasings_of(entry);
        shown.push_back(texts[place]);
        hits.push_back(
            {entry.id,
             std::string(phrasings.empty() ? "" : phrasings[compared[place].phrasing]),
             ranked[at].score,
             ranked[at].probability,
             at == 0}
        );
    }
    raise_same_words(read, shown, hits);
    return hits;
}

bool FaqIndex::Tables::is_sendable(
    const model::FaqEntry& entry, const AnswerPolicy& policy, model::Instant now
) const {
    const bool is_checked =
        entry.review == model::FaqReview::reviewed ||
        (entry.review == model::FaqReview::sample && policy.samples == SampleEntries::answer);
    return is_checked && entry.auto_answer && !entry.in_doubt && is_valid_at(entry, now);
}

FaqIndex::FaqIndex(std::vector<model::FaqEntry> entries, const Weights& weights)
    : tables_(std::make_unique<const Tables>(std::move(entries), nullptr, weights)) {}

FaqIndex::FaqIndex(
    std::vector<model::FaqEntry> entries, const Tables& before, const Weights& weights
)
    : tables_(std::make_unique<const Tables>(std::move(entries), &before, weights)) {}

FaqIndex::~FaqIndex() = default;
FaqIndex::FaqIndex(FaqIndex&&) noexcept = default;
FaqIndex& FaqIndex::operator=(FaqIndex&&) noexcept = default;

FaqIndex FaqIndex::changed(std::vector<model::FaqEntry> entries) const {
    return {std::move(entries), *tables_, tables_->weights};
}

FaqIndex FaqIndex::changed(std::vector<model::FaqEntry> entries, const Weights& weights) const {
    return {std::move(entries), *tables_, weights};
}

std::shared_ptr<const Lesson> FaqIndex::lesson(const KnownQuestion& question) const {
    const auto read = searchable(text::truncate(question.text, kMaxQuerySymbols));
    Asked asked(read, tables_->index.counts());
    auto found = tables_->found(asked, kCandidates, std::nullopt);
    std::vector<bool> is_right;
    for (const auto& candidate : found.candidates) {
        const auto& id = tables_->entries[candidate.entry].id;
        const auto& right = question.answers;
        is_right.push_back(std::find(right.begin(), right.end(), id) != right.end());
    }
    return std::make_shared<const Lesson>(Lesson{
        std::move(asked), std::move(found.compared), std::move(is_right)});
}

std::vector<Hit> FaqIndex::search(std::string_view query, std::size_t limit, const Sense* sense)
    const {
    return tables_->search(query, limit, std::nullopt, sense);
}

std::vector<Hit> FaqIndex::search_valid(
    std::string_view query, std::size_t limit, model::Instant now, const Sense* sense
) const {
    return tables_->search(query, limit, now, sense);
}

Judgement FaqIndex::judge(
    std::string_view query, const AnswerPolicy& policy, model::Instant now, const Sense* sense
) const {
    if (!tables_->warnings.find(text::plain_form(query)).empty())
        return {};
    auto hits = search_valid(query, kProbable, now, sense);
    const auto may_be_sent = [&](const Hit& hit) {
        return tables_->is_sendable(*find(hit.entry), policy, now);
    };
    if (!hits.empty() && hits.front().is_first_by_words &&
        hits.front().confidence >= policy.min_confidence && may_be_sent(hits.front()))
        return {Verdict::sure, {std::move(hits.front())}};
    const double beside = std::min(policy.min_offer, policy.min_beside);
    std::erase_if(hits, [&](const Hit& hit) {
        return hit.confidence < beside || !may_be_sent(hit);
    });
    const auto surer = [](const Hit& left, const Hit& right) {
        return left.confidence > right.confidence;
    };
    if (sense == nullptr)
        std::stable_sort(hits.begin(), hits.end(), surer);
    const auto surest = std::min_element(hits.begin(), hits.end(), surer);
    if (surest == hits.end() || surest->confidence < policy.min_offer)
        return {};
    hits.resize(std::min(hits.size(), kOffered));
    return {Verdict::choose, std::move(hits)};
}

std::optional<Hit> FaqIndex::sure_answer(
    std::string_view query, const AnswerPolicy& policy, model::Instant now, const Sense* sense
) const {
    auto judgement = judge(query, policy, now, sense);
    if (judgement.verdict != Verdict::sure)
        return std::nullopt;
    return std::move(judgement.entries.front());
}

const model::FaqEntry* FaqIndex::find(std::string_view id) const {
    const auto place = tables_->ids.find(id);
    return place ? &tables_->entries[*place] : nullptr;
}

const std::vector<model::FaqEntry>& FaqIndex::entries() const {
    return tables_->entries;
}

std::size_t FaqIndex::bytes() const {
    return tables_->index.bytes();
}

}  // namespace huiying::knowledge
