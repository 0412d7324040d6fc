// Whether a text may become public: no telephone or identity number of a person stays in it; what
// else masking recognises a person looks at. Private to this room. Pure.
#pragma once

#include "board/desk/publications.hpp"

#include <string>
#include <vector>

namespace huiying::desk {

class TownSnapshot;

/// SHA-256 over the three texts, each with its length before it, as lower-case hex.
[[nodiscard]] std::string hash_of(const PublicText& text);

/// identity_left, phone_left. The numbers at which a unit of the town is reached may stay.
[[nodiscard]] model::Result<void> check_public(const PublicText& text, const TownSnapshot& town);

/// Names of what masking still recognises ("姓名", "门牌号"), each once, for who reviews.
[[nodiscard]] std::vector<std::string> personal_in(const PublicText& text);

}  // namespace huiying::desk
