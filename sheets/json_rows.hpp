// A table as JSON: a list of objects whose values are texts, numbers, booleans, null or lists of
// texts. Pure, safe from any thread.
#pragma once

#include "sheets/table.hpp"

#include <string>
#include <string_view>
#include <variant>

namespace huiying::sheets {

/// A list of objects, or an object that has one as `items`. The first row has the names, by the
/// alphabet within an object; `line` is the place in the list. A list of texts is a cell of one
/// ended line each, null one that is absent; any other list, or an object, as a value is not
/// readable.
[[nodiscard]] std::variant<Rows, Fault> json_rows(std::string_view text);

/// A list of objects by the names in the first row.
[[nodiscard]] std::string to_json(const Rows& rows);

}  // namespace huiying::sheets
