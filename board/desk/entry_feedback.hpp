// What readers of the board say of its published answers: 有用 or 没用 with a remark, once a day
// for an entry from one browser at one address. Remarks are kept without personal details; who
// spoke is kept as a keyed hash until the day is over. Used by web. Thread rule: safe from any
// thread; blocking.
#pragma once

#include "board/model/errc.hpp"
#include "board/model/instant.hpp"

#include <string>
#include <vector>

namespace huiying::store {
class Database;
}

namespace huiying::desk {

class Publications;
class Town;

struct Feedback {
    std::string entry;  ///< "faq-...", "case-..."
    bool useful = false;
    std::string remark;  ///< valid UTF-8, may be empty
    std::string voter;   ///< address and browser
};

enum class Heard { kept, said_today };

struct ReaderRemark {
    model::Instant at{};
    bool useful = false;
    std::string text;
};

/// All that readers have said of an entry.
struct ReaderOpinion {
    std::string entry;
    std::string title;  ///< empty: no longer published
    int useful = 0;
    int useless = 0;
    std::vector<ReaderRemark> remarks;  ///< the last few, newest first
};

class EntryFeedback {
  public:
    /// Unicode code points of a remark.
    static constexpr std::size_t kMaxRemark = 500;

    EntryFeedback(
        store::Database& database,
        const Town& town,
        const Publications& publications,
        const model::Clock& clock
    )
        : database_(database), town_(town), publications_(publications), clock_(clock) {}

    /// Errors: not_found (not published), text_too_long.
    [[nodiscard]] model::Result<Heard> hear(const Feedback& feedback);

    /// The entries that most readers found useless first, at most `limit`.
    [[nodiscard]] std::vector<ReaderOpinion> opinions(std::size_t limit) const;

  private:
    store::Database& database_;
    const Town& town_;
    const Publications& publications_;
    const model::Clock& clock_;
};

}  // namespace huiying::desk
