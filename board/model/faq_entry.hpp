// One answer of the FAQ knowledge base (常见问题与解答) with its source and review state.
#pragma once

#include "board/model/policy_document.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::model {

/// sample: shipped with the product, never answers by itself; draft: being written; reviewed:
/// checked by the town; retired.
enum class FaqReview { sample, draft, reviewed, retired };

std::string_view to_word(FaqReview review);
std::optional<FaqReview> parse_faq_review(std::string_view word);

struct FaqEntry {
    std::string id;        ///< slug, unique
    std::string topic;     ///< subject heading
    std::string question;  ///< standard question
    std::vector<std::string> variants;
    std::string answer;
    std::string unit;        ///< unit code
    std::string source;      ///< law, document, article, or 【待填】
    std::string valid_from;  ///< ISO date
    std::string valid_to;    ///< ISO date or empty
    FaqReview review = FaqReview::draft;
    bool auto_answer = false;              ///< may be sent without a person once reviewed
    std::vector<FaqBasis> documents = {};  ///< policy documents that it rests on, with articles
    /// What it rests on ended or changed, and nobody has said yet that it is still right: it is
    /// never sent without a person. Read, never written with the entry.
    bool in_doubt = false;

    friend bool operator==(const FaqEntry&, const FaqEntry&) = default;
};

}  // namespace huiying::model
