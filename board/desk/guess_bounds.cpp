#include "board/desk/guess_bounds.hpp"

#include "board/store/people_repository.hpp"

#include <algorithm>

namespace huiying::desk {
namespace {

using std::chrono::seconds;

/// Longer than any bound remembers: its `free` guesses and its longest wait.
constexpr std::chrono::hours kKept{24};
constexpr int kMostDoublings = 12;

/// Rounded up: who comes back at that second may guess.
seconds seconds_until(model::Instant until, model::Instant now) {
    return std::chrono::ceil<seconds>(std::max(until - now, model::Instant::duration::zero()));
}

void forget_some(store::GuessRecord& guesses, const GuessBound& bound, model::Instant now) {
    const auto forgotten = std::max<std::int64_t>((now - guesses.since) / bound.forget_one, 0);
    if (forgotten >= guesses.failures) {
        guesses = {0, now, {}};
        return;
    }
    guesses.failures -= static_cast<int>(forgotten);
    guesses.since += forgotten * bound.forget_one;
}

}  // namespace

seconds wait_of(
    store::PeopleRepository& people, std::span<const GuessBound> bounds, model::Instant now
) {
    seconds longest{0};
    for (const auto& bound : bounds)
        if (const auto guesses = people.guesses(bound.subject))
            longest = std::max(longest, seconds_until(guesses->locked_until, now));
    return longest;
}

void count_guess(
    store::PeopleRepository& people, std::span<const GuessBound> bounds, model::Instant now
) {
    people.remove_old_guesses(now - kKept);
    for (const auto& bound : bounds) {
        auto guesses = people.guesses(bound.subject).value_or(store::GuessRecord{0, now, {}});
        forget_some(guesses, bound, now);
        ++guesses.failures;
        const int over = std::min(guesses.failures - bound.free, kMostDoublings);
        if (over >= 0)
            guesses.locked_until =
                now + std::min(bound.first_wait * (1 << over), bound.longest_wait);
        people.set_guesses(bound.subject, guesses);
    }
}

}  // namespace huiying::desk
