// What rests on a policy document, and who must be told again since it ended or changed. Plain
// values.
#pragma once

#include "board/model/instant.hpp"

#include <optional>
#include <string>
#include <vector>

namespace huiying::model {

/// A piece of a document's text that is cited, quoted and found.
struct Passage {
    std::string
        heading;  ///< "第三条", "二、", "第4段"; "序言": what comes before the first article
    std::string chapter;  ///< "第二章 申请和审核", or empty
    std::string text;     ///< without its heading

    friend bool operator==(const Passage&, const Passage&) = default;
};

/// Why an FAQ entry is in doubt.
struct FaqDoubt {
    std::string faq;
    std::string document;
    std::string reason;  ///< Chinese
    Instant at{};
};

/// An entry that rests on a document.
struct DependentEntry {
    std::string faq;
    std::string question;
    std::string unit;
    std::vector<std::string> articles;  ///< none: the whole document
    bool in_doubt = false;
};

/// Somebody who was answered from what has ended or changed since.
struct RetellRow {
    std::string number;  ///< of the ticket
    std::string subject;
    std::string channel;
    std::string faq;  ///< entry behind the answer, or empty: the document itself was quoted
    std::string reason;
    Instant at{};
    std::optional<Instant> told_at;
    std::string told_by;  ///< login
};

}  // namespace huiying::model
