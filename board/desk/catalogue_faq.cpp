#include "board/desk/catalogue_faq.hpp"

#include "board/desk/catalogue_texts.hpp"
#include "board/store/catalogue_publication_repository.hpp"
#include "board/store/database.hpp"
#include "board/store/directory_repository.hpp"
#include "board/store/faq_version_repository.hpp"
#include "board/store/people_repository.hpp"

#include <algorithm>
#include <set>

namespace huiying::desk {
namespace {

constexpr int kLookedAt = 100;
constexpr const char* kWhy = "所依据的公开内容已撤下";

/// What staff have written into an entry meanwhile does not make it another one. An entry that fits
/// no text counts as made of this one.
bool rests_on(
    store::Connection& connection,
    const std::vector<store::FaqVersion>& past,
    const model::CataloguePublication& publication
) {
    std::set<std::string> others;
    for (const auto& other :
         store::CataloguePublicationRepository(connection).shown(publication.item, kLookedAt))
        if (other.id != publication.id)
            others.insert(faq_answer_of(other));
    const auto own = faq_answer_of(publication);
    for (const auto& version : past) {
        if (others.contains(version.entry.answer))
            return false;
        if (version.entry.answer == own)
            return true;
    }
    return true;
}

}  // namespace

std::string retire_faq(
    store::Connection& connection,
    const model::CataloguePublication& publication,
    const std::string& by,
    model::Instant now
) {
    const auto id = faq_id_of(publication.item);
    const auto past = store::FaqVersionRepository(connection).of(id);
    if (past.empty() || past.front().entry.review == model::FaqReview::retired ||
        !rests_on(connection, past, publication))
        return {};
    auto entry = past.front().entry;
    entry.review = model::FaqReview::retired;
    entry.auto_answer = false;
    store::DirectoryRepository(connection).put(entry, by, now, kWhy);
    store::PeopleRepository(connection).add_audit(now, by, "put_faq", id, kWhy);
    return entry.question;
}

}  // namespace huiying::desk
