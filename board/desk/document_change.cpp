#include "board/desk/document_change.hpp"

#include "board/desk/document_check.hpp"
#include "board/desk/document_notices.hpp"
#include "board/store/people_repository.hpp"

namespace huiying::desk {
namespace {

/// Of the document, and of those whose interpretation it is.
void tell_steps(DocumentChange& change, const std::string& id) {
    const auto published = change.documents.published();
    for (const auto& each : published)
        if (each.document.id == id || each.document.interpretation_document == id)
            tell_sync(
                change.connection, change.town, each.document, sync_of(each, published), change.now
            );
}

}  // namespace

DocumentKept change_document(
    const DocumentGround& ground,
    const model::Staff& staff,
    const std::string& id,
    const ChangeOf& change_of
) {
    const auto town = ground.town.snapshot();
    try {
        auto kept = ground.database.write([&](store::Connection& connection) -> DocumentKept {
            DocumentChange change{
                connection, store::PolicyRepository(connection), *town, ground.clock.now(), {}};
            const auto record = change.documents.find(id);
            if (!record || !is_shown_to(staff, record->newest.document, *town))
                throw RefusedChange{{model::Errc::not_found, {}}};
            change.state = record->state;
            change_of(change, *record);
            if (change.state != record->state) {
                change.documents.set_state(id, change.state);
                tell_steps(change, id);
            }
            return record->state.version;
        });
        ground.town.refresh();
        return kept;
    } catch (const RefusedChange& refused) {
        return refused.why;
    }
}

bool is_shown_to(
    const model::Staff& staff, const model::PolicyDocument& document, const TownSnapshot& town
) {
    if (document.visibility != model::DocumentVisibility::closed)
        return true;
    return model::has_role(staff, model::Role::administrator) || staff.unit == town.lead_unit() ||
           (!staff.unit.empty() && staff.unit == document.unit);
}

void audit(
    store::Connection& connection,
    model::Instant now,
    const model::Staff& staff,
    std::string_view action,
    const std::string& object
) {
    store::PeopleRepository(connection)
        .add_audit(now, staff.login, std::string(action), object, "");
}

}  // namespace huiying::desk
