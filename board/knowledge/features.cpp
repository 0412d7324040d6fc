#include "board/knowledge/features.hpp"

#include "text/encoding.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace huiying::knowledge {

namespace {

constexpr double kK1 = 1.2;
constexpr double kB = 0.75;

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

/// 1 + log(count), of what hardly ever is more than some ten.
double sublinear(std::uint32_t count) {
    static const auto kKnown = [] {
        std::array<double, 64> known{};
        for (std::size_t at = 1; at < known.size(); ++at)
            known.at(at) = 1 + std::log(static_cast<double>(at));
        return known;
    }();
    return count < kKnown.size() ? kKnown[count] : 1 + std::log(static_cast<double>(count));
}

/// `often` as Asked::count_shared() counts it; `own`: what the question scores against itself.
Match match_of(
    const Asked& asked,
    const std::vector<std::uint32_t>& often,
    const FieldFacts& facts,
    double mean,
    double own
) {
    Match match;
    const auto& terms = asked.terms();
    for (std::size_t at = 0; at < terms.size(); ++at) {
        const auto count = often[at + 1];
        if (count == 0)
            continue;
        const auto& term = terms[at];
        match.shared += term.idf;
        match.specific += term.is_usual ? 0 : term.idf;
        match.bm25 += term.weight * saturated(count, facts.length, mean);
        const double both = term.sublinear * sublinear(count) * term.idf * term.idf;
        match.cosine += is_symbol(term.key) ? both * kSymbolWeight * kSymbolWeight : both;
    }
    match.bm25 = share(match.bm25, own);
    match.cosine = share(match.cosine, double{facts.norm} * asked.facts().norm);
    return match;
}

double own_score(const Asked& asked, double mean) {
    double own = 0;
    for (const auto& term : asked.terms())
        own += term.weight * saturated(term.count, asked.facts().length, mean);
    return own;
}

void set(Features& features, Feature feature, double value) {
    features[static_cast<std::size_t>(feature)] = value;
}

void set_likeness(
    Features& features, const Asked& asked, const std::vector<std::uint32_t>& symbols
) {
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
    Comparison(
        const Asked& asked, const EntryFacts& facts, const MeanLengths& means, const OwnScores& own
    )
        : asked_(asked),
          facts_(facts),
          means_(means),
          own_(own),
          whole_(asked.terms().size() + 1, 0) {}

    void add_phrasing(std::size_t at, const ReadText& phrasing) {
        take(phrasing);
        const auto match =
            match_of(asked_, often_, facts_.phrasings[at], means_.phrasing, own_.phrasing);
        if (found_.has_phrasing && match.cosine <= best_.cosine)
            return;
        best_ = match;
        best_text_ = &phrasing;
        found_.phrasing = at;
        found_.has_phrasing = true;
    }

    void add_answer(const ReadText& answer) {
        take(answer);
        found_.has_answer = !answer.keys.empty();
        if (!found_.has_phrasing)
            best_text_ = &answer;
    }

    [[nodiscard]] Compared finish() {
        auto& features = found_.features;
        const double asked = asked_.facts().said;
        const auto whole = match_of(asked_, whole_, facts_.whole, means_.whole, own_.whole);
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
        const auto& kept = best_text_->symbols;
        if (kept.empty())
            set_likeness(features, asked_, symbols_of(best_text_->text, kLikenessSymbols));
        else
            set_likeness(features, asked_, kept);
        return found_;
    }

  private:
    void take(const ReadText& text) {
        asked_.count_shared(text.keys, often_);
        for (std::size_t at = 0; at < often_.size(); ++at)
            whole_[at] += often_[at];
    }

    const Asked& asked_;
    const EntryFacts& facts_;
    const MeanLengths& means_;
    const OwnScores& own_;
    std::vector<std::uint32_t> often_;  // in the text taken last
    std::vector<std::uint32_t> whole_;  // in all texts
    Match best_;
    const ReadText* best_text_ = nullptr;  // of the entry that is compared
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

OwnScores::OwnScores(const Asked& asked, const MeanLengths& means)
    : whole(own_score(asked, means.whole)), phrasing(own_score(asked, means.phrasing)) {}

Compared compare(
    const Asked& asked,
    const ReadEntry& entry,
    const EntryFacts& facts,
    const MeanLengths& means,
    const OwnScores& own
) {
    Comparison comparison(asked, facts, means, own);
    for (std::size_t at = 0; at < entry.phrasings.size(); ++at)
        comparison.add_phrasing(at, entry.phrasings[at]);
    comparison.add_answer(entry.answer);
    return comparison.finish();
}

}  // namespace huiying::knowledge
