#include "board/store/faq_version_repository.hpp"

#include "board/store/database.hpp"
#include "board/store/json_columns.hpp"

namespace huiying::store {
namespace {

FaqVersion version_of(const Cursor& row) {
    return {
        row.integer(0),
        model::from_unix_ms(row.integer(1)),
        row.text(2),
        row.text(3),
        {row.text(4),
         row.text(5),
         row.text(6),
         words_from_json(row.text(7)),
         row.text(8),
         row.text(9),
         row.text(10),
         row.text(11),
         row.text(12),
         model::parse_faq_review(row.text(13)).value_or(model::FaqReview::draft),
         row.integer(14) != 0,
         bases_from_json(row.text(15))}};
}

}  // namespace

void FaqVersionRepository::add_present(const std::string& faq, const std::string& note) {
    connection_.run(
        "insert into faq_version (version, at, by, note, faq, topic, question, variants, answer,"
        " unit, source, valid_from, valid_to, review, auto_answer, documents)"
        " select (select coalesce(max(version), 0) + 1 from faq_version where faq = e.id),"
        " updated_at, updated_by, ?, id, topic, question, variants, answer, unit, source,"
        " valid_from, valid_to, review, auto_answer, (select "
        "json_group_array(json_object('document',"
        " document, 'article', article)) from faq_document where faq = e.id)"
        " from faq_entry e where id = ?",
        note,
        faq
    );
}

std::vector<FaqVersion> FaqVersionRepository::of(const std::string& faq) {
    std::vector<FaqVersion> versions;
    auto row = connection_.query(
        "select version, at, by, note, faq, topic, question, variants, answer, unit, source,"
        " valid_from, valid_to, review, auto_answer, documents from faq_version where faq = ?"
        " order by version desc",
        faq
    );
    while (row.next())
        versions.push_back(version_of(row));
    return versions;
}

std::optional<FaqVersion> FaqVersionRepository::find(const std::string& faq, std::int64_t version) {
    auto row = connection_.query(
        "select version, at, by, note, faq, topic, question, variants, answer, unit, source,"
        " valid_from, valid_to, review, auto_answer, documents from faq_version where faq = ? and "
        "version = ?",
        faq,
        version
    );
    return row.next() ? std::optional(version_of(row)) : std::nullopt;
}

std::int64_t FaqVersionRepository::latest(const std::string& faq) {
    auto row =
        connection_.query("select coalesce(max(version), 0) from faq_version where faq = ?", faq);
    return row.next() ? row.integer(0) : 0;
}

std::map<std::string, std::int64_t> FaqVersionRepository::latest_of_all() {
    std::map<std::string, std::int64_t> latest;
    auto row = connection_.query("select faq, max(version) from faq_version group by faq");
    while (row.next())
        latest.emplace(row.text(0), row.integer(1));
    return latest;
}

}  // namespace huiying::store
