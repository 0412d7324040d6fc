#include "board/store/catalogue_publication_repository.hpp"

#include "board/store/catalogue_repository.hpp"
#include "board/store/database.hpp"
#include "board/store/instant_columns.hpp"

namespace huiying::store {
namespace {

using model::CataloguePublication;

CataloguePublication publication_of(const Cursor& row) {
    CataloguePublication publication;
    publication.id = row.integer(0);
    publication.item = row.text(1);
    publication.cycle = row.text(2);
    publication.state =
        model::parse_catalogue_state(row.text(3)).value_or(model::CatalogueState::withdrawn);
    publication.title = row.text(4);
    publication.link = row.text(5);
    publication.text = row.text(6);
    publication.text_hash = row.text(7);
    publication.proposed_by = {row.integer(8)};
    publication.proposed_at = model::from_unix_ms(row.integer(9));
    publication.published_at = instant_at(row, 10);
    publication.version = row.integer(11);
    return publication;
}

std::vector<CataloguePublication> publications_of(Cursor row) {
    std::vector<CataloguePublication> publications;
    while (row.next())
        publications.push_back(publication_of(row));
    return publications;
}

}  // namespace

std::optional<CataloguePublication> CataloguePublicationRepository::find(std::int64_t id) {
    auto row = connection_.query(
        "select id, item, cycle, state, title, link, text, text_hash, proposed_by, proposed_at, "
        "published_at, version from catalogue_publication where id = ?",
        id
    );
    return row.next() ? std::optional(publication_of(row)) : std::nullopt;
}

std::vector<CataloguePublication> CataloguePublicationRepository::of_item(
    const std::string& item, int most
) {
    return publications_of(connection_.query(
        "select id, item, cycle, state, title, link, text, text_hash, proposed_by, proposed_at, "
        "published_at, version from catalogue_publication where item = ? order by id desc limit ?",
        item,
        most
    ));
}

std::vector<CataloguePublication> CataloguePublicationRepository::shown(
    const std::string& item, int most
) {
    return publications_of(connection_.query(
        "select id, item, cycle, state, title, link, text, text_hash, proposed_by, proposed_at, "
        "published_at, version from catalogue_publication where item = ? and state = 'published' "
        "order by published_at desc, id desc limit ?",
        item,
        most
    ));
}

std::map<std::string, CatalogueDone> CataloguePublicationRepository::done_of_all() {
    std::map<std::string, CatalogueDone> done;
    auto row = connection_.query(
        "select id, item, cycle, state, title, link, '', '', proposed_by, proposed_at, "
        "published_at, version from catalogue_publication where state in ('published', 'proposed') "
        "order by published_at, id"
    );
    while (row.next()) {
        auto publication = publication_of(row);
        auto& of = done[publication.item];
        if (publication.state == model::CatalogueState::proposed) {
            ++of.waiting;
            continue;
        }
        of.cycles.insert(publication.cycle);
        of.last = std::move(publication);
    }
    return done;
}

std::int64_t CataloguePublicationRepository::add(const CataloguePublication& publication) {
    connection_.run(
        "insert into catalogue_publication (item, cycle, state, title, link, text, text_hash, "
        "proposed_by, proposed_at, published_at, version) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        publication.item,
        publication.cycle,
        model::to_word(publication.state),
        publication.title,
        publication.link,
        publication.text,
        publication.text_hash,
        publication.proposed_by.value,
        model::to_unix_ms(publication.proposed_at),
        ms_of(publication.published_at),
        publication.version
    );
    const auto id = connection_.last_id();
    CatalogueRepository(connection_).raise_revision();
    return id;
}

void CataloguePublicationRepository::update(const CataloguePublication& publication) {
    connection_.run(
        "update catalogue_publication set cycle = ?, state = ?, title = ?, link = ?, text = ?, "
        "text_hash = ?, proposed_by = ?, proposed_at = ?, published_at = ?, version = ? where id = "
        "?",
        publication.cycle,
        model::to_word(publication.state),
        publication.title,
        publication.link,
        publication.text,
        publication.text_hash,
        publication.proposed_by.value,
        model::to_unix_ms(publication.proposed_at),
        ms_of(publication.published_at),
        publication.version,
        publication.id
    );
    CatalogueRepository(connection_).raise_revision();
}

void CataloguePublicationRepository::add_review(
    std::int64_t publication, const ReviewRecord& review
) {
    connection_.run(
        "insert into catalogue_review (publication, text_hash, by, at, secrecy, privacy, wording, "
        "passed, opinion) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        publication,
        review.text_hash,
        review.by,
        model::to_unix_ms(review.at),
        review.secrecy,
        review.privacy,
        review.wording,
        review.passed,
        review.opinion
    );
}

std::vector<ReviewRecord> CataloguePublicationRepository::reviews(std::int64_t publication) {
    std::vector<ReviewRecord> reviews;
    auto row = connection_.query(
        "select text_hash, by, at, secrecy, privacy, wording, passed, opinion from "
        "catalogue_review where publication = ? order by id",
        publication
    );
    while (row.next())
        reviews.push_back(
            {row.text(0),
             row.text(1),
             model::from_unix_ms(row.integer(2)),
             row.integer(3) != 0,
             row.integer(4) != 0,
             row.integer(5) != 0,
             row.integer(6) != 0,
             row.text(7)}
        );
    return reviews;
}

}  // namespace huiying::store
