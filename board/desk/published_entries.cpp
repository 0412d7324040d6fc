// What the board shows of published cases and FAQ entries.
#include "board/desk/faq_uses.hpp"
#include "board/desk/publications.hpp"
#include "board/desk/town.hpp"
#include "board/knowledge/faq_index.hpp"
#include "board/store/database.hpp"
#include "board/store/faq_use_repository.hpp"
#include "board/store/publication_repository.hpp"
#include "text/encoding.hpp"

#include <algorithm>

namespace huiying::desk {
namespace {

using store::Connection;
using store::PublicationRepository;

constexpr std::string_view kCasePrefix = "case-";
constexpr std::string_view kFaqPrefix = "faq-";
constexpr std::size_t kSearchedEntries = 20;

PublishedEntry entry_of(const store::PublishedCase& row, const TownSnapshot& town) {
    return {
        std::string(kCasePrefix) + row.id,
        "case",
        std::string(model::chinese_name(model::parse_kind(row.kind).value_or(model::Kind::question))
        ),
        row.title,
        row.question,
        row.answer,
        town.unit_name(row.unit),
        "",
        row.published_at,
    };
}

PublishedEntry entry_of(const model::FaqEntry& entry, const TownSnapshot& town) {
    const auto from = model::parse_iso_date(entry.valid_from);
    return {
        std::string(kFaqPrefix) + entry.id,
        "faq",
        entry.topic,
        entry.question,
        entry.question,
        entry.answer,
        town.unit_name(entry.unit),
        entry.source,
        from ? model::at_local(*from, std::chrono::seconds{0}) : model::Instant{},
        entry.in_doubt,
    };
}

bool is_shown(const model::FaqEntry& entry, const TownSnapshot& town, model::Instant now) {
    const bool reviewed = entry.review == model::FaqReview::reviewed ||
                          (entry.review == model::FaqReview::sample && town.demo() == Demo::yes);
    return reviewed && knowledge::is_valid_at(entry, now);
}

/// Whether every word of the query is in the entry, compared in normal form.
bool has_words(const PublishedEntry& entry, const std::string& normalised_words) {
    return text::normalise(entry.title + entry.question + entry.answer).find(normalised_words) !=
           std::string::npos;
}

/// Published cases that a search looks through, newest first.
constexpr int kSearchedCases = 1000;

}  // namespace

PublishedList Publications::published(const std::string& words, const std::string& after, int limit)
    const {
    const auto town = town_.snapshot();
    const auto now = clock_.now();
    const auto normalised = text::normalise(text::trim(words));
    const bool searching = !normalised.empty();
    PublishedList list;
    if (searching) {
        for (const auto& hit : town->faq().search_valid(words, kSearchedEntries, now))
            if (const auto* entry = town->faq().find(hit.entry);
                entry && hit.confidence > 0.2 && is_shown(*entry, *town, now))
                list.items.push_back(entry_of(*entry, *town));
    }
    const auto cases = database_.read([&](Connection& connection) {
        return PublicationRepository(connection)
            .published(after, searching ? kSearchedCases : limit + 1);
    });
    for (const auto& row : cases) {
        if (static_cast<int>(list.items.size()) >= limit) {
            if (!searching)
                list.next = list.items.back().id.substr(kCasePrefix.size());
            break;
        }
        auto entry = entry_of(row, *town);
        if (!searching || has_words(entry, normalised))
            list.items.push_back(std::move(entry));
    }
    return list;
}

std::vector<std::pair<std::string, int>> Publications::topics() const {
    const auto town = town_.snapshot();
    const auto now = clock_.now();
    std::vector<std::pair<std::string, int>> topics;
    for (const auto& entry : town->faq().entries()) {
        if (!is_shown(entry, *town, now))
            continue;
        const auto found = std::find_if(topics.begin(), topics.end(), [&](const auto& topic) {
            return topic.first == entry.topic;
        });
        if (found == topics.end())
            topics.emplace_back(entry.topic, 1);
        else
            ++found->second;
    }
    return topics;
}

std::vector<PublishedEntry> Publications::of_topic(const std::string& topic) const {
    const auto town = town_.snapshot();
    const auto now = clock_.now();
    std::vector<PublishedEntry> entries;
    for (const auto& entry : town->faq().entries())
        if (entry.topic == topic && is_shown(entry, *town, now))
            entries.push_back(entry_of(entry, *town));
    return entries;
}

PublishedList Publications::of_unit(const std::string& unit, const std::string& after, int limit)
    const {
    const auto town = town_.snapshot();
    auto cases = database_.read([&](Connection& connection) {
        return PublicationRepository(connection).published_of(unit, after, limit + 1);
    });
    PublishedList list;
    if (static_cast<int>(cases.size()) > limit) {
        cases.pop_back();
        list.next = cases.back().id;
    }
    for (const auto& row : cases)
        list.items.push_back(entry_of(row, *town));
    return list;
}

std::vector<PublishedEntry> Publications::faq_of_unit(const std::string& unit) const {
    const auto town = town_.snapshot();
    const auto now = clock_.now();
    std::vector<PublishedEntry> entries;
    for (const auto& entry : town->faq().entries())
        if (entry.unit == unit && is_shown(entry, *town, now))
            entries.push_back(entry_of(entry, *town));
    return entries;
}

std::vector<PublishedEntry> Publications::newest(std::size_t limit) const {
    const auto town = town_.snapshot();
    const auto now = clock_.now();
    std::vector<PublishedEntry> entries;
    const auto cases = database_.read([&](Connection& connection) {
        return PublicationRepository(connection).newest(static_cast<int>(limit));
    });
    for (const auto& row : cases)
        entries.push_back(entry_of(row, *town));
    for (const auto& entry : town->faq().entries())
        if (is_shown(entry, *town, now))
            entries.push_back(entry_of(entry, *town));
    std::stable_sort(entries.begin(), entries.end(), [](const auto& left, const auto& right) {
        return left.published_at > right.published_at;
    });
    if (entries.size() > limit)
        entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(limit), entries.end());
    return entries;
}

