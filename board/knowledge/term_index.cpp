#include "board/knowledge/term_index.hpp"

#include "text/encoding.hpp"
#include "text/tokens.hpp"

#include <algorithm>
#include <cmath>

namespace huiying::knowledge {

namespace {

constexpr double kK1 = 1.2;
constexpr double kB = 0.75;
constexpr std::size_t kShortQuerySymbols = 40;

template <class Document>
double length_of(const Document& document) {
    double length = 0;
    for (const auto& occurrence : document)
        length += occurrence.count;
    return length;
}

}  // namespace

void TermIndex::add(std::string_view normalised) {
    std::unordered_map<std::uint32_t, std::uint32_t> counts;
    for (const auto token : text::tokens_of_normalised(normalised)) {
        const auto [found, added] =
            ids_.try_emplace(std::string(token), static_cast<std::uint32_t>(words_.size()));
        if (added)
            words_.emplace_back(found->first);
        ++counts[found->second];
    }
    std::vector<Occurrence> document;
    document.reserve(counts.size());
    for (const auto& [term, count] : counts)
        document.push_back({term, count});
    std::sort(document.begin(), document.end(), [](const auto& left, const auto& right) {
        return left.term < right.term;
    });
    documents_.push_back(std::move(document));
}

void TermIndex::finish() {
    const auto total = static_cast<double>(documents_.size());
    std::vector<double> document_count(words_.size(), 0);
    double all_lengths = 0;
    for (const auto& document : documents_) {
        all_lengths += length_of(document);
        for (const auto& occurrence : document)
            ++document_count[occurrence.term];
    }
    idf_.resize(words_.size());
    for (std::size_t term = 0; term < words_.size(); ++term)
        idf_[term] =
            std::log(1 + (total - document_count[term] + 0.5) / (document_count[term] + 0.5));
    unknown_idf_ = std::log(1 + (total + 0.5) / 0.5);
    postings_.resize(words_.size());
    const double mean_length = total > 0 ? all_lengths / total : 1.0;
    for (std::size_t index = 0; index < documents_.size(); ++index) {
        const auto& document = documents_[index];
        const double length = length_of(document);
        double norm = 0;
        for (const auto& occurrence : document)
            norm += std::pow((1 + std::log(occurrence.count)) * idf_[occurrence.term], 2);
        for (const auto& occurrence : document) {
            const double count = occurrence.count;
            const double idf = idf_[occurrence.term];
            const double saturated =
                count * (kK1 + 1) / (count + kK1 * (1 - kB + kB * length / mean_length));
            postings_[occurrence.term].push_back(
                {static_cast<std::uint32_t>(index),
                 static_cast<float>(idf * saturated),
                 static_cast<float>((1 + std::log(count)) * idf / std::sqrt(norm))}
            );
        }
    }
}

Query TermIndex::query_of(std::string_view normalised) const {
    Query query;
    query.is_long = text::code_point_count(normalised) > kShortQuerySymbols;
    std::vector<std::uint32_t> terms;
    for (const auto token : text::tokens_of_normalised(normalised)) {
        const auto found = ids_.find(token);
        if (found == ids_.end())
            query.unknown_weight += unknown_idf_;
        else
            terms.push_back(found->second);
    }
    std::sort(terms.begin(), terms.end());
    for (const auto term : terms) {
        if (query.terms.empty() || query.terms.back().term != term)
            query.terms.push_back({term, 0});
        query.terms.back().count += 1;
    }
    return query;
}

std::vector<ScoredDocument> TermIndex::score(const Query& query) const {
    std::vector<double> scores(documents_.size(), 0);
    double norm = 0;
    for (const auto& [term, count] : query.terms) {
        const double cosine_weight = (1 + std::log(count)) * idf_[term];
        norm += cosine_weight * cosine_weight;
        for (const auto& posting : postings_[term])
            scores[posting.document] +=
                query.is_long ? cosine_weight * posting.cosine : count * posting.bm25;
    }
    std::vector<ScoredDocument> found;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        if (scores[i] > 0)
            found.push_back({i, query.is_long ? scores[i] / std::sqrt(norm) : scores[i]});
    }
    return found;
}

Coverage TermIndex::coverage(const Query& query, std::size_t document) const {
    const auto& occurrences = documents_[document];
    double shared = 0;
    double asked = query.unknown_weight;
    double said = 0;
    for (const auto& occurrence : occurrences)
        said += idf_[occurrence.term];
    auto at = occurrences.begin();
    for (const auto& [term, count] : query.terms) {
        asked += idf_[term];
        while (at != occurrences.end() && at->term < term)
            ++at;
        if (at != occurrences.end() && at->term == term)
            shared += idf_[term];
    }
    return {asked > 0 ? shared / asked : 0.0, said > 0 ? shared / said : 0.0};
}

std::vector<std::string> TermIndex::matched(
    const Query& query, std::size_t document, std::size_t limit
) const {
    const auto& occurrences = documents_[document];
    std::vector<std::uint32_t> shared;
    for (const auto& asked : query.terms) {
        const bool has = std::binary_search(
            occurrences.begin(),
            occurrences.end(),
            Occurrence{asked.term, 0},
            [](const Occurrence& left, const Occurrence& right) { return left.term < right.term; }
        );
        if (has)
            shared.push_back(asked.term);
    }
    std::stable_sort(shared.begin(), shared.end(), [&](auto left, auto right) {
        return idf_[left] > idf_[right];
    });
    std::vector<std::string> words;
    for (const auto term : shared) {
        const auto word = words_[term];
        const bool inside = std::any_of(shared.begin(), shared.end(), [&](auto other) {
            return other != term && words_[other].size() > word.size() &&
                   words_[other].find(word) != std::string_view::npos;
        });
        if (!inside && words.size() < limit)
            words.emplace_back(word);
    }
    return words;
}

}  // namespace huiying::knowledge
