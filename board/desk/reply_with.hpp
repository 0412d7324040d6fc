// What may go with a final reply. Used by web. Plain value.
#pragma once

#include "board/desk/contact_made.hpp"
#include "board/desk/proceedings.hpp"

#include <optional>
#include <string>

namespace huiying::desk {

/// Replied and resolved are two things: the reply may carry a promise for later, also by phone.
struct ReplyWith {
    std::optional<ContactMade> call;  ///< that told it; nullopt: in writing
    std::optional<CommitmentPromised> promised;
    std::string query_page = {};  ///< where its files are read; desk's own to fill in
};

}  // namespace huiying::desk
