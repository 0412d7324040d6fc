// How policy documents are written, reviewed and published; how they are shown: document_views.cpp,
// how they end: document_ends.cpp.
#include "board/desk/policy_documents.hpp"

#include "board/desk/document_change.hpp"
#include "board/desk/document_check.hpp"
#include "board/desk/document_doubts.hpp"
#include "text/encoding.hpp"

#include <algorithm>

namespace huiying::desk {
namespace {

using model::DocumentPart;
using model::PolicyDocument;
using store::Connection;
using store::PolicyRecord;
using store::PolicyRepository;

std::string first_words(const std::vector<std::string>& names) {
    constexpr std::size_t most = 5;
    std::string words;
    for (std::size_t i = 0; i < std::min(names.size(), most); ++i)
        words += (i == 0 ? "" : "、") + names[i];
    return words + (names.size() > most ? "等" + std::to_string(names.size()) + "处" : "");
}

/// Whether a second person has passed the part as it reads now.
bool is_passed(
    const std::vector<store::PolicyReview>& reviews,
    const PolicyDocument& document,
    DocumentPart part
) {
    const auto hash = hash_of(document, part);
    const auto last = std::find_if(reviews.rbegin(), reviews.rend(), [&](const auto& review) {
        return review.part == part && review.text_hash == hash;
    });
    return last != reviews.rend() && last->passed;
}

/// Who wrote the part as it reads now, whoever changed the rest of the document since.
std::string writer_of(const std::vector<store::PolicyVersion>& newest_first, DocumentPart part) {
    std::string writer;
    const auto hash = hash_of(newest_first.front().document, part);
    for (const auto& version : newest_first) {
        if (hash_of(version.document, part) != hash)
            break;
        writer = version.by;
    }
    return writer;
}

void refuse_unready(
    const PolicyDocument& document,
    DocumentPart part,
    const std::vector<store::PolicyReview>& reviews,
    model::Instant now
) {
    if (auto missing = missing_in(document, part))
        throw RefusedChange{{model::Errc::bad_request, std::move(*missing)}};
    const auto today = model::to_iso(model::local_date(now));
    if (part == DocumentPart::text && !document.expires_on.empty() && document.expires_on < today)
        throw RefusedChange{
            {model::Errc::bad_request, {"expires_on", "失效日期已经过了，不能公开"}}};
    if (!is_passed(reviews, document, part))
        throw RefusedChange{
            {model::Errc::review_needed,
             {"part",
              part == DocumentPart::text ? "正文还没有经第二人审查通过"
                                         : "解读还没有经第二人审查通过"}}};
}

void publish_text(DocumentChange& change, const PolicyRecord& record) {
    const auto& document = record.newest.document;
    auto& state = change.state;
    const auto before = change.documents.version(document.id, state.published_version);
    state.published_version = record.newest.version;
    state.status = model::DocumentStatus::in_force;
    state.replaced_by.clear();
    state.ended_at.reset();
    state.published_at = change.now;
    if (!before || before->document.text == document.text)
        return;
    const auto articles = changed_articles(before->document.text, document.text);
    put_in_doubt(
        change.connection,
        change.town,
        document,
        "《" + document.title + "》正文改了（" + first_words(articles) + "）",
        change.now
    );
}

}  // namespace

DocumentKept PolicyDocuments::keep(
    const model::Staff& staff, const PolicyDocument& written, std::int64_t seen
) {
    const auto town = town_.snapshot();
    const auto document = tidy(written);
    if (auto wrong = wrong_in(document, *town))
        return DocumentRefused{model::Errc::bad_request, std::move(*wrong)};
    const auto now = clock_.now();
    auto kept = database_.write([&](Connection& connection) -> DocumentKept {
        PolicyRepository documents(connection);
        const auto present = documents.find(document.id);
        if (present && !is_shown_to(staff, present->newest.document, *town))
            return DocumentRefused{model::Errc::already_exists, {"id", "这个编号已经有了"}};
        if (present && seen == 0)
            return DocumentRefused{model::Errc::already_exists, {"id", "这个编号已经有了"}};
        const auto version = present ? present->state.version : 0;
        if (present && present->newest.document == document)
            return version;
        if (version != seen)
            return DocumentRefused{
                model::Errc::version_conflict,
                {"version", "有人先改过了，现在是第 " + std::to_string(version) + " 版"}};
        documents.add_version({version + 1, now, staff.login, "", document});
        audit(connection, now, staff, "put_policy_document", document.id);
        return version + 1;
    });
    town_.refresh();
    return kept;
}

DocumentKept PolicyDocuments::review(
    const model::Staff& staff, const std::string& id, const DocumentReview& given
) {
    const bool passed = given.secrecy && given.privacy && given.wording;
    if (!passed && text::trim(given.opinion).empty())
        return DocumentRefused{model::Errc::empty_text, {"opinion", "不通过的，请写明哪里要改"}};
    return change_document(
        {database_, town_, clock_},
        staff,
        id,
        [&](DocumentChange& change, const PolicyRecord& record) {
            const auto& document = record.newest.document;
            if (given.text_hash != hash_of(document, given.part))
                throw RefusedChange{{model::Errc::text_changed, {}}};
            if (writer_of(change.documents.versions(id), given.part) == staff.login)
                throw RefusedChange{{model::Errc::second_person_needed, {}}};
            change.documents.add_review(
                {id,
                 given.part,
                 given.text_hash,
                 staff.login,
                 change.now,
                 given.secrecy,
                 given.privacy,
                 given.wording,
                 passed,
                 given.opinion}
            );
            audit(
                change.connection,
                change.now,
                staff,
                passed ? "pass_policy_document" : "refuse_policy_document",
                id + "/" + std::string(model::to_word(given.part))
            );
        }
    );
}

DocumentKept PolicyDocuments::publish(
    const model::Staff& staff, const std::string& id, const std::vector<DocumentPart>& parts
) {
    return change_document(
        {database_, town_, clock_},
        staff,
        id,
        [&](DocumentChange& change, const PolicyRecord& record) {
            const auto reviews = change.documents.reviews(id);
            for (const auto part : parts) {
                refuse_unready(record.newest.document, part, reviews, change.now);
                if (part == DocumentPart::text) {
                    publish_text(change, record);
                } else {
                    change.state.interpretation_version = record.newest.version;
                    change.state.interpretation_at = change.now;
                }
                audit(
                    change.connection,
                    change.now,
                    staff,
                    "publish_policy_document",
                    id + "/" + std::string(model::to_word(part))
                );
            }
        }
    );
}

}  // namespace huiying::desk
