// What must be right about a policy document before it is kept, what a review of it is bound to,
// and whether its interpretation is published with it. Private to this room. Pure.
#pragma once

#include "board/desk/policy_documents.hpp"
#include "board/model/policy_document.hpp"

#include <optional>
#include <string>
#include <vector>

namespace huiying::desk {

class TownSnapshot;

/// Without white space around texts, with plain line ends.
[[nodiscard]] model::PolicyDocument tidy(model::PolicyDocument document);

/// nullopt: may be kept.
[[nodiscard]] std::optional<DocumentTrouble> wrong_in(
    const model::PolicyDocument& document, const TownSnapshot& town
);

/// nullopt: nothing is missing for it to be published.
[[nodiscard]] std::optional<DocumentTrouble> missing_in(
    const model::PolicyDocument& document, model::DocumentPart part
);

/// SHA-256 over all that a reviewer of the part reads, each text with its length before it, as
/// lower-case hex.
[[nodiscard]] std::string hash_of(const model::PolicyDocument& document, model::DocumentPart part);

/// Whether text and interpretation are published together; only what is public and in force, or has
/// an interpretation before its text, can be out of step. `documents`: all that is published, for
/// an interpretation that is a document of its own.
[[nodiscard]] DocumentSync sync_of(
    const model::PublishedDocument& published,
    const std::vector<model::PublishedDocument>& documents
);

/// "《甲》→《乙》→《甲》" where `id` would be replaced by `by` and that, in the end, by `id`; else
/// empty.
[[nodiscard]] std::string cycle_in(
    const std::vector<model::PublishedDocument>& documents,
    const std::string& id,
    const std::string& by
);

/// Names of the articles whose words differ, at most so many; new and lost ones too.
[[nodiscard]] std::vector<std::string> changed_articles(
    const std::string& before, const std::string& after
);

}  // namespace huiying::desk
