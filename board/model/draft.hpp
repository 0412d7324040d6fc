// A drafted reply with the sources it rests on.
#pragma once

#include <string>
#include <vector>

namespace huiying::model {

struct DraftSource {
    std::string faq;       ///< FAQ entry id, or empty
    std::string question;  ///< its standard question; of a passage the document's title
    std::string source;    ///< law or document it cites
    std::string review;    ///< its review state (word)
    double score = 0;
    std::string document = {};  ///< of a passage: the policy document's id; `faq` is empty then
    std::string article = {};   ///< of a passage: "第三条"

    friend bool operator==(const DraftSource&, const DraftSource&) = default;
};

struct Draft {
    std::string text;
    std::vector<DraftSource> sources;  ///< empty: nothing was found, the draft is an honest receipt
};

}  // namespace huiying::model
