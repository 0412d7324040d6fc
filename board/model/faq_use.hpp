// Where an FAQ entry was used and what came of it, as counted and as shown.
#pragma once

#include <string>

namespace huiying::model {

struct FaqCounts {
    int answered = 0;    ///< at once, without a person
    int offered = 0;     ///< to choose from
    int replied = 0;     ///< taken into a reply that a person sent
    int kept = 0;        ///< of a hundred symbols of the answer, in those replies, on average
    int drafted = 0;     ///< replies whose draft was made from it, whatever became of that
    int draft_kept = 0;  ///< of a hundred symbols of the answer, in these, on average
    int solved = 0;      ///< of those that were answered or replied to
    int unsolved = 0;
};

/// A public copy, proposed or published, of a ticket whose reply was made from an entry.
struct FaqDependent {
    std::string number;
    std::string title;
    std::string state;
    std::string case_id;  ///< of the board, without its prefix
};

}  // namespace huiying::model
