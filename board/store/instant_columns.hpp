// Times as columns: Unix milliseconds, null where there is none; and the sort key of a due time.
// Private to this room.
#pragma once

#include "board/model/instant.hpp"
#include "board/store/database.hpp"

#include <cstdint>
#include <optional>

namespace huiying::store {

/// Sorts tickets without a final due time behind all others.
inline constexpr std::int64_t kNoDueKey = 9'000'000'000'000;

inline std::optional<model::Instant> instant_at(const Cursor& row, int column) {
    return row.is_null(column) ? std::nullopt
                               : std::optional(model::from_unix_ms(row.integer(column)));
}

inline std::optional<std::int64_t> ms_of(const std::optional<model::Instant>& instant) {
    return instant ? std::optional(model::to_unix_ms(*instant)) : std::nullopt;
}

}  // namespace huiying::store
