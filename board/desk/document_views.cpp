// How policy documents are shown to staff.
#include "board/desk/document_change.hpp"
#include "board/desk/document_check.hpp"
#include "board/desk/policy_documents.hpp"
#include "board/desk/public_check.hpp"
#include "board/knowledge/passages.hpp"
#include "board/store/policy_links.hpp"

#include <algorithm>
#include <map>

namespace huiying::desk {
namespace {

using model::DocumentPart;
using store::PolicyLinks;
using store::PolicyRecord;
using store::PolicyRepository;

struct Counted {
    std::map<std::string, int> dependents;
    std::map<std::string, int> to_tell;
};

int count_in(const std::map<std::string, int>& counts, const std::string& id) {
    const auto found = counts.find(id);
    return found == counts.end() ? 0 : found->second;
}

/// The version's part as published reads otherwise than as written now, or was never published.
bool is_newer(
    PolicyRepository& documents,
    const PolicyRecord& record,
    std::int64_t published,
    DocumentPart part
) {
    const auto& newest = record.newest.document;
    if (part == DocumentPart::interpretation && newest.interpretation.empty())
        return false;
    const auto before = documents.version(newest.id, published);
    return !before || hash_of(before->document, part) != hash_of(newest, part);
}

DocumentSync sync_in(
    const std::vector<model::PublishedDocument>& published, const std::string& id
) {
    const auto found = std::find_if(published.begin(), published.end(), [&](const auto& each) {
        return each.document.id == id;
    });
    return found == published.end() ? DocumentSync::in_step : sync_of(*found, published);
}

DocumentItem item_of(
    PolicyRepository& documents,
    const PolicyRecord& record,
    const std::vector<model::PublishedDocument>& published,
    const Counted& counted
) {
    const auto& id = record.newest.document.id;
    const auto& state = record.state;
    DocumentItem item;
    item.document = record.newest.document;
    item.state = state;
    item.sync = sync_in(published, id);
    item.is_text_new = is_newer(documents, record, state.published_version, DocumentPart::text);
    item.is_interpretation_new =
        is_newer(documents, record, state.interpretation_version, DocumentPart::interpretation);
    item.changed_by = record.newest.by;
    item.changed_at = record.newest.at;
    item.dependents = count_in(counted.dependents, id);
    item.to_tell = count_in(counted.to_tell, id);
    return item;
}

Counted counted_in(store::Connection& connection) {
    PolicyLinks links(connection);
    return {links.dependent_counts(), links.retell_counts()};
}

void add_reviews(DocumentView& view, const std::vector<store::PolicyReview>& reviews) {
    view.reviews.reserve(reviews.size());
    for (const auto& review : reviews) {
        auto& part = review.part == DocumentPart::text ? view.text : view.interpretation;
        const bool is_of_present = review.text_hash == part.text_hash;
        if (is_of_present)
            part.is_passed = review.passed;
        view.reviews.push_back(
            {review.part, review.by, review.at, review.passed, review.opinion, is_of_present}
        );
    }
}

void add_versions(DocumentView& view, const std::vector<store::PolicyVersion>& versions) {
    view.versions.reserve(versions.size());
    for (const auto& each : versions)
        view.versions.push_back(
            {each.version,
             each.at,
             each.by,
             each.note,
             each.document.text,
             each.document.interpretation}
        );
}

/// Which tickets were answered from it is for those who see all tickets.
bool sees_tickets(const model::Staff& staff) {
    return model::has_role(staff, model::Role::dispatcher) ||
           model::has_role(staff, model::Role::manager) ||
           model::has_role(staff, model::Role::administrator);
}

}  // namespace

std::vector<DocumentItem> PolicyDocuments::items(const model::Staff& staff) const {
    const auto town = town_.snapshot();
    return database_.read([&](store::Connection& connection) {
        PolicyRepository documents(connection);
        const auto published = documents.published();
        const auto counted = counted_in(connection);
        std::vector<DocumentItem> items;
        for (const auto& record : documents.all())
            if (is_shown_to(staff, record.newest.document, *town))
                items.push_back(item_of(documents, record, published, counted));
        return items;
    });
}

std::optional<DocumentView> PolicyDocuments::view(const model::Staff& staff, const std::string& id)
    const {
    const auto town = town_.snapshot();
    return database_.read([&](store::Connection& connection) -> std::optional<DocumentView> {
        PolicyRepository documents(connection);
        const auto record = documents.find(id);
        if (!record || !is_shown_to(staff, record->newest.document, *town))
            return std::nullopt;
        const auto& document = record->newest.document;
        DocumentView view;
        view.item = item_of(documents, *record, documents.published(), counted_in(connection));
        view.text.text_hash = hash_of(document, DocumentPart::text);
        view.interpretation.text_hash = hash_of(document, DocumentPart::interpretation);
        view.passages = knowledge::passages_of(document.text);
        view.warnings = personal_in({document.title, document.text, document.interpretation});
        add_versions(view, documents.versions(id));
        add_reviews(view, documents.reviews(id));
        PolicyLinks links(connection);
        view.entries = links.dependents(id);
        if (sees_tickets(staff))
            view.to_tell = links.retold(id);
        return view;
    });
}

}  // namespace huiying::desk
