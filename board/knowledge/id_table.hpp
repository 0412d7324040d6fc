// Where the entry of an id is, among a million of them: by the hash of the id, checked against the
// entry. Private to this room. Immutable, safe from any thread; lives no longer than the entries.
#pragma once

#include "board/knowledge/key_table.hpp"
#include "board/model/faq_entry.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace huiying::knowledge {

class IdTable {
  public:
    explicit IdTable(const std::vector<model::FaqEntry>& entries) : entries_(entries) {
        for (std::size_t at = 0; at < entries.size(); ++at)
            if (auto& place = places_[key_of(entries[at].id)]; place == 0)
                place = static_cast<std::uint32_t>(at + 1);
    }

    /// Of several with one id the first.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view id) const {
        const auto place = places_.value(key_of(id));
        if (place == 0)
            return std::nullopt;
        if (entries_[place - 1].id == id)
            return place - 1;
        // Two ids of one hash, once in 10^13 pairs.
        const auto found =
            std::find_if(entries_.begin(), entries_.end(), [&](const model::FaqEntry& entry) {
                return entry.id == id;
            });
        if (found == entries_.end())
            return std::nullopt;
        return static_cast<std::size_t>(found - entries_.begin());
    }

  private:
    static TermKey key_of(std::string_view id) {
        return std::hash<std::string_view>{}(id) | TermKey{1} << 63U;
    }

    const std::vector<model::FaqEntry>& entries_;
    KeyTable places_;
};

}  // namespace huiying::knowledge
