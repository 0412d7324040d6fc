// A policy document's columns as they are read from several tables. Private to this room.
#pragma once

#include "board/model/policy_document.hpp"

namespace huiying::store {

class Cursor;

/// The 14 columns from `at` on: title, number, issuer, issued_on, in_force_from, expires_on,
/// subject, unit, visibility, directed_to, text, interpretation, interpretation_document, id.
[[nodiscard]] model::PolicyDocument document_in(const Cursor& row, int at);

/// The 8 columns from `at` on: status, replaced_by, version, published_version,
/// interpretation_version, published_at, interpretation_at, ended_at.
[[nodiscard]] model::DocumentState state_in(const Cursor& row, int at);

}  // namespace huiying::store
