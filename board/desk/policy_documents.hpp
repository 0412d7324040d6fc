// Policy documents (政策文件) as staff keep them: written, reviewed by a second person as to that
// very text (先审查、后公开), published with their interpretation (政策解读三同步), replaced,
// repealed or expired; what rests on them is flagged when that happens, and who was answered from
// them is listed to be told again. Used by web and by app's housekeeping. Thread rule: safe from
// any thread; blocking.
#pragma once

#include "board/model/errc.hpp"
#include "board/model/instant.hpp"
#include "board/model/policy_document.hpp"
#include "board/model/policy_uses.hpp"
#include "board/model/staff.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace huiying::store {
class Database;
}

namespace huiying::desk {

class Town;

/// Whether text and interpretation are published together.
enum class DocumentSync { in_step, lacks_interpretation, lacks_text };

std::string_view to_word(DocumentSync sync);

/// Which field is wrong, and in Chinese what would be right.
struct DocumentTrouble {
    std::string field;
    std::string words;
};

/// Why something is not done.
struct DocumentRefused {
    model::Errc errc = model::Errc::bad_request;
    DocumentTrouble trouble;
};

/// The document's newest version afterwards.
using DocumentKept = std::variant<std::int64_t, DocumentRefused>;

struct DocumentReview {
    model::DocumentPart part = model::DocumentPart::text;
    std::string text_hash;  ///< of what was read
    bool secrecy = false;   ///< 保密审查 passed
    bool privacy = false;
    bool wording = false;
    std::string opinion;
};

/// How a document ends.
enum class DocumentEnd { expire, replace, repeal };

struct DocumentEnding {
    DocumentEnd how = DocumentEnd::expire;
    std::string replaced_by;  ///< id, where it is replaced
    std::string reason;       ///< Chinese, may be empty
};

/// A line of the list.
struct DocumentItem {
    model::PolicyDocument document;  ///< newest version
    model::DocumentState state;
    DocumentSync sync = DocumentSync::in_step;
    bool is_text_new = false;  ///< written since it was published
    bool is_interpretation_new = false;
    std::string changed_by;  ///< login
    model::Instant changed_at{};
    int dependents = 0;  ///< FAQ entries that rest on it
    int to_tell = 0;     ///< people to be told again
};

/// What a reviewer reads of one part, and what came of it.
struct DocumentPartView {
    std::string text_hash;
    bool is_passed = false;  ///< by a second person, as it stands now
};

struct DocumentVersionView {
    std::int64_t version = 0;
    model::Instant at{};
    std::string by;  ///< login
    std::string note;
    std::string text;
    std::string interpretation;
};

struct DocumentReviewView {
    model::DocumentPart part = model::DocumentPart::text;
    std::string by;  ///< login
    model::Instant at{};
    bool passed = false;
    std::string opinion;
    bool is_of_present = false;  ///< of the text as it stands now
};

struct DocumentView {
    DocumentItem item;
    DocumentPartView text;
    DocumentPartView interpretation;
    std::vector<model::Passage> passages;       ///< of the newest version
    std::vector<std::string> warnings;          ///< what masking recognises in it: "姓名" ...
    std::vector<DocumentVersionView> versions;  ///< newest first
    std::vector<DocumentReviewView> reviews;    ///< oldest first
    std::vector<model::DependentEntry> entries;
    std::vector<model::RetellRow> to_tell;
};

class PolicyDocuments {
  public:
    PolicyDocuments(store::Database& database, Town& town, const model::Clock& clock)
        : database_(database), town_(town), clock_(clock) {}

    /// Last added first; private ones only for those who see everything and for their unit.
    [[nodiscard]] std::vector<DocumentItem> items(const model::Staff& staff) const;
    /// nullopt: none, or not for this person.
    [[nodiscard]] std::optional<DocumentView> view(const model::Staff& staff, const std::string& id)
        const;

    /// Adds, or writes the next version; what is published stays until the new text is. `seen`: the
    /// version that was changed, 0 for a new document. Refused: bad_request (a field),
    /// already_exists, version_conflict.
    [[nodiscard]] DocumentKept keep(
        const model::Staff& staff, const model::PolicyDocument& written, std::int64_t seen
    );
    /// Refused: not_found, second_person_needed, text_changed, empty_text (a refusal without its
    /// reason, a part without text).
    [[nodiscard]] DocumentKept review(
        const model::Staff& staff, const std::string& id, const DocumentReview& given
    );
    /// Publishes the newest version's parts; the text comes into force. Refused: not_found,
    /// review_needed, bad_request (what is missing).
    [[nodiscard]] DocumentKept publish(
        const model::Staff& staff,
        const std::string& id,
        const std::vector<model::DocumentPart>& parts
    );
    /// Refused: not_found, move_not_allowed (never published), bad_request (no such successor, or
    /// a cycle).
    [[nodiscard]] DocumentKept end(
        const model::Staff& staff, const std::string& id, const DocumentEnding& ending
    );
    /// Refused: not_found.
    [[nodiscard]] DocumentKept tell(
        const model::Staff& staff, const std::string& id, const std::string& number
    );

    /// Ends what has passed its last day; how many. Does not touch the record where nothing has.
    int expire_due();

  private:
    store::Database& database_;
    Town& town_;
    const model::Clock& clock_;
};

}  // namespace huiying::desk
