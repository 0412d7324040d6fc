// An item of the catalogue as a line of a table, and what must be right about it before it is kept.
// Private to this room. Pure.
#pragma once

#include "board/desk/catalogue.hpp"
#include "board/desk/sheet_rows.hpp"

#include <optional>
#include <string>
#include <vector>

namespace huiying::desk {

[[nodiscard]] const std::vector<SheetColumn>& catalogue_columns();

/// What a person calls a field.
[[nodiscard]] std::string title_of_catalogue(std::string_view name);

/// Without white space around texts.
[[nodiscard]] model::CatalogueItem tidy(model::CatalogueItem item);

/// nullopt: may be kept. The person of an item must be at the desk.
[[nodiscard]] std::optional<CatalogueTrouble> wrong_in(
    const model::CatalogueItem& item,
    const TownSnapshot& town,
    const std::vector<model::Staff>& people
);

/// What the line says put onto the item; a column that the file does not have stays as it is. A
/// unit may be named by its code, name or short name, a person by login or name.
[[nodiscard]] std::optional<CatalogueTrouble> put_fields(
    model::CatalogueItem& item,
    const ItemFields& fields,
    const TownSnapshot& town,
    const std::vector<model::Staff>& people
);

/// A heading, then a line an item; read again they are the same items.
[[nodiscard]] sheets::Rows catalogue_rows(
    const std::vector<model::KeptItem>& items, const TownSnapshot& town
);

/// Names of the fields in which two versions differ.
[[nodiscard]] std::vector<std::string> changed_fields(
    const model::CatalogueItem& one, const model::CatalogueItem& other
);

}  // namespace huiying::desk
