// What is read of an item's publications, and the FAQ draft that is made of one.
#include "board/desk/catalogue_access.hpp"
#include "board/desk/catalogue_publishing.hpp"
#include "board/desk/catalogue_texts.hpp"
#include "board/store/catalogue_publication_repository.hpp"
#include "board/store/catalogue_repository.hpp"
#include "board/store/database.hpp"
#include "board/store/people_repository.hpp"

namespace huiying::desk {
namespace {

using model::CataloguePublication;
using model::CatalogueState;
using model::Errc;
using store::CataloguePublicationRepository;
using store::CatalogueRepository;
using store::Connection;

constexpr int kListed = 100;

CataloguePublicationView view_of(
    Connection& connection, CataloguePublication publication, const model::Staff& staff
) {
    store::PeopleRepository people(connection);
    CataloguePublicationView view;
    const auto proposer = people.find_staff(publication.proposed_by);
    view.proposed_by = proposer ? proposer->name : "";
    view.is_own = publication.proposed_by == staff.id;
    view.warnings = personal_in(publication);
    for (const auto& review : CataloguePublicationRepository(connection).reviews(publication.id)) {
        const auto reviewer = people.find_staff(review.by);
        view.reviews.push_back(
            {reviewer ? reviewer->staff.name : review.by,
             review.at,
             review.passed,
             review.text_hash == publication.text_hash,
             review.opinion}
        );
    }
    view.publication = std::move(publication);
    return view;
}

}  // namespace

std::vector<CataloguePublicationView> CataloguePublishing::of_item(
    const std::string& item, const model::Staff& staff
) const {
    const auto town = town_.snapshot();
    return database_.read([&](Connection& connection) {
        const auto kept = CatalogueRepository(connection).find(item);
        std::vector<CataloguePublicationView> views;
        if (!kept)
            return views;
        const bool sees_all = may_work_on(staff, kept->item, *town);
        CataloguePublicationRepository publications(connection);
        for (auto& one :
             sees_all ? publications.of_item(item, kListed) : publications.shown(item, kListed))
            views.push_back(view_of(connection, std::move(one), staff));
        return views;
    });
}

std::variant<CatalogueFaqDraft, CatalogueRefused> CataloguePublishing::to_faq(
    std::int64_t id, const model::Staff& staff
) {
    const bool keeps_faq = keeps_catalogue(staff) || model::has_role(staff, model::Role::reviewer);
    if (!keeps_faq)
        return CatalogueRefused{Errc::forbidden, {}};
    const auto entry =
        database_.read([&](Connection& connection) -> std::optional<model::FaqEntry> {
            const auto publication = CataloguePublicationRepository(connection).find(id);
            const auto kept = publication ? CatalogueRepository(connection).find(publication->item)
                                          : std::nullopt;
            if (!kept || publication->state != CatalogueState::published)
                return std::nullopt;
            return faq_entry_of(kept->item, *publication);
        });
    if (!entry)
        return CatalogueRefused{Errc::move_not_allowed, {"", "公开以后才能成为常见问题"}};
    const auto past = faq_.versions(entry->id);
    const auto seen = past.empty() ? std::int64_t{0} : past.front().version;
    const auto kept = faq_.put(*entry, staff.login, seen);
    if (const auto* refused = std::get_if<FaqRefused>(&kept))
        return CatalogueRefused{refused->errc, {refused->trouble.field, refused->trouble.words}};
    return CatalogueFaqDraft{entry->id, !past.empty()};
}

}  // namespace huiying::desk