std::vector<PublishedAddress> Publications::addresses(int cases) const {
    const auto town = town_.snapshot();
    const auto now = clock_.now();
    std::vector<PublishedAddress> addresses;
    for (const auto& entry : town->faq().entries())
        if (is_shown(entry, *town, now))
            addresses.push_back(
                {std::string(kFaqPrefix) + entry.id, entry_of(entry, *town).published_at}
            );
    const auto days = database_.read([&](Connection& connection) {
        return PublicationRepository(connection).newest_days(cases);
    });
    for (const auto& day : days)
        addresses.push_back({std::string(kCasePrefix) + day.id, day.published_at});
    return addresses;
}

std::optional<PublishedEntry> Publications::find(const std::string& id) const {
    const auto town = town_.snapshot();
    if (id.starts_with(kFaqPrefix)) {
        const auto* entry = town->faq().find(id.substr(kFaqPrefix.size()));
        return entry && is_shown(*entry, *town, clock_.now())
                   ? std::optional(entry_of(*entry, *town))
                   : std::nullopt;
    }
    if (!id.starts_with(kCasePrefix))
        return std::nullopt;
    return database_.read([&](Connection& connection) -> std::optional<PublishedEntry> {
        const auto case_id = id.substr(kCasePrefix.size());
        const auto row = PublicationRepository(connection).published_case(case_id);
        if (!row)
            return std::nullopt;
        auto entry = entry_of(*row, *town);
        const auto behind = store::FaqUseRepository(connection).replied_in_case(case_id);
        entry.outdated = !outdated_behind(behind, *town, clock_.now()).empty();
        return entry;
    });
}

}  // namespace huiying::desk
