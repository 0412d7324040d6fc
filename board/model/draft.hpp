// A drafted reply with the sources it rests on.
#pragma once

#include <string>
#include <vector>

namespace huiying::model {

struct DraftSource {
    std::string faq;       ///< FAQ entry id
    std::string question;  ///< its standard question
    std::string source;    ///< law or document it cites
    std::string review;    ///< its review state (word)
    double score = 0;

    friend bool operator==(const DraftSource&, const DraftSource&) = default;
};

struct Draft {
    std::string text;
    std::vector<DraftSource> sources;  ///< empty: nothing was found, the draft is an honest receipt
};

}  // namespace huiying::model
