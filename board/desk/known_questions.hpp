// Questions of the last year whose right entry is known, or that none answers: by the replies that
// people sent and by what askers said. Private to this room.
#pragma once

#include "board/knowledge/retrieval_figures.hpp"
#include "board/model/instant.hpp"

#include <vector>

namespace huiying::store {
class Database;
}

namespace huiying::desk {

[[nodiscard]] std::vector<knowledge::KnownQuestion> known_questions(
    store::Database& database, model::Instant now
);

}  // namespace huiying::desk
