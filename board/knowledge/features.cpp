#include "board/knowledge/features.hpp"

#include "text/encoding.hpp"

#include <algorithm>
#include <cmath>

namespace huiying::knowledge {

namespace {

constexpr double kK1 = 1.2;
constexpr double kB = 0.75;
constexpr std::size_t kLikenessSymbols = 600;

double share(double part, double whole) {
    return whole > 0 ? part / whole : 0.0;
}

/// How one text of an entry compares.
struct Match {
    double bm25 = 0;
    double cosine = 0;
    double shared = 0;    // sum of the idf of the words of both
    double specific = 0;  // the same without what is common to all questions
};

double saturated(double count, double length, double mean) {
    return count * (kK1 + 1) / (count + kK1 * (1 - kB + kB * length / mean));
}

bool is_pair(TermKey key) {
    return !is_symbol(key) && key < (TermKey{1} << 43U);
}

Match match_of(
    const Asked& asked, const std::vector<float>& often, const FieldFacts& facts, double mean
) {
    Match match;
    double self = 0;
    for (std::size_t at = 0; at < often.size(); ++at) {
        const auto& term = asked.terms()[at];
        const double weight = (is_pair(term.key) ? kPairWeight : 1.0) * term.count * term.idf;
        self += weight * saturated(term.count, asked.facts().length, mean);
        if (often[at] == 0)
            continue;
        const double count = often[at];
        match.shared += term.idf;
        match.specific += term.is_usual ? 0 : term.idf;
        match.bm25 += weight * saturated(count, facts.length, mean);
        const double both =
            (1 + std::log(term.count)) * (1 + std::log(count)) * term.idf * term.idf;
        match.cosine += is_symbol(term.key) ? both * kSymbolWeight * kSymbolWeight : both;
    }
    match.bm25 = share(match.bm25, self);
    match.cosine = share(match.cosine, double{facts.norm} * asked.facts().norm);
    return match;
}

void set(Features& features, Feature feature, double value) {
    features[static_cast<std::size_t>(feature)] = value;
}

void set_likeness(Features& features, const Asked& asked, std::string_view searchable) {
    const auto symbols = symbols_of(searchable, kLikenessSymbols);
    const auto query = static_cast<double>(std::max<std::size_t>(asked.likeness().size(), 1));
    const auto entry = static_cast<double>(std::max<std::size_t>(symbols.size(), 1));
    const auto sequence = static_cast<double>(asked.likeness().subsequence(symbols));
    set(features, Feature::sequence_of_query, sequence / query);
    set(features, Feature::sequence_of_entry, sequence / entry);
    set(features, Feature::unlike_length, std::abs(std::log((1 + query) / (1 + entry))));
}

/// The best phrasing's match, and what all texts of the entry share with the question.
class Comparison {
  public:
    Comparison(const Asked& asked, const EntryFacts& facts, const MeanLengths& means)
        : asked_(asked), facts_(facts), means_(means), whole_(asked.terms().size(), 0) {}

    void add_phrasing(std::size_t at, const ReadText& phrasing) {
        const auto often = take(phrasing);
        const auto match = match_of(asked_, often, facts_.phrasings[at], means_.phrasing);
        if (found_.has_phrasing && match.cosine <= best_.cosine)
            return;
        best_ = match;
        best_text_ = phrasing.text;
        found_.phrasing = at;
        found_.has_phrasing = true;
    }

    void add_answer(const ReadText& answer) {
        take(answer);
        found_.has_answer = !answer.keys.empty();
        if (!found_.has_phrasing)
            best_text_ = answer.text;
    }

    [[nodiscard]] Compared finish() {
        auto& features = found_.features;
        const double asked = asked_.facts().said;
        const auto whole = match_of(asked_, whole_, facts_.whole, means_.whole);
        set(features, Feature::whole_bm25, whole.bm25);
        set(features, Feature::whole_cosine, whole.cosine);
        set(features, Feature::asked_bm25, best_.bm25);
        set(features, Feature::whole_covers, share(whole.shared, asked));
        found_.entry_covers = share(whole.specific, asked_.facts().specific);
        if (found_.has_phrasing) {
            const double said = facts_.phrasings[found_.phrasing].specific;
            found_.phrasing_covered = share(best_.specific, said);
            found_.phrasing_covers = share(best_.specific, asked_.facts().specific);
            set(features, Feature::asked_covers, share(best_.shared, asked));
            set(features,
                Feature::asked_covered,
                share(best_.shared, facts_.phrasings[found_.phrasing].said));
        }
        set_likeness(features, asked_, best_text_);
        return found_;
    }

  private:
    std::vector<float> take(const ReadText& text) {
        auto often = asked_.shared(text.keys);
        for (std::size_t at = 0; at < often.size(); ++at)
            whole_[at] += often[at];
        return often;
    }

    const Asked& asked_;
    const EntryFacts& facts_;
    const MeanLengths& means_;
    std::vector<float> whole_;
    Match best_;
    std::string_view best_text_;  // of the entry that is compared
    Compared found_;
};

}  // namespace

std::vector<std::string_view> phrasings_of(const model::FaqEntry& entry) {
    std::vector<std::string_view> phrasings;
    if (!text::trim(entry.question).empty())
        phrasings.emplace_back(entry.question);
    for (const auto& variant : entry.variants)
        if (!text::trim(variant).empty())
            phrasings.emplace_back(variant);
    return phrasings;
}

Compared compare(
    const Asked& asked, const ReadEntry& entry, const EntryFacts& facts, const MeanLengths& means
) {
    Comparison comparison(asked, facts, means);
    for (std::size_t at = 0; at < entry.phrasings.size(); ++at)
        comparison.add_phrasing(at, entry.phrasings[at]);
    comparison.add_answer(entry.answer);
    return comparison.finish();
}

}  // namespace huiying::knowledge
