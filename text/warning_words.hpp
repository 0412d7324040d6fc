// The word lists behind warning_signs; private to this room.
#pragma once

#include <span>
#include <string_view>

namespace huiying::text {

/// What finding a phrase means. Combinations are judged in warning_signs.
enum class PhraseClass : unsigned char {
    emergency,      ///< danger to life or property
    petition,       ///< 信访 and its neighbours
    corruption,     ///< misconduct that only somebody in office can commit: always an accusation
    misconduct,     ///< an accusation unless the sentence speaks only of a private party
    report,         ///< 举报 and the like: an accusation with an official in the same text
    complaint,      ///< 投诉 and the like: an accusation with an official in the same clause
    conduct,        ///< bad behaviour: an accusation with an official in the same clause
    official,       ///< an office, an official, a member of staff
    private_party,  ///< somebody who holds no office
    harmless,       ///< holds one of the words above without meaning it ("举报奖励办法")
};

struct PhraseGroup {
    PhraseClass phrase_class;
    std::span<const std::string_view> phrases;
};

std::span<const PhraseGroup> warning_phrases();

}  // namespace huiying::text
