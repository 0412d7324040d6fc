#include "board/desk/public_documents.hpp"

#include "board/desk/town.hpp"
#include "board/knowledge/passages.hpp"
#include "board/store/database.hpp"
#include "board/store/policy_links.hpp"
#include "text/encoding.hpp"

#include <algorithm>

namespace huiying::desk {
namespace {

using model::DocumentStatus;
using model::PublishedDocument;

constexpr int kMostCases = 50;

bool is_public(const PublishedDocument& published) {
    return published.document.visibility == model::DocumentVisibility::open;
}

struct StatusNow {
    std::string word;
    std::string chinese;
};

/// The days count although nobody has written down yet that one has passed.
StatusNow status_at(const PublishedDocument& published, const std::string& today) {
    const auto& [document, state] = published;
    if (state.published_version == 0)
        return {"draft", "正文未公开"};
    if (state.status == DocumentStatus::in_force && document.in_force_from > today)
        return {"not_yet", "尚未施行"};
    const bool is_over = state.status == DocumentStatus::in_force && !document.expires_on.empty() &&
                         document.expires_on < today;
    const auto status = is_over ? DocumentStatus::expired : state.status;
    return {std::string(model::to_word(status)), std::string(model::chinese_name(status))};
}

PublicDocument shown(
    const PublishedDocument& published, const TownSnapshot& town, model::Instant now
) {
    const auto& [document, state] = published;
    auto status = status_at(published, model::to_iso(model::local_date(now)));
    PublicDocument made;
    made.id = document.id;
    made.title = document.title;
    made.number = document.number;
    made.issuer = document.issuer;
    made.subject = document.subject;
    made.unit = town.unit_name(document.unit);
    made.issued_on = document.issued_on;
    made.in_force_from = document.in_force_from;
    made.expires_on = document.expires_on;
    made.status = std::move(status.word);
    made.status_words = std::move(status.chinese);
    const auto since = state.published_at ? state.published_at : state.interpretation_at;
    made.changed_at = state.ended_at.value_or(since.value_or(model::Instant{}));
    return made;
}

std::optional<DocumentLink> link_of(const PublishedDocument* published) {
    if (published == nullptr || !is_public(*published))
        return std::nullopt;
    return DocumentLink{published->document.id, published->document.title};
}

std::vector<std::string> words_of(const std::string& written) {
    std::vector<std::string> words;
    std::string word;
    for (const char symbol : text::normalise(written) + " ") {
        if (symbol != ' ') {
            word += symbol;
            continue;
        }
        if (!word.empty())
            words.push_back(std::move(word));
        word.clear();
    }
    return words;
}

bool has_all(const model::PolicyDocument& document, const std::vector<std::string>& words) {
    const auto said = text::normalise(document.title + " " + document.number);
    return std::all_of(words.begin(), words.end(), [&](const auto& word) {
        return said.find(word) != std::string::npos;
    });
}

bool rests_on(const model::FaqEntry& entry, const std::string& document) {
    return std::any_of(entry.documents.begin(), entry.documents.end(), [&](const auto& basis) {
        return basis.document == document;
    });
}

PublishedEntry entry_of(const store::AskedCase& asked, const TownSnapshot& town) {
    PublishedEntry entry;
    entry.id = "case-" + asked.id;
    entry.type = "case";
    entry.topic =
        model::chinese_name(model::parse_kind(asked.kind).value_or(model::Kind::question));
    entry.title = asked.title;
    entry.question = asked.title;
    entry.answer = asked.answer;
    entry.unit = town.unit_name(asked.unit);
    entry.published_at = asked.published_at;
    return entry;
}

void add_relations(PublicDocumentPage& page, const TownSnapshot& town, const std::string& id) {
    for (const auto& other : town.documents()) {
        auto link = link_of(&other);
        if (!link)
            continue;
        if (other.state.replaced_by == id)
            page.replaces.push_back(*link);
        if (other.document.interpretation_document == id && other.state.published_version > 0)
            page.interprets = std::move(link);
    }
}

}  // namespace

std::vector<PublicDocument> PublicDocuments::list(const std::string& words) const {
    const auto town = town_.snapshot();
    const auto now = clock_.now();
    const auto wanted = words_of(words);
    std::vector<PublicDocument> documents;
    for (const auto& published : town->documents())
        if (is_public(published) && has_all(published.document, wanted))
            documents.push_back(shown(published, *town, now));
    std::stable_partition(documents.begin(), documents.end(), [](const auto& document) {
        return document.status == "in_force" || document.status == "not_yet";
    });
    return documents;
}

std::optional<PublicDocumentPage> PublicDocuments::find(const std::string& id) const {
    const auto town = town_.snapshot();
    const auto* published = town->document(id);
    if (published == nullptr || !is_public(*published))
        return std::nullopt;
    PublicDocumentPage page;
    page.document = shown(*published, *town, clock_.now());
    page.passages = knowledge::passages_of(published->document.text);
    page.interpretation = published->document.interpretation;
    const auto* other = town->document(published->document.interpretation_document);
    if (other != nullptr && other->state.published_version > 0)
        page.interpretation_document = link_of(other);
    page.replaced_by = link_of(town->document(published->state.replaced_by));
    add_relations(page, *town, id);
    for (const auto& entry : town->faq_entries())
        if (rests_on(entry, id))
            if (auto found = publications_.find("faq-" + entry.id))
                page.questions.push_back(std::move(*found));
    const auto cases = database_.read([&](store::Connection& connection) {
        return store::PolicyLinks(connection).cases_about(id, kMostCases);
    });
    for (const auto& asked : cases)
        page.questions.push_back(entry_of(asked, *town));
    return page;
}

std::optional<DocumentLink> PublicDocuments::link(const std::string& id) const {
    return link_of(town_.snapshot()->document(id));
}

}  // namespace huiying::desk
