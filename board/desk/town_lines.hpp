// What stands in each line of a file of units, people or past matters, before the record is asked.
// Private to this room. Pure, but for the passwords that it makes up.
#pragma once

#include "board/desk/town.hpp"
#include "board/desk/town_import.hpp"
#include "board/model/unit.hpp"
#include "board/store/past_repository.hpp"

#include <optional>
#include <string>
#include <vector>

namespace huiying::desk {

/// One line. Of unit, person and past only that of the file's kind is used.
struct TownLine {
    ImportLine judged;  ///< refused: whatever the record has
    const ItemFields* fields = nullptr;
    model::Unit unit;  ///< as it would be kept; known once the record is asked
    NewStaff person;
    std::string hash;  ///< of the person's password, once it is made
    store::PastTicket past;
};

[[nodiscard]] ImportLine refused_line(const std::string& key, const std::string& words);

/// What a line says of a unit put onto it; why it cannot be, nullopt: it is.
[[nodiscard]] std::optional<std::string> put_unit_fields(
    model::Unit& unit, const ItemFields& fields
);

/// The lines of `file`, which must outlive them.
[[nodiscard]] std::vector<TownLine> read_town_lines(
    ImportOf kind,
    const ImportFile& file,
    const TownSnapshot& town,
    const People& people,
    model::Instant now
);

}  // namespace huiying::desk
