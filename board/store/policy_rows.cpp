#include "board/store/policy_rows.hpp"

#include "board/store/database.hpp"
#include "board/store/instant_columns.hpp"

namespace huiying::store {

model::PolicyDocument document_in(const Cursor& row, int at) {
    model::PolicyDocument document;
    document.title = row.text(at);
    document.number = row.text(at + 1);
    document.issuer = row.text(at + 2);
    document.issued_on = row.text(at + 3);
    document.in_force_from = row.text(at + 4);
    document.expires_on = row.text(at + 5);
    document.subject = row.text(at + 6);
    document.unit = row.text(at + 7);
    document.visibility = model::parse_document_visibility(row.text(at + 8))
                              .value_or(model::DocumentVisibility::closed);
    document.directed_to = row.text(at + 9);
    document.text = row.text(at + 10);
    document.interpretation = row.text(at + 11);
    document.interpretation_document = row.text(at + 12);
    document.id = row.text(at + 13);
    return document;
}

model::DocumentState state_in(const Cursor& row, int at) {
    model::DocumentState state;
    state.status =
        model::parse_document_status(row.text(at)).value_or(model::DocumentStatus::draft);
    state.replaced_by = row.text(at + 1);
    state.version = row.integer(at + 2);
    state.published_version = row.integer(at + 3);
    state.interpretation_version = row.integer(at + 4);
    state.published_at = instant_at(row, at + 5);
    state.interpretation_at = instant_at(row, at + 6);
    state.ended_at = instant_at(row, at + 7);
    return state;
}

}  // namespace huiying::store
