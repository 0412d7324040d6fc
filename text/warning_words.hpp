// The word lists behind warning_signs (text/words/warnings.txt, packed into the binary); private to
// this room. Immutable, safe from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace huiying::text {

/// What finding a word means. Combinations are judged in accusation_signs.
enum class PhraseClass : unsigned char {
    emergency,      ///< danger to life or property
    petition,       ///< 信访 and its neighbours
    corruption,     ///< misconduct that only somebody in office can commit: always an accusation
    misconduct,     ///< an accusation unless the sentence speaks only of a private party
    grave,          ///< bad behaviour that tells with an official anywhere in the text
    report,         ///< 举报 and the like: an accusation with an official in the same text
    complaint,      ///< 投诉 and the like: an accusation with an official in the same clause
    conduct,        ///< bad behaviour: an accusation with an official as its doer
    official,       ///< an office that is spoken of for many reasons
    in_office,      ///< an official, staff or their office: told of in a short message without a
                    ///< plea, praise or question an accusation by itself
    public_matter,  ///< what only an office deals with: tells with an official like in_office
    weak_who,       ///< may be somebody in office ("他们", "那个女的")
    private_party,  ///< somebody who holds no office
    harmless,       ///< holds one of the words above without meaning it ("举报奖励办法")
    fault,          ///< something is broken or disturbs: an office in the text is then a place
    plea,           ///< before an official: the one who is asked ("请", "感谢")
    plea_direct,    ///< right before an official ("转市政所")
    plea_after,     ///< right after an official: the one who is asked ("您好", "帮忙")
    question,       ///< the text asks
    praise,
    denial,  ///< before a deed, in praise: it was not done
};

/// `tail` not empty: both in one clause, in this order, at most eight characters apart.
struct WarningWord {
    PhraseClass phrase_class = PhraseClass::emergency;
    std::string word;
    std::string tail;
};

/// The packed lists, read once.
const std::vector<WarningWord>& warning_words();

/// One list: "[class]" lines, words apart by white space, "#" to the line's end says why. Throws
/// std::runtime_error with the line for an unknown class, a word before the first class or half a
/// pair.
std::vector<WarningWord> parse_warning_words(std::string_view list);

}  // namespace huiying::text
