#include "board/knowledge/passage_index.hpp"

#include <utility>

namespace huiying::knowledge {
namespace {

/// Of one document alone its other passages stand in nobody's way: so many are looked through.
constexpr std::size_t kOfOne = 40;

bool is_quotable(const model::PublishedDocument& published) {
    return published.state.status == model::DocumentStatus::in_force &&
           published.document.visibility == model::DocumentVisibility::open &&
           !published.document.text.empty();
}

std::string entry_id(const std::string& document, std::size_t place) {
    return document + "#" + std::to_string(place);
}

/// Passages in the form in which entries are found: what they are about as the question, their text
/// as the answer, in force between the document's days.
std::vector<model::FaqEntry> entries_of(const std::vector<model::PublishedDocument>& documents) {
    std::vector<model::FaqEntry> entries;
    for (const auto& published : documents) {
        if (!is_quotable(published))
            continue;
        const auto& document = published.document;
        const auto passages = passages_of(document.text);
        for (std::size_t place = 0; place < passages.size(); ++place) {
            model::FaqEntry entry;
            entry.id = entry_id(document.id, place);
            entry.question = document.title + " " + passages[place].chapter;
            entry.answer = passages[place].text;
            entry.valid_from = document.in_force_from;
            entry.valid_to = document.expires_on;
            entry.review = model::FaqReview::reviewed;
            entries.push_back(std::move(entry));
        }
    }
    return entries;
}

bool is_of(std::string_view entry, std::string_view document) {
    return entry.size() > document.size() && entry.starts_with(document) &&
           entry[document.size()] == '#';
}

}  // namespace

PassageIndex::Places PassageIndex::places_of(const std::vector<model::PublishedDocument>& documents
) {
    Places places;
    for (const auto& published : documents) {
        if (!is_quotable(published))
            continue;
        const auto& document = published.document;
        auto passages = passages_of(document.text);
        for (std::size_t place = 0; place < passages.size(); ++place)
            places.emplace(
                entry_id(document.id, place),
                Place{document.id, document.title, document.number, std::move(passages[place])}
            );
    }
    return places;
}

PassageIndex::PassageIndex(const std::vector<model::PublishedDocument>& documents)
    : PassageIndex(FaqIndex(entries_of(documents)), places_of(documents)) {}

PassageIndex::PassageIndex(FaqIndex index, Places places)
    : index_(std::move(index)), places_(std::move(places)) {}

PassageIndex PassageIndex::changed(const std::vector<model::PublishedDocument>& documents) const {
    return {index_.changed(entries_of(documents)), places_of(documents)};
}

std::vector<PassageHit> PassageIndex::search(
    std::string_view query, std::size_t limit, model::Instant now, const std::string& document
) const {
    std::vector<PassageHit> hits;
    if (places_.empty())
        return hits;
    for (const auto& hit : index_.search_valid(query, document.empty() ? limit : kOfOne, now)) {
        const auto found = places_.find(hit.entry);
        if (found == places_.end() || (!document.empty() && !is_of(hit.entry, document)))
            continue;
        const auto& place = found->second;
        hits.push_back({place.document, place.title, place.number, place.passage, hit.confidence});
        if (hits.size() == limit)
            break;
    }
    return hits;
}

}  // namespace huiying::knowledge
