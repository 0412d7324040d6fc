// Ticket numbers and query codes, made at receipt from the delivery key and the town's secret, so
// that a repeated delivery gets the same ones without a lookup. Used by desk (receipts) and the
// status page. Pure.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace huiying::model {

/// 32 random bytes made at the first start and kept beside the database.
using TownSecret = std::array<std::uint8_t, 32>;

/// "7K3M-9Q2X-RT4B": 60 bits of a keyed hash (BLAKE2b) of the delivery key in Crockford base 32 (no
/// I, L, O, U). No date in it: a delivery that is repeated after midnight must get the number that
/// the citizen has.
std::string make_ticket_number(const TownSecret& secret, std::string_view delivery_key);

/// "4F7K-9QX2M": 45 bits of a keyed hash of the number.
std::string make_query_code(const TownSecret& secret, std::string_view number);

/// Whether `code`, as typed, is the code of `number` (canonical). Constant time.
bool is_query_code_of(const TownSecret& secret, std::string_view number, std::string_view code);

/// Number as typed (lower case, spaces, full-width forms of digits are the caller's; O for 0, I or
/// L for 1, hyphens missing) to its canonical form; nullopt when it cannot be one.
std::optional<std::string> canonical_number(std::string_view typed);

}  // namespace huiying::model
