// What colleagues hear of policy documents behind the bell. Private to this room.
#pragma once

#include "board/desk/policy_documents.hpp"
#include "board/model/policy_document.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace huiying::store {
class Connection;
}

namespace huiying::desk {

class TownSnapshot;

inline constexpr std::string_view kDocumentOutOfStep = "document_out_of_step";
inline constexpr std::string_view kEntriesInDoubt = "entries_in_doubt";

/// Tells the unit that publishes it and the office that text or interpretation is missing; where
/// nothing is, what was told counts as read.
void tell_sync(
    store::Connection& connection,
    const TownSnapshot& town,
    const model::PolicyDocument& document,
    DocumentSync sync,
    model::Instant now
);

/// Tells those who keep these entries, and the office, why they are in doubt.
void tell_doubts(
    store::Connection& connection,
    const TownSnapshot& town,
    const std::string& reason,
    const std::vector<model::DependentEntry>& entries,
    model::Instant now
);

}  // namespace huiying::desk
