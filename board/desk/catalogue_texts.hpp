// A text that is to be published for an item of the catalogue: what must be right about it, its
// hash, and the FAQ entry that it becomes. Private to this room. Pure.
#pragma once

#include "board/desk/catalogue_publishing.hpp"

#include <optional>
#include <string>

namespace huiying::desk {

[[nodiscard]] ProposedPublication tidy(ProposedPublication proposed);

/// Empty, too long, a link that is none, personal numbers in it. nullopt: may be proposed.
[[nodiscard]] std::optional<CatalogueRefused> wrong_in(
    const ProposedPublication& proposed, const TownSnapshot& town
);

/// A telephone or identity number of a person that is left in it; nullopt: none.
[[nodiscard]] std::optional<CatalogueRefused> number_left(
    const model::CataloguePublication& publication, const TownSnapshot& town
);

/// Over title, link and text, as of a ticket's public copy.
[[nodiscard]] std::string hash_of(const ProposedPublication& proposed);

/// Names of what masking still recognises.
[[nodiscard]] std::vector<std::string> personal_in(const model::CataloguePublication& publication);

/// Id of the FAQ entry that an item feeds.
[[nodiscard]] std::string faq_id_of(const std::string& item);

[[nodiscard]] model::FaqEntry faq_entry_of(
    const model::CatalogueItem& item, const model::CataloguePublication& publication
);

}  // namespace huiying::desk
