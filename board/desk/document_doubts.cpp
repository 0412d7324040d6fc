#include "board/desk/document_doubts.hpp"

#include "board/desk/document_notices.hpp"
#include "board/desk/faq_uses.hpp"
#include "board/desk/town.hpp"
#include "board/draft/reply_checks.hpp"
#include "board/knowledge/passages.hpp"
#include "board/store/database.hpp"
#include "board/store/policy_links.hpp"

namespace huiying::desk {
namespace {

/// Of a hundred symbols of a passage, in a reply that is taken to quote it.
constexpr int kQuotedAtLeast = 30;

std::string passage_text(const model::PublishedDocument& published, const std::string& heading) {
    for (auto& passage : knowledge::passages_of(published.document.text))
        if (passage.heading == heading)
            return std::move(passage.text);
    return {};
}

}  // namespace

void put_in_doubt(
    store::Connection& connection,
    const TownSnapshot& town,
    const model::PolicyDocument& document,
    const std::string& reason,
    model::Instant now
) {
    store::PolicyLinks links(connection);
    const auto entries = links.dependents(document.id);
    for (const auto& entry : entries)
        links.add_doubt({entry.faq, document.id, reason, now});
    (void)links.list_for_retelling(document.id, reason, now);
    tell_doubts(connection, town, reason, entries, now);
}

void settle_changed(
    store::Connection& connection,
    const model::FaqEntry* before,
    const model::FaqEntry& after,
    const std::string& by,
    model::Instant now
) {
    const bool reads_otherwise = before == nullptr || before->answer != after.answer ||
                                 before->source != after.source ||
                                 before->documents != after.documents;
    if (reads_otherwise)
        (void)store::PolicyLinks(connection).settle(after.id, by, now);
}

void note_quoted(
    store::Connection& connection,
    const TownSnapshot& town,
    model::TicketId ticket,
    const std::vector<model::DraftSource>& sources,
    const std::string& text,
    model::Instant now
) {
    for (const auto& source : sources) {
        const auto* document = source.document.empty() ? nullptr : town.document(source.document);
        if (document == nullptr)
            continue;
        const int kept = kept_of(passage_text(*document, source.article), text);
        if (kept >= kQuotedAtLeast)
            store::PolicyLinks(connection).add_use(source.document, ticket, now, kept);
    }
}

std::string end_words(const model::DocumentState& state, const TownSnapshot& town) {
    if (state.status != model::DocumentStatus::replaced)
        return std::string(model::chinese_name(state.status));
    const auto* by = town.document(state.replaced_by);
    return "已被《" + (by == nullptr ? state.replaced_by : by->document.title) + "》替代";
}

draft::CitedDocuments cited_documents(const TownSnapshot& town) {
    draft::CitedDocuments cited;
    for (const auto& [document, state] : town.documents()) {
        if (model::is_out_of_force(state.status))
            cited.outdated.push_back({document.title, document.number, end_words(state, town)});
        else if (state.status == model::DocumentStatus::in_force)
            cited.in_force.push_back(document.title);
    }
    return cited;
}

}  // namespace huiying::desk
