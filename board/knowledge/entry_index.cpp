#include "board/knowledge/entry_index.hpp"

#include "board/knowledge/id_table.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <queue>
#include <string_view>
#include <utility>

namespace huiying::knowledge {

namespace {

constexpr std::uint32_t kGone = ~std::uint32_t{0};
/// Up to so many entries are kept as they are read: a few megabytes, and a search takes a fraction.
constexpr std::size_t kKeptRead = 500;
constexpr std::size_t kSmall = 1'024;  // smaller slices are made anew with what has changed

/// All words of an entry: its ways to ask and its answer.
DocumentWords whole_words(const model::FaqEntry& entry) {
    auto keys = term_keys(searchable(entry.answer));
    for (const auto phrasing : phrasings_of(entry)) {
        const auto more = term_keys(searchable(phrasing));
        keys.insert(keys.end(), more.begin(), more.end());
    }
    return words_of(std::move(keys));
}

/// The words of each way to ask, and those of all texts together.
struct TextWords {
    std::vector<std::vector<CountedTerm>> phrasings;
    std::vector<CountedTerm> whole;
};

void add_to(std::vector<CountedTerm>& whole, const std::vector<CountedTerm>& part) {
    std::vector<CountedTerm> both;
    both.reserve(whole.size() + part.size());
    std::merge(
        whole.begin(),
        whole.end(),
        part.begin(),
        part.end(),
        std::back_inserter(both),
        [](const CountedTerm& left, const CountedTerm& right) { return left.key < right.key; }
    );
    whole.clear();
    for (const auto& term : both) {
        if (!whole.empty() && whole.back().key == term.key)
            whole.back().count += term.count;
        else
            whole.push_back(term);
    }
}

TextWords text_words(const model::FaqEntry& entry) {
    TextWords words;
    words.whole = counted(term_keys(searchable(entry.answer)));
    for (const auto phrasing : phrasings_of(entry)) {
        words.phrasings.push_back(counted(term_keys(searchable(phrasing))));
        add_to(words.whole, words.phrasings.back());
    }
    return words;
}

/// How telling each word is, asked for once an entry.
std::vector<double> idf_of(const std::vector<CountedTerm>& terms, const TermCounts& counts) {
    std::vector<double> idf(terms.size());
    std::transform(terms.begin(), terms.end(), idf.begin(), [&](const CountedTerm& term) {
        return counts.idf(term.key);
    });
    return idf;
}

EntryFacts entry_facts(const model::FaqEntry& entry, const TermCounts& counts) {
    const auto words = text_words(entry);
    const auto idf = idf_of(words.whole, counts);
    const auto facts = [&](const std::vector<CountedTerm>& terms) {
        return facts_of(terms, [&, at = std::size_t{0}](TermKey key) mutable {
            while (words.whole[at].key != key)
                ++at;
            return idf[at];
        });
    };
    EntryFacts found{facts(words.whole), {}, nullptr};
    for (const auto& phrasing : words.phrasings)
        found.phrasings.push_back(facts(phrasing));
    return found;
}

double mean(double sum, double number) {
    return number > 0 ? std::max(sum / number, 1.0) : 1.0;
}

}  // namespace

/// The best entries so far.
class EntryIndex::Best {
  public:
    explicit Best(std::size_t limit) : limit_(limit) {}

    /// Whether a score would get in.
    [[nodiscard]] float bound() const {
        return kept_.size() < limit_ ? 0.0F : static_cast<float>(kept_.top().score);
    }

    void offer(const Candidate& candidate) {
        kept_.push(candidate);
        if (kept_.size() > limit_)
            kept_.pop();
    }

    [[nodiscard]] std::vector<Candidate> take() {
        std::vector<Candidate> sorted(kept_.size());
        for (auto at = sorted.rbegin(); at != sorted.rend(); ++at) {
            *at = kept_.top();
            kept_.pop();
        }
        return sorted;
    }

  private:
    /// On top is what goes first: the lowest score, of equals the later entry.
    struct Before {
        bool operator()(const Candidate& left, const Candidate& right) const {
            return left.score != right.score ? left.score > right.score : left.entry < right.entry;
        }
    };

