// An FAQ entry as a line of a table: the names of its columns, what a line says put onto an entry.
// Private to this room. Pure.
#pragma once

#include "board/desk/faq_import.hpp"
#include "board/desk/sheet_rows.hpp"
#include "board/desk/town.hpp"
#include "board/model/faq_entry.hpp"

#include <optional>
#include <string>
#include <vector>

namespace huiying::desk {

[[nodiscard]] const std::vector<SheetColumn>& faq_columns();

/// What the line says put onto the entry; a column that the file does not have stays as it is. A
/// unit may be named by its code, name or short name; a day be written as people do.
[[nodiscard]] std::optional<FaqTrouble> put_fields(
    model::FaqEntry& entry, const ItemFields& fields, const TownSnapshot& town
);

/// A heading, then a line an entry; read again they are the same entries.
[[nodiscard]] sheets::Rows faq_rows(
    const std::vector<model::FaqEntry>& entries, const TownSnapshot& town
);

}  // namespace huiying::desk
