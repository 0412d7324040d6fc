// Signs in a text that a person must see it first: danger to life, an accusation of officials or
// units, a petition. Used by routing (restriction, urgency) and knowledge (never answers such text
// by itself). Recall first: a false alarm costs a dispatcher a glance, a miss may show an
// accusation to the accused (信访工作条例 articles 17, 30). Immutable, safe from any thread.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::text {

enum class Warning { emergency, accusation, petition };

struct WarningSign {
    Warning warning = Warning::emergency;
    std::string phrase;     ///< the words that gave it away
    std::size_t begin = 0;  ///< byte offset in the plain text

    friend bool operator==(const WarningSign&, const WarningSign&) = default;
};

/// Byte range of the clause or sentence around a place in a text.
struct Extent {
    std::size_t begin = 0;
    std::size_t end = 0;

    [[nodiscard]] bool holds(std::size_t at) const { return at >= begin && at < end; }
};

/// What ends at a place of a text; a sentence's end ends a clause too.
enum class Mark { none, clause, sentence };
[[nodiscard]] Mark mark_at(std::string_view text, std::size_t at);

/// Up to the nearest comma, full stop, or line end on both sides. REQUIRES: normalised or plain
/// text.
[[nodiscard]] Extent clause_around(std::string_view normalised, std::size_t at);
/// Up to the nearest full stop, question or exclamation mark, semicolon or line end.
[[nodiscard]] Extent sentence_around(std::string_view normalised, std::size_t at);

/// Where a letter may say whom it is to: what stands before a colon within the first 24 Han
/// symbols, without a mark; "" where there is none. REQUIRES: normalised, not in plain form, which
/// has no colons.
[[nodiscard]] std::string_view salutation_of(std::string_view normalised);

struct Sight;

/// What is said of people in office, whether it accuses or not.
struct Persons {
    bool officials = false;  ///< a unit, an official or staff is mentioned at all
    bool acting = false;     ///< ... and not only asked or thanked
    bool conduct = false;    ///< a word of bad conduct stands somewhere
};

struct Reading {
    std::vector<WarningSign> signs;
    Persons persons;
};

class WarningSigns {
  public:
    /// `officials`: names of the town's units, which may be accused like a 书记 or 窗口.
    explicit WarningSigns(const std::vector<std::string>& officials = {});
    ~WarningSigns();
    WarningSigns(WarningSigns&&) noexcept;
    WarningSigns& operator=(WarningSigns&&) noexcept;

    /// Emergencies first, then accusations, then petitions; each phrase once. An accusation is a
    /// deed with somebody in office as its doer, in its clause or by the sentence's course; words
    /// of misconduct in office need no doer (unless the sentence speaks only of a private party,
    /// such as 物业). Denials count only in praise. The lists: text/words/warnings.txt. REQUIRES:
    /// `plain_form` of the text.
    [[nodiscard]] std::vector<WarningSign> find(std::string_view plain) const;

    /// The same, and what is said of people in office. An office that the letter is to
    /// (`salutation`: where in `plain`, see salutation_of) and that is asked for something broken
    /// is not accused by being named; deeds tell as ever. find() knows no salutation: it rather
    /// leaves a text to a person.
    [[nodiscard]] Reading read(std::string_view plain, const Extent& salutation = {}) const;

  private:
    struct Words;
    [[nodiscard]] std::vector<Sight> sights_in(std::string_view plain, const Extent& salutation)
        const;

    static const Words& everywhere();

    const Words* everywhere_;
    std::unique_ptr<const Words> officials_;
};

[[nodiscard]] bool has_warning(const std::vector<WarningSign>& signs, Warning warning);

}  // namespace huiying::text
