#include "board/knowledge/faq_index.hpp"

#include "board/knowledge/term_index.hpp"
#include "text/disguise.hpp"
#include "text/encoding.hpp"
#include "text/warning_signs.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace huiying::knowledge {

namespace {

constexpr double kAnswerWeight = 0.35;  // an answer's words tell less than a question's
constexpr std::size_t kMaxMatched = 8;
constexpr std::size_t kMaxQuerySymbols = 2'000;

/// An entry's score for one query: its best phrasing, supported by its answer.
struct EntryScore {
    double score = 0;
    double phrasing = 0;
    double answer = 0;
    const ScoredDocument* document = nullptr;  // what matched best
};

/// Without words of politeness, which every question shares ("您好，请问……谢谢").
std::string essence(const std::string& normalised) {
    static constexpr auto kPolite = std::to_array<std::string_view>(
        {"您好",
         "你好",
         "请问一下",
         "请问",
         "请教",
         "我想问一下",
         "想问一下",
         "我想咨询一下",
         "想咨询一下",
         "我想咨询",
         "我想了解一下",
         "我想问",
         "想问问",
         "谢谢",
         "多谢",
         "麻烦",
         "领导",
         "一下"}
    );
    std::string kept = normalised;
    for (const auto polite : kPolite) {
        for (auto at = kept.find(polite); at != std::string::npos; at = kept.find(polite, at))
            kept.replace(at, polite.size(), 1, ' ');
    }
    return text::trim(kept).empty() ? normalised : kept;
}

double clamp01(double value) {
    return std::clamp(value, 0.0, 1.0);
}

}  // namespace

struct FaqIndex::Tables {
    enum class Part { phrasing, answer };

    /// A question, variant or answer of an entry.
    struct Document {
        std::size_t entry;
        std::string phrasing;
        Part part;
    };

    std::vector<model::FaqEntry> entries;
    std::vector<Document> documents;
    std::map<std::string, std::size_t, std::less<>> by_id;
    TermIndex terms;
    text::WarningSigns warnings;

    explicit Tables(std::vector<model::FaqEntry> all) : entries(std::move(all)) {
        for (std::size_t i = 0; i < entries.size(); ++i) {
            by_id.emplace(entries[i].id, i);
            if (entries[i].review == model::FaqReview::retired)
                continue;
            add(i, entries[i].question, entries[i].question, Part::phrasing);
            for (const auto& variant : entries[i].variants)
                add(i, variant, variant, Part::phrasing);
            add(i, entries[i].answer, entries[i].question, Part::answer);
        }
        terms.finish();
    }

    void add(std::size_t entry, const std::string& text, const std::string& phrasing, Part part) {
        if (text::trim(text).empty())
            return;
        terms.add(essence(text::normalise(text)));
        documents.push_back({entry, phrasing, part});
    }

    [[nodiscard]] std::vector<std::pair<std::size_t, EntryScore>> best_per_entry(
        const std::vector<ScoredDocument>& scored
    ) const;
    [[nodiscard]] Hit hit_of(
        std::size_t entry, const EntryScore& best, double second, const Query& query
    ) const;
    [[nodiscard]] std::vector<Hit> search(const Query& query, std::size_t limit) const;
};

std::vector<std::pair<std::size_t, EntryScore>> FaqIndex::Tables::best_per_entry(
    const std::vector<ScoredDocument>& scored
) const {
    std::vector<EntryScore> best(entries.size());
    for (const auto& one : scored) {
        const auto& document = documents[one.document];
        auto& entry = best[document.entry];
        auto& part = document.part == Part::answer ? entry.answer : entry.phrasing;
        const bool best_phrasing = document.part == Part::phrasing && one.score > part;
        if (best_phrasing || entry.document == nullptr)
            entry.document = &one;
        part = std::max(part, one.score);
        entry.score = entry.phrasing + kAnswerWeight * entry.answer;
    }
    std::vector<std::pair<std::size_t, EntryScore>> ranked;
    for (std::size_t i = 0; i < best.size(); ++i) {
        if (best[i].document != nullptr)
            ranked.emplace_back(i, best[i]);
    }
    std::stable_sort(ranked.begin(), ranked.end(), [](const auto& left, const auto& right) {
        return left.second.score > right.second.score;
    });
    return ranked;
}

