#include "board/desk/known_questions.hpp"

#include "board/store/database.hpp"
#include "board/store/faq_use_repository.hpp"

namespace huiying::desk {
namespace {

constexpr std::chrono::days kLookedBack{365};
constexpr int kMostKnown = 2'000;

}  // namespace

std::vector<knowledge::KnownQuestion> known_questions(
    store::Database& database, model::Instant now
) {
    const auto asked = database.read([&](store::Connection& connection) {
        return store::FaqUseRepository(connection).asked_since(now - kLookedBack, kMostKnown);
    });
    std::vector<knowledge::KnownQuestion> known;
    known.reserve(asked.size());
    for (const auto& one : asked)
        known.push_back({one.text, one.entries});
    return known;
}

}  // namespace huiying::desk
