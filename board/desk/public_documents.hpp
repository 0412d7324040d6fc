// Policy documents as the board shows them: public ones, with what became of them, their
// interpretation, and the questions about them. Used by web. Thread rule: safe from any thread;
// blocking.
#pragma once

#include "board/desk/publications.hpp"
#include "board/model/policy_uses.hpp"

#include <optional>
#include <string>
#include <vector>

namespace huiying::desk {

/// A document's id and title, to lead to it.
struct DocumentLink {
    std::string id;
    std::string title;
};

/// As of today: "draft": its text is not published yet; "not_yet": not in force yet.
struct PublicDocument {
    std::string id;
    std::string title;
    std::string number;
    std::string issuer;
    std::string subject;
    std::string unit;  ///< name
    std::string issued_on;
    std::string in_force_from;
    std::string expires_on;
    std::string status;
    std::string status_words;  ///< Chinese
    model::Instant changed_at{};
};

struct PublicDocumentPage {
    PublicDocument document;
    std::vector<model::Passage> passages;
    std::string interpretation;
    std::optional<DocumentLink> interpretation_document;
    std::optional<DocumentLink> interprets;  ///< the document whose interpretation it is
    std::optional<DocumentLink> replaced_by;
    std::vector<DocumentLink> replaces;
    std::vector<PublishedEntry> questions;  ///< FAQ entries that rest on it, then published cases
};

class PublicDocuments {
  public:
    PublicDocuments(
        store::Database& database,
        const Town& town,
        const Publications& publications,
        const model::Clock& clock
    )
        : database_(database), town_(town), publications_(publications), clock_(clock) {}

    /// Last added first, those in force before those that are not; `words`: whose title or number
    /// has all of them.
    [[nodiscard]] std::vector<PublicDocument> list(const std::string& words) const;
    [[nodiscard]] std::optional<PublicDocumentPage> find(const std::string& id) const;
    /// nullopt where the board does not show it.
    [[nodiscard]] std::optional<DocumentLink> link(const std::string& id) const;

  private:
    store::Database& database_;
    const Town& town_;
    const Publications& publications_;
    const model::Clock& clock_;
};

}  // namespace huiying::desk
