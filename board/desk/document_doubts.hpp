// What follows where a policy document ends or its text changes: entries that rest on it are in
// doubt, and who was answered from it is listed to be told again. And what an entry's keeper says
// to that. Private to this room; inside a transaction.
#pragma once

#include "board/model/draft.hpp"
#include "board/model/faq_entry.hpp"
#include "board/model/ids.hpp"
#include "board/model/instant.hpp"
#include "board/model/policy_document.hpp"

#include <string>
#include <vector>

namespace huiying::store {
class Connection;
}

namespace huiying::draft {
struct CitedDocuments;
}

namespace huiying::desk {

class TownSnapshot;

/// `reason`: Chinese, what happened to the document.
void put_in_doubt(
    store::Connection& connection,
    const TownSnapshot& town,
    const model::PolicyDocument& document,
    const std::string& reason,
    model::Instant now
);

/// A person wrote the entry anew: where its answer or what it rests on reads otherwise, it is in no
/// doubt any more.
void settle_changed(
    store::Connection& connection,
    const model::FaqEntry* before,
    const model::FaqEntry& after,
    const std::string& by,
    model::Instant now
);

/// A reply that goes out: of the passages of its draft those of which it kept enough.
void note_quoted(
    store::Connection& connection,
    const TownSnapshot& town,
    model::TicketId ticket,
    const std::vector<model::DraftSource>& sources,
    const std::string& text,
    model::Instant now
);

/// What a reply must not cite any more, and what it may.
[[nodiscard]] draft::CitedDocuments cited_documents(const TownSnapshot& town);

/// What became of a document: "已失效", "已被《…》替代", "已废止".
[[nodiscard]] std::string end_words(const model::DocumentState& state, const TownSnapshot& town);

}  // namespace huiying::desk
