#include "board/desk/catalogue_publishing.hpp"

#include "board/desk/catalogue_access.hpp"
#include "board/desk/catalogue_cycles.hpp"
#include "board/desk/catalogue_notices.hpp"
#include "board/desk/catalogue_texts.hpp"
#include "board/store/catalogue_publication_repository.hpp"
#include "board/store/catalogue_repository.hpp"
#include "board/store/database.hpp"
#include "board/store/people_repository.hpp"
#include "text/encoding.hpp"

#include <algorithm>

namespace huiying::desk {
namespace {

using model::CatalogueItem;
using model::CataloguePublication;
using model::CatalogueState;
using model::Errc;
using store::CataloguePublicationRepository;
using store::CatalogueRepository;
using store::Connection;

/// A refusal inside the transaction, so that it is undone.
struct Refused {
    CatalogueRefused why;
};

[[noreturn]] void refuse(Errc errc, std::string field = "", std::string words = "") {
    throw Refused{{errc, {std::move(field), std::move(words)}}};
}

/// Of what is written: where it is, by whom and when.
struct Writing {
    Connection& connection;
    const TownSnapshot& town;
    const model::Staff& staff;
    model::Instant now;
};

template <class Change>
CataloguePublicationResult written(
    store::Database& database,
    const Town& town,
    const model::Clock& clock,
    const model::Staff& staff,
    Change change
) {
    const auto snapshot = town.snapshot();
    try {
        return database.write([&](Connection& connection) -> CataloguePublicationResult {
            return change(Writing{connection, *snapshot, staff, clock.now()});
        });
    } catch (const Refused& refused) {
        return refused.why;
    }
}

CatalogueItem item_to_work_on(const Writing& writing, const std::string& id) {
    auto kept = CatalogueRepository(writing.connection).find(id);
    if (!kept)
        refuse(Errc::not_found);
    if (!may_work_on(writing.staff, kept->item, writing.town))
        refuse(Errc::forbidden);
    return std::move(kept->item);
}

CataloguePublication publication_of(const Writing& writing, std::int64_t id) {
    auto found = CataloguePublicationRepository(writing.connection).find(id);
    if (!found)
        refuse(Errc::not_found);
    return std::move(*found);
}

/// What it is for must be open: nobody publishes for a day that the item does not know.
void check_cycle(const Writing& writing, const std::string& item, const std::string& cycle) {
    if (cycle.empty())
        return;
    CatalogueRepository catalogue(writing.connection);
    const auto kept = catalogue.find(item);
    auto events = catalogue.events_of(item);
    std::erase_if(events, [](const auto& event) { return !event.dropped.empty(); });
    const auto done = CataloguePublicationRepository(writing.connection).done_of_all();
    const auto of = done.find(item);
    const auto open = open_cycles(
        {*kept, std::move(events), of == done.end() ? std::set<std::string>{} : of->second.cycles},
        writing.town.calendar(),
        model::local_date(writing.now)
    );
    if (std::none_of(open.begin(), open.end(), [&](const auto& one) { return one.key == cycle; }))
        refuse(Errc::bad_request, "cycle", "这一期已经公开，或者不是这一项的");
}

void note(
    const Writing& writing,
    const CataloguePublication& publication,
    const std::string& event,
    const std::string& detail
) {
    CatalogueRepository(writing.connection)
        .add_deed(publication.item, {writing.now, writing.staff.login, event, detail});
    store::PeopleRepository(writing.connection)
        .add_audit(
            writing.now,
            writing.staff.login,
            "catalogue_" + event,
            publication.item + "#" + std::to_string(publication.id),
            publication.text_hash
        );
}

void tell_reviewers(
    const Writing& writing, const CatalogueItem& item, const CataloguePublication& publication
) {
    const Colleagues colleagues(writing.connection, writing.now);
    tell(
        writing.connection,
        reviewers_of(item, colleagues, writing.staff.id),
        {.key = "catalogue|review|" + std::to_string(publication.id) + "|" +
                std::to_string(publication.version),
         .word = std::string(kCatalogueReview),
         .text = item.name + "：" + publication.title},
        writing.town,
        writing.now
    );
}

/// The proposal put onto the publication, whatever it was before.
void propose_as(
    CataloguePublication& publication, const ProposedPublication& proposed, const Writing& writing
) {
    publication.cycle = proposed.cycle;
    publication.state = CatalogueState::proposed;
    publication.title = proposed.title;
    publication.link = proposed.link;
    publication.text = proposed.text;
    publication.text_hash = hash_of(proposed);
    publication.proposed_by = writing.staff.id;
    publication.proposed_at = writing.now;
    publication.published_at.reset();
    ++publication.version;
}

/// Why this person may not review it now, by this text; nothing where they may.
void check_review(
    const Writing& writing, const CataloguePublication& publication, const PublicationReview& review
) {
    const auto kept = CatalogueRepository(writing.connection).find(publication.item);
    if (!kept || !may_review(writing.staff, kept->item, writing.town))
        refuse(Errc::forbidden);
    if (publication.state != CatalogueState::proposed)
        refuse(Errc::move_not_allowed);
    if (publication.proposed_by == writing.staff.id)
        refuse(Errc::second_person_needed);
    // The hash is worked out again from the stored text: what is published is what was read.
    if (review.text_hash !=
        hash_of(ProposedPublication{"", publication.title, publication.link, publication.text}))
        refuse(Errc::text_changed);
}

}  // namespace

CataloguePublicationResult CataloguePublishing::propose(
    const std::string& item, const ProposedPublication& proposed, const model::Staff& staff
) {
    const auto tidied = tidy(proposed);
    return written(database_, town_, clock_, staff, [&](const Writing& writing) {
        const auto of = item_to_work_on(writing, item);
        if (auto wrong = wrong_in(tidied, writing.town))
            throw Refused{std::move(*wrong)};
        check_cycle(writing, item, tidied.cycle);
        CataloguePublication publication{.item = item};
        propose_as(publication, tidied, writing);
        publication.id = CataloguePublicationRepository(writing.connection).add(publication);
        note(writing, publication, "proposed", "提请公开：" + publication.title);
        tell_reviewers(writing, of, publication);
        return publication.id;
    });
}

CataloguePublicationResult CataloguePublishing::propose_again(
    std::int64_t id,
    const ProposedPublication& proposed,
    std::int64_t version,
    const model::Staff& staff
) {
    const auto tidied = tidy(proposed);
    return written(database_, town_, clock_, staff, [&](const Writing& writing) {
        auto publication = publication_of(writing, id);
        const auto of = item_to_work_on(writing, publication.item);
        if (publication.state == CatalogueState::published)
            refuse(Errc::move_not_allowed, "", "已经公开：先撤下再改");
        if (publication.version != version)
            refuse(Errc::version_conflict);
        if (auto wrong = wrong_in(tidied, writing.town))
            throw Refused{std::move(*wrong)};
        check_cycle(writing, publication.item, tidied.cycle);
        propose_as(publication, tidied, writing);
        CataloguePublicationRepository(writing.connection).update(publication);
        note(writing, publication, "proposed", "改后再提请公开，原审查作废：" + publication.title);
        tell_reviewers(writing, of, publication);
        return publication.id;
    });
}

CataloguePublicationResult CataloguePublishing::review(
    std::int64_t id, const PublicationReview& review, const model::Staff& staff
) {
    return written(database_, town_, clock_, staff, [&](const Writing& writing) {
        auto publication = publication_of(writing, id);
        check_review(writing, publication, review);
        const bool passed = review.secrecy && review.privacy && review.wording;
        if (!passed && text::trim(review.opinion).empty())
            refuse(Errc::reason_needed, "opinion", "写明为什么不能公开");
        if (passed)
            if (auto left = number_left(publication, writing.town))
                throw Refused{std::move(*left)};
        CataloguePublicationRepository publications(writing.connection);
        publications.add_review(
            id,
            {review.text_hash,
             staff.login,
             writing.now,
             review.secrecy,
             review.privacy,
             review.wording,
             passed,
             review.opinion}
        );
        publication.state = passed ? CatalogueState::published : CatalogueState::refused;
        if (passed)
            publication.published_at = writing.now;
        publications.update(publication);
        note(
            writing,
            publication,
            passed ? "published" : "refused",
            passed ? "公开审查通过，已公开：" + publication.title
                   : "公开审查未通过：" + review.opinion
        );
        return id;
    });
}

CataloguePublicationResult CataloguePublishing::withdraw(
    std::int64_t id, const std::string& reason, const model::Staff& staff
) {
    return written(database_, town_, clock_, staff, [&](const Writing& writing) {
        auto publication = publication_of(writing, id);
        item_to_work_on(writing, publication.item);
        if (publication.state == CatalogueState::withdrawn)
            refuse(Errc::move_not_allowed);
        if (text::trim(reason).empty())
            refuse(Errc::reason_needed, "reason", "写明为什么撤下");
        publication.state = CatalogueState::withdrawn;
        publication.published_at.reset();
        ++publication.version;
        CataloguePublicationRepository(writing.connection).update(publication);
        note(writing, publication, "withdrawn", "撤下“" + publication.title + "”：" + reason);
        return id;
    });
}

}  // namespace huiying::desk
