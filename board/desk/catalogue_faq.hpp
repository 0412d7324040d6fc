// The FAQ entry that an item of the catalogue feeds, once the text is public no more. Private to
// this room.
#pragma once

#include "board/model/catalogue_item.hpp"
#include "board/model/instant.hpp"

#include <string>

namespace huiying::store {
class Connection;
}

namespace huiying::desk {

/// Retires the item's entry where it rests on this text, which is still public: its newest version
/// that was made of a public text was made of this one. Inside a transaction. The entry's question;
/// "" where there is no such entry.
[[nodiscard]] std::string retire_faq(
    store::Connection& connection,
    const model::CataloguePublication& publication,
    const std::string& by,
    model::Instant now
);

}  // namespace huiying::desk
