// Published answers and published questions like what a citizen is about to send. What a person
// must see (an emergency, an accusation) gets none. Used by web. Thread rule: safe from
// any thread; blocking (a few rows by their key; once a minute the newest published questions).
#pragma once

#include "board/desk/publications.hpp"

#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace huiying::knowledge {
class FaqIndex;
}

namespace huiying::desk {

class Suggestions {
  public:
    Suggestions(
        store::Database& database,
        const Town& town,
        const Publications& publications,
        const model::Clock& clock
    );
    ~Suggestions();
    Suggestions(const Suggestions&) = delete;
    Suggestions& operator=(const Suggestions&) = delete;

    /// At most three, most like first; all of them are published now. REQUIRES: valid UTF-8.
    [[nodiscard]] std::vector<PublishedEntry> of(
        const std::string& subject, const std::string& text
    ) const;

  private:
    std::shared_ptr<const knowledge::FaqIndex> cases() const;

    store::Database& database_;
    const Town& town_;
    const Publications& publications_;
    const model::Clock& clock_;
    mutable std::mutex mutex_;  // guards cases_ and read_at_
    mutable std::shared_ptr<const knowledge::FaqIndex> cases_;
    mutable model::Instant read_at_{};
};

}  // namespace huiying::desk
