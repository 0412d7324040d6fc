// How a policy document is changed: found, changed, its state kept, those told who must know that
// its text or interpretation is missing, all in one transaction. Private to this room.
#pragma once

#include "board/desk/policy_documents.hpp"
#include "board/desk/town.hpp"
#include "board/store/database.hpp"
#include "board/store/policy_repository.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace huiying::desk {

/// Thrown inside the transaction, so that it is undone.
struct RefusedChange {
    DocumentRefused why;
};

struct DocumentChange {
    store::Connection& connection;
    store::PolicyRepository documents;
    const TownSnapshot& town;
    model::Instant now;
    model::DocumentState state;  ///< kept when the change returns
};

struct DocumentGround {
    store::Database& database;
    Town& town;
    const model::Clock& clock;
};

using ChangeOf = std::function<void(DocumentChange&, const store::PolicyRecord&)>;

/// The newest version afterwards. Refused besides: not_found. The town is read anew.
[[nodiscard]] DocumentKept change_document(
    const DocumentGround& ground,
    const model::Staff& staff,
    const std::string& id,
    const ChangeOf& change_of
);

/// Private ones are for those who see everything and for their unit.
[[nodiscard]] bool is_shown_to(
    const model::Staff& staff, const model::PolicyDocument& document, const TownSnapshot& town
);

void audit(
    store::Connection& connection,
    model::Instant now,
    const model::Staff& staff,
    std::string_view action,
    const std::string& object
);

}  // namespace huiying::desk
