// Ticket numbers and query codes, made at receipt from the delivery key and the town's secret, so
// that a repeated delivery gets the same ones without a lookup. Used by desk (receipts) and the
// status page. Pure.
#pragma once

#include "board/model/instant.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace huiying::model {

/// 32 random bytes made at the first start and kept beside the database.
using TownSecret = std::array<std::uint8_t, 32>;

/// "261123-7K3M9-Q2XRT": local date of receipt, then 50 bits of a keyed hash (BLAKE2b) of the
/// delivery key in Crockford base 32 (no I, L, O, U).
std::string make_ticket_number(
    const TownSecret& secret, std::string_view delivery_key, Instant received_at
);

/// "4F7K-9QX2M": 45 bits of a keyed hash of the number.
std::string make_query_code(const TownSecret& secret, std::string_view number);

/// Whether `code`, as typed, is the code of `number` (canonical). Constant time.
bool is_query_code_of(const TownSecret& secret, std::string_view number, std::string_view code);

/// Number as typed (lower case, spaces, full-width forms of digits are the caller's; O for 0, I or
/// L for 1, hyphens missing) to its canonical form; nullopt when it cannot be one.
std::optional<std::string> canonical_number(std::string_view typed);

/// Local date that a canonical number begins with. REQUIRES: canonical.
Date date_of_number(std::string_view number);

}  // namespace huiying::model
