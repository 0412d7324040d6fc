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

/// What a list tells of what was published last.
CataloguePublication last_of(const Cursor& row) {
    CataloguePublication publication;
    publication.id = row.integer(0);
    publication.item = row.text(1);
    publication.state = model::CatalogueState::published;
    publication.title = row.text(2);
    publication.link = row.text(3);
    publication.proposed_at = model::from_unix_ms(row.integer(4));
    publication.published_at = instant_at(row, 5);
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
    for (auto row = connection_.query(
             "select item, cycle from catalogue_publication where state = 'published'"
         );
         row.next();)
        done[row.text(0)].cycles.insert(row.text(1));
    for (auto row = connection_.query(
             "select item, count(*) from catalogue_publication where state = 'proposed' group by "
             "item"
         );
         row.next();)
        done[row.text(0)].waiting = static_cast<int>(row.integer(1));
    for (auto row = connection_.query(
             "select p.id, p.item, p.title, p.link, p.proposed_at, p.published_at from "
             "catalogue_item i join catalogue_publication p on p.id = (select n.id from "
             "catalogue_publication n where n.item = i.id and n.state = 'published' order by "
             "n.published_at desc, n.id desc limit 1)"
         );
         row.next();)
        done[row.text(1)].last = last_of(row);
    return done;
}

CatalogueDone CataloguePublicationRepository::done_of(const std::string& item) {
    CatalogueDone done;
    for (auto row = connection_.query(
             "select cycle from catalogue_publication where item = ? and state = 'published'", item
         );
         row.next();)
        done.cycles.insert(row.text(0));
    if (auto row = connection_.query(
            "select count(*) from catalogue_publication where item = ? and state = 'proposed'", item
        );
        row.next())
        done.waiting = static_cast<int>(row.integer(0));
    if (auto row = connection_.query(
            "select id, item, title, link, proposed_at, published_at from catalogue_publication "
            "where item = ? and state = 'published' order by published_at desc, id desc limit 1",
            item
        );
        row.next())
        done.last = last_of(row);
    return done;
}

bool CataloguePublicationRepository::has_waiting(
    const std::string& item, const std::string& cycle
) {
    return connection_
        .query(
            "select 1 from catalogue_publication where item = ? and cycle = ? and state = "
            "'proposed' limit 1",
            item,
            cycle
        )
        .next();
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
