// A number for each key: open addressing, 12 bytes a place, for tables of a million words that
// std::unordered_map would spread over the heap. Private to this room. Not safe while added to.
#pragma once

#include "board/knowledge/term_keys.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace huiying::knowledge {

class KeyTable {
  public:
    /// The value of the key, 0 for a new one, to be changed in place. REQUIRES: key not 0. The
    /// reference holds until the next call.
    std::uint32_t& operator[](TermKey key) {
        if ((size_ + 1) * 4 > keys_.size() * 3)
            grow();
        const auto place = place_of(key);
        if (keys_[place] == 0) {
            keys_[place] = key;
            ++size_;
        }
        return values_[place];
    }

    /// 0 when there is none.
    [[nodiscard]] std::uint32_t value(TermKey key) const {
        return keys_.empty() ? 0 : values_[place_of(key)];
    }

    [[nodiscard]] std::size_t size() const { return size_; }

    [[nodiscard]] std::size_t bytes() const {
        return keys_.capacity() * sizeof(TermKey) + values_.capacity() * sizeof(std::uint32_t);
    }

    /// Calls `visit(key, value)` for each.
    template <class Visit>
    void for_each(Visit visit) const {
        for (std::size_t place = 0; place < keys_.size(); ++place)
            if (keys_[place] != 0)
                visit(keys_[place], values_[place]);
    }

  private:
    [[nodiscard]] std::size_t place_of(TermKey key) const {
        const std::size_t mask = keys_.size() - 1;
        // Fibonacci hashing: neighbouring code points are spread.
        auto place = static_cast<std::size_t>((key * 11'400'714'819'323'198'485U) >> 20U) & mask;
        while (keys_[place] != 0 && keys_[place] != key)
            place = (place + 1) & mask;
        return place;
    }

    void grow() {
        constexpr std::size_t smallest = 1024;
        const auto old_keys = std::move(keys_);
        const auto old_values = std::move(values_);
        const std::size_t places = old_keys.empty() ? smallest : old_keys.size() * 2;
        keys_.assign(places, 0);
        values_.assign(places, 0);
        for (std::size_t at = 0; at < old_keys.size(); ++at) {
            if (old_keys[at] == 0)
                continue;
            const auto place = place_of(old_keys[at]);
            keys_[place] = old_keys[at];
            values_[place] = old_values[at];
        }
    }

    std::vector<TermKey> keys_;  // 0: free
    std::vector<std::uint32_t> values_;
    std::size_t size_ = 0;
};

}  // namespace huiying::knowledge
