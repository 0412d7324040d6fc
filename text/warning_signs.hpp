// Signs in a text that a person must see it first: danger to life, an accusation of officials or
// units, a petition. Used by routing (restriction, urgency) and knowledge (never answers such text
// by itself). Recall first: a false alarm costs a dispatcher a glance, a miss may show an
// accusation to the accused (信访工作条例 articles 17, 30). Immutable, safe from any thread.
#pragma once

#include "text/phrase_set.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::text {

enum class Warning { emergency, accusation, petition };

struct WarningSign {
    Warning warning = Warning::emergency;
    std::string phrase;     ///< the words that gave it away
    std::size_t begin = 0;  ///< byte offset in the normalised text

    friend bool operator==(const WarningSign&, const WarningSign&) = default;
};

/// Byte range of the clause or sentence around a place in a text.
struct Extent {
    std::size_t begin = 0;
    std::size_t end = 0;

    [[nodiscard]] bool holds(std::size_t at) const { return at >= begin && at < end; }
};

/// Up to the nearest comma, full stop, or line end on both sides. REQUIRES: normalised text.
[[nodiscard]] Extent clause_around(std::string_view normalised, std::size_t at);
/// Up to the nearest full stop, question or exclamation mark, semicolon or line end.
[[nodiscard]] Extent sentence_around(std::string_view normalised, std::size_t at);

class WarningSigns {
  public:
    /// `officials`: names of the town's units, which may be accused like a 书记 or 窗口.
    explicit WarningSigns(const std::vector<std::string>& officials = {});

    /// Emergencies first, then accusations, then petitions; each phrase once. An accusation is a
    /// word of misconduct in office (unless its sentence speaks only of a private party, such as
    /// 物业), or a word of reporting or of bad conduct near a unit, an official or staff. Negations
    /// and mere mentions are not told apart. REQUIRES: normalised text.
    [[nodiscard]] std::vector<WarningSign> find(std::string_view normalised) const;

    /// Whether a unit, an official or staff is mentioned at all. REQUIRES: normalised text.
    [[nodiscard]] bool mentions_officials(std::string_view normalised) const;

  private:
    PhraseSet phrases_;
    std::vector<unsigned char> classes_;  // of each phrase
    std::vector<std::string> words_;
};

[[nodiscard]] bool has_warning(const std::vector<WarningSign>& signs, Warning warning);

}  // namespace huiying::text
