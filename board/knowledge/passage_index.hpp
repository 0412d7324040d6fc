// Finds the passages of policy documents that a question is about. An index of its own beside the
// FAQ's: documents neither move the FAQ's bounds nor are ever sent without a person. Used by draft
// and desk. Immutable, safe from any thread, no I/O; the index of changed documents takes as long
// as the change.
#pragma once

#include "board/knowledge/faq_index.hpp"
#include "board/knowledge/passages.hpp"
#include "board/model/policy_document.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::knowledge {

struct PassageHit {
    std::string document;  ///< PolicyDocument::id
    std::string title;
    std::string number;
    Passage passage;
    double confidence = 0;  ///< as of FAQ entries: probability that it answers
};

class PassageIndex {
  public:
    /// Takes in those that are in force, for everybody, and have a published text.
    explicit PassageIndex(const std::vector<model::PublishedDocument>& documents);

    [[nodiscard]] PassageIndex changed(const std::vector<model::PublishedDocument>& documents
    ) const;

    /// Best first, of documents that are in force on `now`'s day; `document` not empty: of that one
    /// alone.
    [[nodiscard]] std::vector<PassageHit> search(
        std::string_view query,
        std::size_t limit,
        model::Instant now,
        const std::string& document = {}
    ) const;

    [[nodiscard]] std::size_t size() const { return places_.size(); }

  private:
    struct Place {
        std::string document;
        std::string title;
        std::string number;
        Passage passage;
    };

    using Places = std::map<std::string, Place, std::less<>>;

    PassageIndex(FaqIndex index, Places places);
    static Places places_of(const std::vector<model::PublishedDocument>& documents);

    FaqIndex index_;
    Places places_;  // by id of the index's entry
};

}  // namespace huiying::knowledge