    std::size_t limit_;
    std::priority_queue<Candidate, std::vector<Candidate>, Before> kept_;
};

EntryIndex::EntryIndex(const std::vector<model::FaqEntry>& entries) {
    std::vector<std::uint32_t> which;
    for (std::size_t at = 0; at < entries.size(); ++at)
        if (entries[at].review != model::FaqReview::retired)
            which.push_back(static_cast<std::uint32_t>(at));
    build(entries, which);
}

void EntryIndex::build(const Entries& entries, const std::vector<std::uint32_t>& which) {
    TermCounts counts;
    for (std::size_t at = 0; at < which.size(); at += Segment::kMaxDocuments) {
        const auto end = std::min(at + Segment::kMaxDocuments, which.size());
        add_slice(entries, {which.data() + at, which.data() + end}, counts);
    }
    set_counts(std::move(counts));
    find_facts(entries, 0);
}

void EntryIndex::set_counts(TermCounts counts) {
    counts_ = std::make_shared<const TermCounts>(std::move(counts));
    bm25_ = std::make_shared<const Factors>(Factors::bm25(counts_->mean_length()));
}

void EntryIndex::add_slice(
    const Entries& entries, std::vector<std::uint32_t> which, TermCounts& counts
) {
    std::vector<DocumentWords> words;
    words.reserve(which.size());
    for (const auto entry : which) {
        words.push_back(whole_words(entries[entry]));
        counts.add(words.back().terms, words.back().length);
    }
    slices_.push_back({std::make_shared<const Segment>(words), nullptr, std::move(which)});
}

void EntryIndex::find_facts(const Entries& entries, std::size_t first_slice) {
    for (auto at = first_slice; at < slices_.size(); ++at) {
        auto& slice = slices_[at];
        auto facts = std::make_shared<Facts>();
        for (const auto which : slice.entries) {
            const auto& entry = entries[which];
            auto found = entry_facts(entry, *counts_);
            if (entries.size() <= kKeptRead)
                found.read = std::make_shared<const ReadEntry>(read_for_long(entry));
            for (const auto& phrasing : found.phrasings)
                phrasing_words_ += phrasing.length;
            phrasings_ += static_cast<double>(found.phrasings.size());
            facts->norms.push_back(found.whole.norm);
            facts->entries.push_back(std::move(found));
        }
        slice.facts = std::move(facts);
    }
}

namespace {

std::vector<std::uint32_t> still_to_add(
    const std::vector<model::FaqEntry>& entries, const std::vector<bool>& is_kept
) {
    std::vector<std::uint32_t> missing;
    for (std::size_t at = 0; at < entries.size(); ++at)
        if (!is_kept[at] && entries[at].review != model::FaqReview::retired)
            missing.push_back(static_cast<std::uint32_t>(at));
    return missing;
}

}  // namespace

EntryIndex EntryIndex::changed(const Entries& before, const Entries& after) const {
    std::optional<IdTable> ids;  // of `after`, where the places are others than before
    const auto place_of = [&](std::size_t old) -> std::optional<std::size_t> {
        if (old < after.size() && after[old].id == before[old].id)
            return old;
        if (!ids)
            ids.emplace(after);
        return ids->find(before[old].id);
    };
    EntryIndex fresh(*this);
    TermCounts counts(counts_);
    std::vector<bool> is_kept(after.size(), false);
    std::size_t gone = 0;
    for (auto& slice : fresh.slices_) {
        for (auto& entry : slice.entries) {
            if (entry == kGone)
                continue;
            const auto& old = before[entry];
            const auto place = place_of(entry);
            const bool stays = slice.segment->size() >= kSmall && place && after[*place] == old;
            if (stays) {
                entry = static_cast<std::uint32_t>(*place);
                is_kept[entry] = true;
                continue;
            }
            const auto words = whole_words(old);
            counts.remove(words.terms, words.length);
            entry = kGone;
            ++gone;
        }
    }
    auto missing = still_to_add(after, is_kept);
    if (std::max(gone, missing.size()) > after.size() / 4 || missing.size() > 16 * kSmall)
        return EntryIndex(after);
    std::erase_if(fresh.slices_, [](const Slice& slice) { return slice.segment->size() < kSmall; });
    const auto first = fresh.slices_.size();
    if (!missing.empty())
        fresh.add_slice(after, std::move(missing), counts);
    fresh.set_counts(std::move(counts));
    fresh.find_facts(after, first);
    return fresh;
}

void EntryIndex::collect(const Slice& slice, const Asked& asked, const Factors& factors, Best& best)
    const {
    thread_local std::vector<float> scores;
    scores.assign(slice.segment->size(), 0.0F);
    for (const auto& term : asked.terms()) {
        double weight = term.idf * term.count;
        if (asked.is_long())
            weight = term.idf * term.idf * term.sublinear *
                     (is_symbol(term.key) ? kSymbolWeight * kSymbolWeight : 1.0);
        else if (!is_symbol(term.key))
            weight *= kPairWeight;
        slice.segment->add_scores(term.key, static_cast<float>(weight), factors, scores);
    }
    if (asked.is_long()) {
        const auto& norms = slice.facts->norms;
        for (std::size_t at = 0; at < scores.size(); ++at)
            scores[at] /= norms[at] + 1e-9F;
    }
    float bound = best.bound();
    for (std::size_t at = 0; at < scores.size(); ++at) {
        if (scores[at] <= bound || slice.entries[at] == kGone)
            continue;
        best.offer({slice.entries[at], scores[at], &slice.facts->entries[at]});
        bound = best.bound();
    }
}

std::vector<EntryIndex::Candidate> EntryIndex::candidates(const Asked& asked, std::size_t limit)
    const {
    if (limit == 0)
        return {};
    static const auto kSublinear = Factors::sublinear();
    const auto& factors = asked.is_long() ? kSublinear : *bm25_;
    Best best(limit);
    for (const auto& slice : slices_)
        collect(slice, asked, factors, best);
    return best.take();
}

MeanLengths EntryIndex::means() const {
    return {std::max(counts_->mean_length(), 1.0), mean(phrasing_words_, phrasings_)};
}

std::size_t EntryIndex::bytes() const {
    std::size_t sum = counts_->bytes();
    for (const auto& slice : slices_) {
        sum += slice.segment->bytes() + slice.entries.capacity() * sizeof(std::uint32_t) +
               slice.facts->norms.capacity() * sizeof(float) +
               slice.facts->entries.capacity() * sizeof(EntryFacts);
        for (const auto& entry : slice.facts->entries)
            sum += entry.phrasings.capacity() * sizeof(FieldFacts) +
                   (entry.read ? entry.read->bytes() : 0);
    }
    return sum;
}

}  // namespace huiying::knowledge
