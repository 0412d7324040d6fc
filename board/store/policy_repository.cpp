#include "board/store/policy_repository.hpp"

#include "board/store/database.hpp"
#include "board/store/instant_columns.hpp"
#include "board/store/policy_rows.hpp"

namespace huiying::store {
namespace {

/// The newest version of each, as record_in() reads it.
const std::string kSelectNewest =
    "select v.version, v.at, v.by, v.note, v.title, v.number, v.issuer, v.issued_on,"
    " v.in_force_from, v.expires_on, v.subject, v.unit, v.visibility, v.directed_to, v.text,"
    " v.interpretation, v.interpretation_document, v.document, d.status, d.replaced_by,"
    " d.version, d.published_version, d.interpretation_version, d.published_at,"
    " d.interpretation_at, d.ended_at from policy_document d"
    " join policy_version v on v.document = d.id and v.version = d.version";

/// As version_in() reads them.
const std::string kSelectVersions =
    "select version, at, by, note, title, number, issuer, issued_on, in_force_from, expires_on, "
    "subject, unit, visibility, directed_to, text, interpretation, interpretation_document, "
    "document from policy_version where document = ?";

constexpr int kVersionColumns = 4;
constexpr int kStateAt = 18;

/// Columns version, at, by, note, then the document's.
PolicyVersion version_in(const Cursor& row) {
    return {
        row.integer(0),
        model::from_unix_ms(row.integer(1)),
        row.text(2),
        row.text(3),
        document_in(row, kVersionColumns)};
}

PolicyRecord record_in(const Cursor& row) {
    return {state_in(row, kStateAt), version_in(row)};
}

PolicyReview review_in(const Cursor& row) {
    PolicyReview review;
    review.document = row.text(0);
    review.part = model::parse_document_part(row.text(1)).value_or(model::DocumentPart::text);
    review.text_hash = row.text(2);
    review.by = row.text(3);
    review.at = model::from_unix_ms(row.integer(4));
    review.secrecy = row.integer(5) != 0;
    review.privacy = row.integer(6) != 0;
    review.wording = row.integer(7) != 0;
    review.passed = row.integer(8) != 0;
    review.opinion = row.text(9);
    return review;
}

}  // namespace

std::vector<PolicyRecord> PolicyRepository::all() {
    std::vector<PolicyRecord> records;
    auto row = connection_.query(kSelectNewest + " order by d.position desc");
    while (row.next())
        records.push_back(record_in(row));
    return records;
}

std::optional<PolicyRecord> PolicyRepository::find(const std::string& id) {
    auto row = connection_.query(kSelectNewest + " where d.id = ?", id);
    return row.next() ? std::optional(record_in(row)) : std::nullopt;
}

std::vector<PolicyVersion> PolicyRepository::versions(const std::string& id) {
    std::vector<PolicyVersion> versions;
    auto row = connection_.query(kSelectVersions + " order by version desc", id);
    while (row.next())
        versions.push_back(version_in(row));
    return versions;
}

std::optional<PolicyVersion> PolicyRepository::version(
    const std::string& id, std::int64_t version
) {
    auto row = connection_.query(kSelectVersions + " and version = ?", id, version);
    return row.next() ? std::optional(version_in(row)) : std::nullopt;
}

void PolicyRepository::add_version(const PolicyVersion& version) {
    const auto& document = version.document;
    connection_.run(
        "insert into policy_version (document, version, at, by, note, title, number, issuer,"
        " issued_on, in_force_from, expires_on, subject, unit, visibility, directed_to, text,"
        " interpretation, interpretation_document)"
        " values (?, (select coalesce(max(version), 0) + 1 from policy_version where document ="
        " ?1), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        document.id,
        model::to_unix_ms(version.at),
        version.by,
        version.note,
        document.title,
        document.number,
        document.issuer,
        document.issued_on,
        document.in_force_from,
        document.expires_on,
        document.subject,
        document.unit,
        model::to_word(document.visibility),
        document.directed_to,
        document.text,
        document.interpretation,
        document.interpretation_document
    );
    connection_.run(
        "insert into policy_document (id, position, version) values (?, (select"
        " coalesce(max(position), 0) + 1 from policy_document), 1)"
        " on conflict (id) do update set version = version + 1",
        document.id
    );
    raise_revision();
}

void PolicyRepository::set_state(const std::string& id, const model::DocumentState& state) {
    connection_.run(
        "update policy_document set status = ?, replaced_by = ?, published_version = ?,"
        " interpretation_version = ?, published_at = ?, interpretation_at = ?, ended_at = ?"
        " where id = ?",
        model::to_word(state.status),
        state.replaced_by,
        state.published_version,
        state.interpretation_version,
        ms_of(state.published_at),
        ms_of(state.interpretation_at),
        ms_of(state.ended_at),
        id
    );
    raise_revision();
}

void PolicyRepository::add_review(const PolicyReview& review) {
    connection_.run(
        "insert into policy_review (document, part, text_hash, by, at, secrecy, privacy, wording,"
        " passed, opinion) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        review.document,
        model::to_word(review.part),
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

std::vector<PolicyReview> PolicyRepository::reviews(const std::string& id) {
    std::vector<PolicyReview> reviews;
    auto row = connection_.query(
        "select document, part, text_hash, by, at, secrecy, privacy, wording, passed, opinion"
        " from policy_review where document = ? order by id",
        id
    );
    while (row.next())
        reviews.push_back(review_in(row));
    return reviews;
}

std::vector<model::PublishedDocument> PolicyRepository::published() {
    std::vector<model::PublishedDocument> published;
    auto row = connection_.query(
        "select v.version, v.at, v.by, v.note, v.title, v.number, v.issuer, v.issued_on,"
        " v.in_force_from, v.expires_on, v.subject, v.unit, v.visibility, v.directed_to,"
        " case when d.published_version > 0 then v.text else '' end, coalesce(i.interpretation,"
        " ''), v.interpretation_document, v.document, d.status, d.replaced_by,"
        " d.version, d.published_version, d.interpretation_version, d.published_at,"
        " d.interpretation_at, d.ended_at from policy_document d"
        " join policy_version v on v.document = d.id and v.version = case when"
        " d.published_version > 0 then d.published_version else d.interpretation_version end"
        " left join policy_version i on i.document = d.id and i.version ="
        " d.interpretation_version order by d.position desc"
    );
    while (row.next())
        published.push_back({document_in(row, kVersionColumns), state_in(row, kStateAt)});
    return published;
}

void PolicyRepository::raise_revision() {
    connection_.run("update revision set value = value + 1 where name = 'directory'");
}

}  // namespace huiying::store
