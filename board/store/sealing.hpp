// Secrets of channel accounts at rest: XSalsa20-Poly1305 (libsodium secretbox) under a key derived
// from the town's secret. Private to this room.
#pragma once

#include "board/model/ticket_number.hpp"

#include <optional>
#include <string>

namespace huiying::store {

/// Nonce and box, base64.
std::string seal(const model::TownSecret& town_secret, const std::string& plain);

/// nullopt: damaged, or sealed under another secret.
std::optional<std::string> unseal(const model::TownSecret& town_secret, const std::string& sealed);

}  // namespace huiying::store