/// Confidence: how much of the query the entry covers and how much of the entry's phrasing the
/// query says (both by rarity of terms), raised or lowered by the lead over the next entry.
Hit FaqIndex::Tables::hit_of(
    std::size_t entry, const EntryScore& best, double second, const Query& query
) const {
    const auto& document = documents[best.document->document];
    const auto coverage = terms.coverage(query, best.document->document);
    const double both = coverage.of_query + coverage.of_document;
    const double overlap = both > 0 ? 2 * coverage.of_query * coverage.of_document / both : 0.0;
    const double margin = best.score > 0 ? clamp01((best.score - second) / best.score) : 0.0;
    Hit hit;
    hit.entry = entries[entry].id;
    hit.phrasing = document.phrasing;
    hit.score = best.score;
    // A question matched only through the answer's words is never sure.
    const double cap = document.part == Part::answer ? 0.6 : 1.0;
    hit.confidence =
        std::min(cap, clamp01(0.8 * std::max(overlap, 0.6 * coverage.of_query) + 0.2 * margin));
    hit.matched = terms.matched(query, best.document->document, kMaxMatched);
    return hit;
}

std::vector<Hit> FaqIndex::Tables::search(const Query& query, std::size_t limit) const {
    const auto scored = terms.score(query);
    const auto ranked = best_per_entry(scored);
    std::vector<Hit> hits;
    for (std::size_t i = 0; i < ranked.size() && i < limit; ++i) {
        const double next = i + 1 < ranked.size() ? ranked[i + 1].second.score : 0.0;
        hits.push_back(hit_of(ranked[i].first, ranked[i].second, next, query));
    }
    return hits;
}

FaqIndex::FaqIndex(std::vector<model::FaqEntry> entries)
    : tables_(std::make_unique<const Tables>(std::move(entries))) {}

FaqIndex::~FaqIndex() = default;
FaqIndex::FaqIndex(FaqIndex&&) noexcept = default;
FaqIndex& FaqIndex::operator=(FaqIndex&&) noexcept = default;

std::vector<Hit> FaqIndex::search(std::string_view query, std::size_t limit) const {
    const auto asked = essence(text::normalise(text::truncate(query, kMaxQuerySymbols)));
    return tables_->search(tables_->terms.query_of(asked), limit);
}

std::optional<Hit> FaqIndex::sure_answer(
    std::string_view query, const AnswerPolicy& policy, model::Instant now
) const {
    if (!tables_->warnings.find(text::plain_form(query)).empty())
        return std::nullopt;
    auto hits = search(query, 2);
    if (hits.empty() || hits.front().confidence < policy.min_confidence)
        return std::nullopt;
    const double second = hits.size() > 1 ? hits[1].score : 0.0;
    if (hits.front().score - second < policy.min_margin * hits.front().score)
        return std::nullopt;
    const auto* entry = find(hits.front().entry);
    const bool sendable =
        entry->review == model::FaqReview::reviewed ||
        (entry->review == model::FaqReview::sample && policy.samples == SampleEntries::answer);
    if (!sendable || !entry->auto_answer || !is_valid_at(*entry, now))
        return std::nullopt;
    return std::move(hits.front());
}

const model::FaqEntry* FaqIndex::find(std::string_view id) const {
    const auto found = tables_->by_id.find(id);
    return found == tables_->by_id.end() ? nullptr : &tables_->entries[found->second];
}

const std::vector<model::FaqEntry>& FaqIndex::entries() const {
    return tables_->entries;
}

bool is_valid_at(const model::FaqEntry& entry, model::Instant now) {
    const std::chrono::sys_days today{model::local_date(now)};
    const auto from = model::parse_iso_date(entry.valid_from);
    if (!from || std::chrono::sys_days{*from} > today)
        return false;
    if (entry.valid_to.empty())
        return true;
    const auto to = model::parse_iso_date(entry.valid_to);
    return to && std::chrono::sys_days{*to} >= today;
}

}  // namespace huiying::knowledge
