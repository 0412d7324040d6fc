// Who guesses passwords or query codes waits, longer with each wrong guess; what was guessed wrong
// is forgotten again, little by little. Counted for whom guesses, so that no stranger shuts out the
// owner of what is guessed at. Used by People and CitizenStatus. Thread rule: inside one
// Database::read or ::write.
#pragma once

#include "board/model/instant.hpp"

#include <chrono>
#include <span>
#include <string>

namespace huiying::store {
class PeopleRepository;
}

namespace huiying::desk {

/// How many wrong guesses one subject has, and what follows.
struct GuessBound {
    std::string subject;  ///< "login:198.51.100.7"
    int free = 5;         ///< the one that makes so many is followed by `first_wait`
    std::chrono::seconds first_wait{60};
    std::chrono::seconds longest_wait{3600};  ///< each further wait is twice the last, up to this
    std::chrono::seconds forget_one{720};     ///< a wrong guess counts no more after so long
};

/// How long to wait before the next guess; 0: none.
std::chrono::seconds wait_of(
    store::PeopleRepository& people, std::span<const GuessBound> bounds, model::Instant now
);

/// One more wrong guess for each. Forgets what counts no more.
void count_guess(
    store::PeopleRepository& people, std::span<const GuessBound> bounds, model::Instant now
);

}  // namespace huiying::desk
